import { type Ratio, ratioOfEffects } from '../../analysis/ratio-of-effects.ts';
import type { EdgeTrial } from './track-record.ts';

/** What the bets on a metric have shown of one edge that goes up from it. Signed so that good is positive. */
export interface EdgeRecord {
  lower: string;
  upper: string;
  /** Bets that put it to the test; those whose effect cannot be told apart are one. */
  trials: number;
  /** Of these: the lower metric moved for the better, its whole interval above zero. */
  moved: number;
  /** Of those: the upper metric did so as well. */
  followed: number;
  /** The upper metric's relative change for one of the lower, over the trials that moved; absent where they do not bound it. */
  ratio?: Ratio;
  /** It was tried often enough, and nothing speaks for it: an assumption to challenge. */
  doubtful: boolean;
}

const enoughMovements = 3;

/** The record of each edge that was tried, in the order of the first trials. */
export function edgeRecords(trials: EdgeTrial[]): EdgeRecord[] {
  const edges = Map.groupBy(countedOnce(trials), ({ lower, upper }) => JSON.stringify([lower, upper]));
  return [...edges.values()].map(recordOf);
}

function recordOf(trials: EdgeTrial[]): EdgeRecord {
  const [{ lower, upper }] = trials as [EdgeTrial];
  const moved = trials.filter(hasMoved);
  const followed = moved.filter(hasFollowed).length;
  const ratio = ratioOfEffects(
    moved.map(({ lowerEffect, upperEffect }) => ({
      x: lowerEffect.relative,
      xError: errorOf(lowerEffect),
      y: upperEffect.relative,
      yError: errorOf(upperEffect),
    })),
  );
  const bounded = ratio && Number.isFinite(ratio.low) && Number.isFinite(ratio.high) ? ratio : undefined;
  return {
    lower,
    upper,
    trials: trials.length,
    moved: moved.length,
    followed,
    ...(bounded ? { ratio: bounded } : {}),
    // A pooled ratio above zero speaks for an edge that no single bet could show.
    doubtful: moved.length >= enoughMovements && followed === 0 && !(bounded && bounded.low > 0),
  };
}

export const hasMoved = ({ lowerEffect }: EdgeTrial) => lowerEffect.low > 0;
export const hasFollowed = ({ upperEffect }: EdgeTrial) => upperEffect.low > 0;

/** One trial of an edge for each effect: of bets that share one, the first, and of one release that with the lower number. Oldest first. */
export function countedOnce(trials: EdgeTrial[]): EdgeTrial[] {
  const kept: EdgeTrial[] = [];
  for (const trial of trials.toSorted(byTime)) {
    const sharing = kept.some(
      (other) =>
        other.lower === trial.lower &&
        other.upper === trial.upper &&
        (other.sharedWith.includes(trial.betId) || trial.sharedWith.includes(other.betId)),
    );
    if (!sharing) kept.push(trial);
  }
  return kept;
}

const byTime = (one: EdgeTrial, other: EdgeTrial) => one.at.getTime() - other.at.getTime() || one.number - other.number;

/** Of a 95% interval. */
const errorOf = ({ low, high }: EdgeTrial['lowerEffect']) => (high - low) / (2 * 1.959964);
