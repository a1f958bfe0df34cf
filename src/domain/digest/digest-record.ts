import type { CalibrationSums, LedgerEntry, LedgerPlace, PaceSums, SilentBet } from '../ledger/ledger.ts';
import type { EdgeTrial } from '../ledger/track-record.ts';
import type { Some } from './digest.ts';

export interface OpenedBet extends LedgerPlace {
  title?: string;
  keyResults: string[];
}

/** What is on record of some repositories within a period, not yet cut to what may be told. Lists have an end, counts have none. */
export interface DigestRecord {
  opened: Some<OpenedBet>;
  shipped: Some<OpenedBet>;
  /** How many bets shipped for these key results. In a quarter. */
  shippedFor: { keyResults: string[]; count: number }[];
  /** A row a movement, the latest first. */
  concluded: LedgerEntry[];
  silent: SilentBet[];
  /** In a week. */
  withoutReference: LedgerPlace[];
  pace: PaceSums;
  /** Not in a week. */
  calibration: CalibrationSums[];
  /** Up to the end of the period, oldest first. Not in a week. */
  trials: EdgeTrial[];
}
