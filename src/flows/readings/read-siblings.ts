import { chooseSiblings } from '../../analysis/siblings/choose.ts';
import { siblingCandidates } from '../../domain/bet/sibling-candidates.ts';
import type { StatedBet } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { own } from '../../domain/text/own.ts';
import type { World } from '../ports/world.ts';
import { historyDays, readMetrics } from './read-metrics.ts';

/**
 * For each metric that the bet stakes, the metrics that went along with it up to `asOf`: what it will be compared with. Twenty are read at most, none from a connection that is billed by what it
 * scans.
 */
export async function readSiblings(
  world: Pick<World, 'metrics'>,
  record: Pick<StatedBet, 'bet' | 'map' | 'repository'>,
  baseline: Record<string, Reading>,
  asOf: Date,
): Promise<Record<string, string[]>> {
  const staked = record.bet.movements.flatMap(({ metric }) => {
    const reading = own(baseline, metric.name);
    return reading?.kind === 'samples' && !reading.arms ? [{ metric, series: reading.series }] : [];
  });
  if (staked.length === 0) return {};
  const metrics = siblingCandidates(record.bet, record.map);
  const unread = metrics.filter(({ name }) => !Object.hasOwn(baseline, name));
  const read = await readMetrics(world, record.repository, unread, daysBefore(asOf, historyDays), asOf, {
    asSibling: true,
  });
  const readings = { ...baseline, ...read };
  const candidates = metrics.flatMap(({ name }) => {
    const reading = own(readings, name);
    return reading?.kind === 'samples' && !reading.arms ? [{ name, series: reading.series }] : [];
  });
  return Object.fromEntries(
    staked
      .map(({ metric, series }): [string, string[]] => [
        metric.name,
        chooseSiblings(
          series,
          candidates.filter(({ name }) => !metric.controls?.includes(name)),
          asOf.getTime(),
        ),
      ])
      .filter(([, names]) => names.length > 0),
  );
}
