import { bucketsWithin } from '../buckets-within.ts';
import { parseFigure } from '../figures/parse-figure.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { readTimes } from '../times/read-times.ts';
import { dayOf, type Window } from '../window.ts';

/**
 * A row for each whole day of the window: how many events it has, or the sum of their values; a day without events has zero.
 * Events without a readable time are given back one by one, for to-samples.ts to refuse.
 */
export function tallied(events: Row[], tally: 'count' | 'sum', window: Window, timezone: string): Row[] {
  const read = readTimes(
    events.map(({ t }) => t),
    timezone,
  );
  const asTheyAre = events.map(({ t }) => ({ t, value: 1 }));
  if ('ambiguous' in read) return asTheyAre;
  const totals = new Map(bucketsWithin(window, 'day', timezone, 4_000).map(({ t }) => [t, 0]));
  for (const [i, time] of read.times.entries()) {
    if (!time || time.kind === 'period') return asTheyAre;
    const day = time.kind === 'date' ? time.at : dayOf(time.at, timezone);
    const before = totals.get(day);
    if (before !== undefined) totals.set(day, before + (tally === 'count' ? 1 : amountOf(events[i] as Row)));
  }
  return [...totals].map(([t, value]) => ({ t: new Date(t).toISOString().slice(0, 10), value }));
}

function amountOf({ value }: Row): number {
  const cell = parseFigure(value);
  if (cell.kind === 'figure') return cell.figure;
  const what = cell.kind === 'unfit' ? cell.what : 'no value';
  throw new SourceFailure('bad-samples', `an event of the source has ${what}, and its values are to be summed`);
}
