import type { Series } from '../../analysis/samples.ts';
import { day, dayOf } from '../day.ts';
import type { Metric } from '../metric/metric.ts';
import type { Bet } from './bet.ts';
import type { Checkpoint } from './checkpoint.ts';
import { followedEdges } from './followed-edges.ts';

const hour = 3_600_000;
/** Days of daily guardrail checks, unless the bet concludes earlier. */
const guardDays = 14;
/** Every bet gets a readout, even if the map sets none. */
const fallbackDays = 28;

/** A metric's bucket, and the time zone of its days. */
type Calendar = Pick<Series, 'bucket' | 'timezone'>;

/**
 * Days after shipping at which readouts follow, ascending: those of the map and the bet's own windows. None where nothing has to move, as on
 * the discovery track.
 */
export function readoutDays(followUpDays: number[], bet: Bet): number[] {
  if (bet.movements.length === 0) return [];
  const windows = bet.movements.flatMap(({ windowDays }) => windowDays ?? []);
  const days = [...new Set([...followUpDays, ...windows])].filter((count) => count > 0);
  return days.length === 0 ? [fallbackDays] : days.sort((one, other) => one - other);
}

/**
 * When a shipped bet is looked at, ascending; the last readout alone is final. Guardrails are looked at daily from the first day on, with the
 * readout where one is due; what the metrics above have done once each day on which one of them can be told.
 */
export function scheduleCheckpoints(
  shippedAt: Date,
  followUpDays: number[],
  bet: Bet,
  metrics: Metric[],
): Checkpoint[] {
  const days = readoutDays(followUpDays, bet);
  const at = (kind: Checkpoint['kind'], afterDays: number, final: boolean): Checkpoint => ({
    kind,
    afterDays,
    dueAt: new Date(shippedAt.getTime() + afterDays * day),
    final,
  });
  const readouts = days.map((afterDays, index) => at('readout', afterDays, index === days.length - 1));
  const guards = bet.guardrails.length > 0 ? guardedDays(days).map((afterDays) => at('guard', afterDays, false)) : [];
  const edges = followedEdges(metrics, bet, days.at(-1) ?? fallbackDays);
  const upstreamDays = [...new Set(edges.map(({ afterDays }) => afterDays))].sort((one, other) => one - other);
  const looks = [...guards, ...readouts].sort((one, other) => one.afterDays - other.afterDays);
  return [...looks, ...upstreamDays.map((afterDays) => at('upstream', afterDays, false))];
}

function guardedDays(readouts: number[]): number[] {
  const last = readouts.at(-1) ?? 0;
  return Array.from({ length: guardDays }, (_, at) => at + 1).filter((day) => day < last && !readouts.includes(day));
}

/** Start of the UTC bucket that holds the instant: the buckets before it are complete, it is not. */
export const completeUntil = (instant: Date, bucket: Series['bucket']): Date =>
  new Date(releaseBucket(instant, { bucket }).from);

/**
 * The bucket of a release, in epoch milliseconds, end exclusive: it is neither before nor after. A day is the one that the clock showed where the metric's days begin and end, by
 * its name.
 */
export function releaseBucket(shippedAt: Date, { bucket, timezone }: Calendar): { from: number; to: number } {
  const from = bucket === 'day' ? dayOf(shippedAt, timezone) : Math.floor(shippedAt.getTime() / hour) * hour;
  return { from, to: from + (bucket === 'day' ? day : hour) };
}
