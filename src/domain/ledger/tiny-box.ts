import { countedOnce, hasFollowed, hasMoved } from './edge-record.ts';
import type { EdgeTrial } from './track-record.ts';

/** Bets that moved a metric without moving the metric it drives. */
export interface TinyBox {
  /** At least two, oldest first; each was looked at over the upper metric's horizon. */
  trials: EdgeTrial[];
  /** When a bet before these was followed last, if ever one was. */
  followedAt?: Date;
}

const enoughBets = 2;

/** Whether bets move one metric while the one above it stays where it is, by the trials of that edge. */
export function tinyBoxOf(trials: EdgeTrial[]): TinyBox | undefined {
  const moved = countedOnce(trials).filter(hasMoved);
  const followed = moved.findLastIndex(hasFollowed);
  const alone = moved.slice(followed + 1);
  const followedAt = moved[followed]?.at;
  return alone.length < enoughBets ? undefined : { trials: alone, ...(followedAt ? { followedAt } : {}) };
}
