import { shareInterval } from '../../analysis/level/sampling-intervals.ts';
import { day } from '../day.ts';
import type { MergedAs, PaceSums, Spell } from './ledger.ts';

/** One figure of how fast, and how seriously, bets are made. `low` to `high`: see the measure. */
export interface PaceFigure {
  measure: /** Days: median, and where the middle eight of ten lie. */
    | 'hypothesis-to-readout'
    | 'merge-to-ship'
    | 'ship-to-readout'
    /** Bets that concluded, a week. */
    | 'readouts-a-week'
    /** Shares of the `count` that they are of, with their 95% interval. */
    | 'bets-without-expectation'
    | 'merged-with-bet'
    | 'merged-non-bet'
    | 'merged-exempt'
    | 'merged-without-reference';
  /** The reason of a non-bet, the rule of an exemption. */
  detail?: string;
  count: number;
  value?: number;
  low?: number;
  high?: number;
}

const week = 7 * day;

/** @param period what was asked for; a side that is open ends with the first or last conclusion */
export function paceOf(sums: PaceSums, period: { since?: Date; until?: Date }, now: Date): PaceFigure[] {
  return [
    spell('hypothesis-to-readout', sums.hypothesisToReadout),
    spell('merge-to-ship', sums.mergeToShip),
    spell('ship-to-readout', sums.shipToReadout),
    readoutsAWeek(sums, period, now),
    share('bets-without-expectation', sums.withoutExpectation, sums.concluded),
    ...mergedShares(sums),
  ];
}

function spell(measure: PaceFigure['measure'], { count, median, low, high }: Spell): PaceFigure {
  return median === undefined || low === undefined || high === undefined
    ? { measure, count }
    : { measure, count, value: median, low, high };
}

function readoutsAWeek(
  { concluded, firstConcluded, lastConcluded }: PaceSums,
  { since, until }: { since?: Date; until?: Date },
  now: Date,
): PaceFigure {
  const measure = 'readouts-a-week';
  const from = since ?? firstConcluded;
  const to = until && until < now ? until : until ? now : lastConcluded;
  if (!from || !to) return { measure, count: concluded };
  // Of less than a week no pace can be told.
  const weeks = Math.max(1, (to.getTime() - from.getTime()) / week);
  return { measure, count: concluded, value: concluded / weeks };
}

const measureOf: Record<MergedAs, PaceFigure['measure']> = {
  bet: 'merged-with-bet',
  'non-bet': 'merged-non-bet',
  exempt: 'merged-exempt',
  'no-reference': 'merged-without-reference',
};

function mergedShares({ merged }: PaceSums): PaceFigure[] {
  const all = merged.reduce((sum, { count }) => sum + count, 0);
  return merged.map(({ result, detail, count }) => ({
    ...share(measureOf[result], count, all),
    ...(detail === undefined ? {} : { detail }),
  }));
}

function share(measure: PaceFigure['measure'], count: number, of: number): PaceFigure {
  return of === 0 ? { measure, count } : { measure, count, value: count / of, ...shareInterval(count, of) };
}
