import type { Track } from '../declaration/declaration.ts';
import type { HypothesisWord } from '../hypothesis/hypothesis-standing.ts';
import type { LedgerPlace, PaceSums } from '../ledger/ledger.ts';
import type { PaceFigure } from '../ledger/pace.ts';
import type { OpenBet } from './metric-record.ts';
import type { GovernedBy } from './portfolio.ts';

/** A hypothesis, which is an issue, and the bets in play that rest on it. */
export interface HypothesisRow extends LedgerPlace {
  word: HypothesisWord;
  /** When it came to that; absent: nobody has said so yet. */
  since?: Date;
  evidence?: string;
  bets: (OpenBet & { track: Track })[];
}

export interface HypothesesRecord {
  maps: GovernedBy[];
  /** How many there are, by where they stand. */
  counts: { word: HypothesisWord; count: number }[];
  /** The newest of each repository first; one more than a page has where there are more. */
  rows: HypothesisRow[];
  pace: PaceSums;
}

export interface HypothesesPage extends Pick<HypothesesRecord, 'counts' | 'rows'> {
  owner: string;
  more: boolean;
  /** Days that a loop takes, from the hypothesis to the readout; absent: none has gone round in the last year. */
  loop?: PaceFigure;
}
