import { wallAt } from '../../../domain/local-time.ts';
import { endOf } from '../../../metrics/window.ts';
import type { Placed, PlacedRow } from './into-buckets.ts';
import { nameOf } from './names.ts';
import type { Clock } from './row.ts';

const length = { day: 86_400_000, hour: 3_600_000 };

/**
 * The rows of buckets that are over by the clock, and notes on the others: an unfinished one says nothing yet, and a
 * future one is not a measurement.
 */
export function withoutUnfinished(
  { bucket, rows }: Placed,
  timezone: string | undefined,
  clock: Clock,
): { rows: PlacedRow[]; notes: string[] } {
  const zone = timezone ?? clock.timezone;
  // Hours without an offset are those of the place where they were written, which is taken to be here.
  const isHere = bucket === 'hour' && timezone === undefined && rows.some(({ time }) => time.isLocal);
  const now = isHere ? wallAt(clock.now, zone) : clock.now;
  const endAt = (t: number) => (bucket === 'hour' ? t + length.hour : endOf(t, bucket, zone));
  const startAt = (t: number) => (bucket === 'hour' ? t : endOf(t - length.day, bucket, zone));
  // No place is two days behind, so older rows need no time zone.
  const isOver = ({ t }: PlacedRow) => t + 3 * length.day < now || endAt(t) <= now;
  const over = rows.filter(isOver);
  const open = over.length === rows.length ? [] : rows.filter((row) => !isOver(row));
  const begun = open.filter(({ t }) => startAt(t) <= now);
  const ahead = open.filter(({ t }) => startAt(t) > now);
  const notes: string[] = [];
  if (begun[0])
    notes.push(`${nameOf(begun[0].t, bucket)} (line ${begun[0].line}) is left out: this ${bucket} is not over.`);
  const first = ahead.toSorted((a, b) => a.t - b.t)[0];
  if (first)
    notes.push(
      `${ahead.length} ${ahead.length === 1 ? 'row' : 'rows'} from ${nameOf(first.t, bucket)} (line ${first.line}) on ${ahead.length === 1 ? 'is' : 'are'} left out: ${ahead.length === 1 ? 'it lies' : 'they lie'} in the future.`,
    );
  return { rows: over, notes };
}
