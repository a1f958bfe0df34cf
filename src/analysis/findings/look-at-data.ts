import { type Aligned, fewestBefore, longestAfter } from '../align.ts';
import { buckets } from '../bucket.ts';
import type { Question, Unanswerable, Warning } from '../effect.ts';
import { deadFrom } from './dead.ts';
import { collapseIn, type Jump, jumpIn, wayBack } from './jump.ts';
import { monthlyDays } from './monthly-days.ts';
import { movedBefore } from './moved-before.ts';
import { becameRunningTotal, looksLikeRunningTotal } from './running-total.ts';
import * as words from './words.ts';
import { zeroRun } from './zero-run.ts';

/** What was found out about the data, and the slots without those that would mislead. */
export interface LookedAt {
  aligned: Aligned;
  warnings: Warning[];
}

type Asked = Pick<Question, 'series' | 'releaseFrom' | 'releaseTo' | 'until' | 'good' | 'neverFalls' | 'minimumAfter'>;

/**
 * Looks at what is wrong with the data before anything is judged. Either there is no answer, and why; or slots that would mislead are passed over as if missing, and that is
 * said; or the old part of the history is not comparable, and everything begins anew with `since`.
 */
export function lookAtData(aligned: Aligned, asked: Asked): LookedAt | Unanswerable | { since: number } {
  const { values, starts, before, after, bucket, parts } = aligned;
  if (!asked.neverFalls && looksLikeRunningTotal(asked.series.samples)) return words.runningTotal(bucket);
  const addedUp = sinceAddedUp(asked);
  if (addedUp !== undefined) return words.addedUp(addedUp, bucket);
  const jump = jumpOf(aligned);
  const back = jump && bucket === 'day' ? wayBack(values, jump, parts?.numerators) : undefined;
  if (jump && back !== undefined && back <= after) {
    const rest = withoutSlots(aligned, (slot) => slot >= jump.slot && slot < back);
    if (rest.observedBefore >= fewestBefore(bucket)) {
      const looked = lookAtData(rest, asked);
      const found = words.otherUnit(starts[jump.slot] as number, starts[Math.min(back, before) - 1] as number, bucket);
      return 'aligned' in looked ? { ...looked, warnings: [found, ...looked.warnings] } : looked;
    }
  }
  if (jump && jump.slot < before) return { since: starts[jump.slot] as number };
  if (jump) return words.jumped(jump, starts[jump.slot] as number, bucket);

  const late = values.subarray(after);
  const isZero = late.every((value) => Number.isNaN(value) || value === 0);
  const since = deadFrom(values, bucket, parts?.denominators);
  const isGoodNews = asked.good === 'down' && values[since ?? 0] === 0;
  if (since !== undefined && since > firstSeen(values, after) && !isGoodNews)
    return words.dead(values[since] === 0, starts[since] as number, bucket);
  const missing = missingAtEnd(aligned, asked);
  if (missing && missing.share > mostMissing) return words.ended(missing.since, bucket);

  const warnings: Warning[] = [];
  const fall = bucket === 'day' ? collapseIn(values, before, parts?.numerators) : undefined;
  if (fall) warnings.push(words.collapsed(starts[fall.slot] as number, fall.factor, bucket));
  if (missing) warnings.push(words.late(missing.since, bucket));
  if (since !== undefined)
    warnings.push(isZero ? words.allZero(bucket) : words.zeroSince(starts[since] as number, bucket));
  // While what is below the line goes on, a rate of zero may be one; where it should be high it is worth a look.
  else if (parts && asked.good !== 'down' && values.at(-1) === 0) {
    const zeroFrom = deadFrom(values, bucket);
    if (zeroFrom !== undefined) warnings.push(words.zeroSince(starts[zeroFrom] as number, bucket));
  }
  if (bucket === 'hour') return { aligned, warnings };
  const [from, to] = (asked.good === 'down' ? undefined : zeroRun(aligned)) ?? [];
  if (from !== undefined && to !== undefined)
    warnings.push(words.zeroBetween(starts[from] as number, starts[to - 1] as number, bucket));
  return withoutMisleading(aligned, warnings, asked);
}

/** Days that are like no others, and a stretch about the release that is over, are passed over. */
function withoutMisleading(
  given: Aligned,
  warnings: Warning[],
  { minimumAfter = given.season }: Asked,
): LookedAt | Unanswerable {
  const { starts, before, after, season } = given;
  const days = monthlyDays(given.values, starts, before);
  const aligned = withoutSlots(given, (slot) => days.some(({ has }) => has(starts[slot] as number)));
  if (days.length > 0) warnings.push(words.monthly(days.map(({ name }) => name)));
  const moved = movedBefore(aligned.values, season, before, after);
  if (moved) {
    const [from, last] = [starts[moved.from] as number, starts[moved.to - 1] as number];
    const ended = moved.to === before ? 'with' : moved.to < before ? 'before' : 'after';
    warnings.push(words.movedBefore({ ...moved, from, last, ended }));
  }
  const isAside = (slot: number) => moved?.isOver && !moved.isLong && slot >= moved.from && slot < moved.to;
  const rest = withoutSlots(aligned, (slot) => isAside(slot) === true);
  if (rest.observedAfter < minimumAfter && given.observedAfter >= minimumAfter)
    return words.tooFewLeft(rest.observedAfter, minimumAfter, warnings.at(-1) as Warning);
  return { aligned: rest, warnings };
}

function withoutSlots(aligned: Aligned, isAside: (slot: number) => boolean): Aligned {
  const values = aligned.values.map((value, slot) => (isAside(slot) ? Number.NaN : value));
  const seen = (from: number, to: number) => values.subarray(from, to).filter((value) => !Number.isNaN(value)).length;
  return {
    ...aligned,
    values,
    observedBefore: seen(0, aligned.before),
    observedAfter: seen(aligned.after, values.length),
  };
}

/** The first value since the release, if from then on values are added up. */
function sinceAddedUp({ series: { samples }, releaseFrom, releaseTo, neverFalls }: Asked): number | undefined {
  if (neverFalls) return undefined;
  const since = samples.filter(({ t }) => t >= releaseTo);
  const before = samples.filter(({ t }) => t < releaseFrom);
  return becameRunningTotal(before, since) ? since[0]?.t : undefined;
}

const firstSeen = (values: Float64Array, from: number) =>
  values.findIndex((value, slot) => slot >= from && !Number.isNaN(value));

/** Of hours each day is looked at as one, or every morning would be a jump. */
function jumpOf({ bucket, values, before, after, parts }: Aligned): Jump | undefined {
  if (bucket === 'day') return jumpIn(values, 0, parts?.numerators);
  const opening = before % dayOfHours;
  const starts = [
    ...Array.from({ length: Math.floor(before / dayOfHours) }, (_, i) => opening + i * dayOfHours),
    ...Array.from({ length: Math.floor((values.length - after) / dayOfHours) }, (_, i) => after + i * dayOfHours),
  ];
  const sums = (of: Float64Array) =>
    Float64Array.from(starts, (start) => of.subarray(start, start + dayOfHours).reduce((sum, value) => sum + value, 0));
  const jump = jumpIn(sums(values), 0, parts && sums(parts.numerators));
  return jump && { ...jump, slot: starts[jump.slot] as number };
}

const dayOfHours = buckets.hour.season;

/** Share of a window that may be missing at its end. */
const mostMissing = 1 / 3;
const fewestMissing = { day: 3, hour: 24 } as const;

/** Where values end long before the window does, and never paused like that before. */
function missingAtEnd({ bucket, values, starts, after }: Aligned, { releaseTo, until }: Asked) {
  const { length: step } = buckets[bucket];
  const end = Math.min(until, releaseTo + longestAfter[bucket] * step);
  const last = starts.at(-1) as number;
  const missing = Math.round((end - last) / step) - 1;
  if (missing < fewestMissing[bucket]) return undefined;
  let [pause, longest] = [0, 0];
  for (const value of values) {
    pause = Number.isNaN(value) ? pause + 1 : 0;
    longest = Math.max(longest, pause);
  }
  if (missing <= 2 * longest) return undefined;
  return { since: last + step, share: missing / (values.length - after + missing) };
}
