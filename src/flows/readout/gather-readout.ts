import type { Bet } from '../../domain/bet/bet.ts';
import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { completeUntil } from '../../domain/bet/schedule.ts';
import { daysBefore } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { lookAlpha } from '../../domain/readout/look-alpha.ts';
import type { ReadoutBasis } from '../../domain/readout/measure.ts';
import { sharedDays } from '../../domain/readout/shared-effect.ts';
import { own } from '../../domain/text/own.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { named, quotable } from '../audience/quotable.ts';
import type { World } from '../ports/world.ts';
import { edgesAbove } from '../readings/metric-tree-now.ts';
import { shownMetrics } from '../readings/metrics-of-bet.ts';
import { readEarlier } from '../readings/read-earlier.ts';
import { readExperiments } from '../readings/read-experiments.ts';
import { historyDays, readMetrics } from '../readings/read-metrics.ts';

/** What these metrics are compared with apart from what their map names. */
export function siblingsOf({ siblings = {}, map }: Pick<BetRecord, 'siblings' | 'map'>, metrics: Metric[]): Metric[] {
  const names = new Set(metrics.flatMap(({ name }) => own(siblings, name) ?? []));
  return map.metrics.filter(({ name }) => names.has(name));
}

/** Everything a readout is made from: the samples before and after the release, and the bets that share its days. */
export async function gatherReadout(
  world: World,
  record: BetRecord,
  afterDays: number,
  interim: boolean,
  now: Date,
  read: (bet: Bet, map: OutcomeMap) => Metric[] = shownMetrics,
): Promise<ReadoutBasis> {
  const { store } = world;
  const { map, shippedAt, signal } = record;
  const { bet } = await quotable(world, record);
  if (!shippedAt || !signal) throw new Error(`bet ${record.id} is measured but has not shipped`);
  const from = daysBefore(completeUntil(shippedAt, 'day'), historyDays);
  const metrics = read(bet, map);
  const readings = await readMetrics(
    world,
    record.repository,
    [...metrics, ...siblingsOf(record, metrics)],
    from,
    completeUntil(now, 'hour'),
  );
  const judged = new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name));
  return {
    bet,
    map,
    author: record.author,
    shippedAt,
    signal,
    afterDays,
    interim,
    extends: !interim && map.followUp.extend !== 0 && record.extended === undefined,
    alpha: lookAlpha(afterDays, interim, record.extended),
    baseline: record.baseline ?? {},
    ...(record.siblings ? { siblings: record.siblings } : {}),
    readings,
    ...(bet.experiment
      ? { experiments: await readExperiments(world, record.repository, bet, metrics, { shippedAt, afterDays, now }) }
      : {}),
    earlier: await readEarlier(
      world,
      record.repository,
      metrics.filter(({ name }) => judged.has(name)),
      readings,
      from,
    ),
    edges: await edgesAbove(world.store, record),
    others: await named(world, record, await store.otherBets(record, daysBefore(shippedAt, sharedDays))),
    shippedTogether: await store.shippedTogether(record),
    amended: record.amendedAt !== undefined,
    ...(record.statedAfterMerge ? { statedAfterMerge: record.statedAfterMerge } : {}),
    disclosure: await disclosureForBet(world, record),
    now,
  };
}
