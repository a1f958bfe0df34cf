import { day } from '../day.ts';
import type { BetRecord } from './bet-record.ts';
import type { BetState } from './lifecycle.ts';
import { isMeasured } from './transitions.ts';

/** Somebody's word that a change reached its users then. */
export interface LiveWord {
  at: Date;
  saidAt: Date;
}

export type GoingLive =
  | { kind: 'starts'; shippedAt: Date }
  /** Said before, or of what was taken back and brought again since. */
  | { kind: 'nothing-new' }
  | { kind: 'refused'; because: BetState | 'no-bet' | 'not-measured' | 'not-yet' | 'before-merge'; mergedAt?: Date };

/** What comes of the word: the clock starts, also anew where a release was not it (a flag was off), until the last readout has concluded. */
export function goingLive(bet: BetRecord | undefined, { at, saidAt }: LiveWord): GoingLive {
  if (!bet || !isOut(bet)) return { kind: 'refused', because: bet?.state ?? 'no-bet' };
  if (bet.extended?.by !== undefined) return { kind: 'refused', because: 'concluded' };
  if (!isMeasured(bet)) return { kind: 'refused', because: 'not-measured' };
  if (at > saidAt) return { kind: 'refused', because: 'not-yet' };
  const { mergedAt = at } = bet;
  if (saidAt < mergedAt) return { kind: 'nothing-new' };
  if (dayOf(at) < dayOf(mergedAt)) return { kind: 'refused', because: 'before-merge', mergedAt };
  const shippedAt = at < mergedAt ? mergedAt : at;
  const isKnown = bet.signal?.on === 'live' && bet.shippedAt?.getTime() === shippedAt.getTime();
  return isKnown ? { kind: 'nothing-new' } : { kind: 'starts', shippedAt };
}

const isOut = ({ state, undoing }: BetRecord) =>
  state === 'merged' || state === 'shipped' || (state === 'reverted' && undoing?.by === 'rollback');

/** The middle of the day, or what there is of it: the day of a release is neither before nor after. */
export function middleOf(onDay: string, saidAt: Date): Date {
  const noon = new Date(Date.parse(`${onDay}T00:00:00Z`) + day / 2);
  return dayOf(noon) === dayOf(saidAt) && noon > saidAt ? saidAt : noon;
}

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);
