import type { Verdict } from '../../analysis/verdict.ts';
import type { Decision } from '../commands/decision.ts';
import type { BetRecord, MergedBet } from './bet-record.ts';
import type { Carrier } from './carrier.ts';
import { mayBeUndone, mayComeBack, type ShipSignal, type Undoing } from './lifecycle.ts';

/*
 * How a bet gets from one state to the next, and what it takes along. Nothing else sets a state. Each returns the next record, or undefined where the bet stays
 * what it is. The sequences that hold are those of test/flows/lifecycle-model.ts.
 */

/** What a description states, before anything became of it. */
export type StatedBet = Omit<BetRecord, 'state'>;

/** An open bet follows the description; people's decisions are not in the description and stay. A merge is final. */
export function opened(stated: StatedBet, known: BetRecord | undefined): BetRecord | undefined {
  return known?.frozenBody === undefined ? { ...withWhatPeopleSaid(stated, known), state: 'open' } : undefined;
}

function withWhatPeopleSaid(stated: StatedBet, known: BetRecord | undefined): StatedBet {
  if (!known) return stated;
  const { decision, decidedBefore, learned } = known;
  return {
    ...stated,
    ...(decision && { decision }),
    ...(decidedBefore && { decidedBefore }),
    ...(learned && { learned }),
  };
}

/** Closed without a merge. Reopening brings it back. */
export function closed(bet: BetRecord): BetRecord | undefined {
  return bet.state === 'open' ? { ...bet, state: 'closed' } : undefined;
}

/** What a bet is frozen with. */
export type Merge = Required<Pick<BetRecord, 'frozenBody' | 'mergedAt'>> &
  Pick<BetRecord, 'mergeSha' | 'branch' | 'families' | 'baseline' | 'siblings' | 'levels' | 'statedAfterMerge'>;

export function merged(stated: StatedBet, known: BetRecord | undefined, merge: Merge): BetRecord {
  return { ...withWhatPeopleSaid(stated, known), ...merge, state: 'merged' };
}

/** Discovery bets are not measured: their author is asked what was learned. */
export const isMeasured = ({ bet }: Pick<BetRecord, 'bet'>) => bet.movements.length + bet.guardrails.length > 0;

/** Whether the next signal starts its clock. */
export function startsClock(bet: BetRecord): boolean {
  return isMeasured(bet) && (bet.state === 'merged' || bet.undoing?.by === 'rollback');
}

/** Deliveries come in any order: of two releases that hold a merge the first one reached users, even when it is heard of last. */
export function shippedEarlier({ state, shippedAt, mergedAt, signal: known }: MergedBet, signal: ShipSignal, at: Date) {
  if (state !== 'shipped' || !shippedAt || known?.on !== signal.on) return false;
  return at < shippedAt && (mergedAt === undefined || mergedAt < shippedAt);
}

/** A release that is dated before the merge (a draft published late) cannot have reached anybody before the merge did. */
export function shipped(bet: BetRecord, signal: ShipSignal, at: Date): BetRecord & { shippedAt: Date } {
  const { undoing: _, unreleased: __, extended: longer, ...rest } = bet;
  // A window that begins anew may be extended by itself again; a person's word holds once.
  const once = longer?.by === undefined ? {} : { extended: longer };
  const shippedAt = bet.mergedAt && bet.mergedAt > at ? bet.mergedAt : at;
  return { ...rest, ...once, state: 'shipped', shippedAt, signal };
}

/** What was taken for its release held a revert of it, too: it waits for another one. */
export function unshipped(bet: BetRecord): BetRecord {
  const { shippedAt: _, signal: __, ...rest } = bet;
  return { ...rest, state: 'merged' };
}

/** Taken out of measuring. */
export function undone(bet: BetRecord, undoing: Undoing): BetRecord | undefined {
  if (!mayBeUndone(bet, undoing)) return undefined;
  const { delayed: _, unreleased: __, ...rest } = bet;
  return { ...rest, state: 'reverted', undoing: moreTelling(bet.undoing, undoing) };
}

/** A merged revert is heard of twice, as a pull request and as a pushed commit, in any order: people know the pull request. */
function moreTelling(known: Undoing | undefined, heard: Undoing): Undoing {
  return known?.by === 'revert' && heard.by === 'commit' ? known : heard;
}

/** What brings a bet back: a revert of its revert. */
export interface Reapplication {
  number?: number;
  sha: string;
  at: Date;
}

/** Brought back, it waits for its release again, and gets a new window. The same record where it is back already. */
export function reapplied(bet: BetRecord, by: Reapplication): BetRecord | undefined {
  if (!mayComeBack(bet, by) || (bet.state === 'reverted' && isOldNews(bet, by))) return undefined;
  return isNews(bet, by) ? broughtBack(bet, by) : named(bet, by);
}

/** It was brought back by this one, or a later one, and taken out again since. */
const isOldNews = ({ reapplied: known }: BetRecord, by: Reapplication) => known !== undefined && known.at >= by.at;

/** Holds too if the revert's delivery has not arrived: it is old news when it does. */
const isNews = (bet: BetRecord, by: Reapplication) =>
  bet.state === 'reverted' || (isOut(bet) && bet.mergeSha !== by.sha && !isOldNews(bet, by));

const isOut = ({ state }: BetRecord) => state === 'merged' || state === 'shipped';

/** Heard of as a pushed commit before; now the pull request says its number. */
function named(bet: BetRecord, { number, sha }: Reapplication): BetRecord {
  const { reapplied: known, mergeSha } = bet;
  if (!known || known.number !== undefined || number === undefined || mergeSha !== sha) return bet;
  return { ...bet, reapplied: { ...known, number } };
}

function broughtBack(bet: BetRecord, { number, sha, at }: Reapplication): BetRecord {
  const { undoing: _, shippedAt: __, signal: ___, carriers: ____, unreleased: _____, extended: ______, ...rest } = bet;
  return {
    ...rest,
    state: 'merged',
    mergeSha: sha,
    mergedAt: at,
    reapplied: number === undefined ? { at } : { number, at },
  };
}

/** Its change is on another branch too. undefined: already known, or without effect. What holds what was taken back holds it no longer when it is brought again. */
export function carried(bet: BetRecord, by: Carrier): BetRecord | undefined {
  const isLive = isOut(bet) || bet.undoing?.by === 'rollback';
  if (!isLive || bet.mergedAt === undefined || by.at < bet.mergedAt || by.sha === bet.mergeSha) return undefined;
  const { carriers = [] } = bet;
  const known = carriers.find(({ sha }) => sha === by.sha);
  if (known && (known.number !== undefined || by.number === undefined)) return undefined;
  return { ...bet, carriers: [...carriers.filter((one) => one !== known), by] };
}

/** A part of it was taken back: what is left goes on. The same record where that is known. */
export function partlyUndone(bet: BetRecord, by: NonNullable<BetRecord['partlyReverted']>[number]): BetRecord {
  const { partlyReverted: known = [] } = bet;
  if (!isOut(bet) || known.some(({ number, sha }) => number === by.number && sha === by.sha)) return bet;
  return { ...bet, partlyReverted: [...known, by] };
}

/** What a readout says. `over`: it is the last one, and what it recommends. Otherwise the bet goes on being measured. */
export interface Measured {
  verdict?: Verdict;
  over?: { at: Date; recommended: Decision['what'] };
}

export function measured(bet: BetRecord, { verdict, over }: Measured): BetRecord {
  const { delayed: _, ...rest } = bet;
  const next = verdict === undefined ? rest : { ...rest, verdict };
  return over ? { ...next, state: 'concluded', concludedAt: over.at, recommended: over.recommended } : next;
}

/** Measured longer: an inconclusive readout is not yet a verdict. */
export function extended(bet: BetRecord, by: NonNullable<BetRecord['extended']>): BetRecord {
  const { verdict: _, concludedAt: __, recommended: ___, ...rest } = bet;
  return { ...rest, state: 'shipped', extended: by };
}

/** Where nothing is measured, what was learned is how the bet ends. */
export function learned(bet: BetRecord, words: NonNullable<BetRecord['learned']>): BetRecord {
  const ends = bet.bet.movements.length === 0 && isOut(bet);
  return { ...bet, learned: words, ...(ends && { state: 'concluded', concludedAt: words.at }) };
}
