import type { Bet } from '../../domain/bet/bet.ts';
import { experimentOf } from '../../domain/bet/experiment-of.ts';
import { completeUntil } from '../../domain/bet/schedule.ts';
import { day } from '../../domain/day.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

/**
 * The groups of the experiment that a shipped bet names, by metric: read from the day of the release on, and never before somebody merged the pull request
 * that names it, no matter who opened that. Nothing is read for other bets.
 *
 * @param metrics what is read for the bet anyway
 */
export async function readExperiments(
  { metrics: reader }: Pick<World, 'metrics'>,
  { owner, ownerId }: Repository,
  bet: Bet,
  metrics: readonly Metric[],
  { shippedAt, afterDays, now }: { shippedAt: Date; afterDays: number; now: Date },
): Promise<Record<string, Reading>> {
  const staked = new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name));
  const from = completeUntil(shippedAt, 'day');
  const until = Math.min(completeUntil(now, 'hour').getTime(), from.getTime() + (afterDays + 1) * day);
  const found = metrics.flatMap((metric) => {
    const experiment = staked.has(metric.name) ? experimentOf(bet, metric) : undefined;
    return experiment ? [{ metric, experiment }] : [];
  });
  const readings = await Promise.all(
    found.map(async ({ metric, experiment }): Promise<[string, Reading]> => {
      const { increase: _, arms: __, ...rest } = metric;
      const { source, arms, named } = experiment;
      const asked = { ...rest, source, ...(arms ? { arms } : {}) };
      const window = { from, to: new Date(until) };
      return [metric.name, await reader.read({ owner, ownerId, metric: asked, ...window, experiment: named.id })];
    }),
  );
  return Object.fromEntries(readings);
}
