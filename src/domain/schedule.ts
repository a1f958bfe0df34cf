import type { Series } from '../analysis/samples.ts';
import type { Bet } from './bet.ts';
import type { Checkpoint } from './checkpoint.ts';

const hour = 3_600_000;
const day = 24 * hour;
const guardDays = 1;
/** A bet always hears something, whatever the map says. */
const fallbackDays = 28;

type Bucket = Series['bucket'];

/** Days after shipping at which readouts follow, ascending: those of the map and the bet's own windows. */
export function readoutDays(followUpDays: number[], bet: Bet): number[] {
  const windows = bet.movements.flatMap(({ windowDays }) => windowDays ?? []);
  const days = [...new Set([...followUpDays, ...windows])].filter((count) => count > 0);
  return days.length === 0 ? [fallbackDays] : days.sort((one, other) => one - other);
}

/** When a shipped bet is looked at, ascending; the last readout alone is final. Guardrails are looked at after a day already. */
export function scheduleCheckpoints(shippedAt: Date, followUpDays: number[], bet: Bet): Checkpoint[] {
  const days = readoutDays(followUpDays, bet);
  const at = (kind: Checkpoint['kind'], afterDays: number, final: boolean): Checkpoint => ({
    kind,
    afterDays,
    dueAt: new Date(shippedAt.getTime() + afterDays * day),
    final,
  });
  const readouts = days.map((afterDays, index) => at('readout', afterDays, index === days.length - 1));
  return bet.guardrails.length > 0 ? [at('guard', guardDays, false), ...readouts] : readouts;
}

/** Start of the UTC bucket that holds the instant: the buckets before it are complete, it is not. */
export function completeUntil(instant: Date, bucket: Bucket): Date {
  return new Date(releaseBucket(instant, bucket).from);
}

/** The bucket of a release, in epoch milliseconds, end exclusive: it is neither before nor after. */
export function releaseBucket(shippedAt: Date, bucket: Bucket): { from: number; to: number } {
  const length = bucket === 'day' ? day : hour;
  const from = Math.floor(shippedAt.getTime() / length) * length;
  return { from, to: from + length };
}
