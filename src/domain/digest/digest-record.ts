import type { CalibrationSums, LedgerEntry, LedgerPlace, PaceSums, SilentBet } from '../ledger/ledger.ts';
import type { EdgeTrial } from '../ledger/track-record.ts';

export interface OpenedBet extends LedgerPlace {
  title?: string;
  keyResults: string[];
}

/** What is on record of some repositories within a period, not yet cut to what may be told. Lists have an end, counts have none. */
export interface DigestRecord {
  opened: OpenedBet[];
  openedCount: number;
  shipped: OpenedBet[];
  shippedCount: number;
  /** Key results of each bet that shipped, bounded. */
  shippedFor: string[][];
  /** A row a movement, the latest first. */
  concluded: LedgerEntry[];
  silent: SilentBet[];
  /** Those that were silent when the period began. */
  silentBefore: SilentBet[];
  withoutReference: LedgerPlace[];
  pace: PaceSums;
  calibration: CalibrationSums[];
  /** Up to the end of the period, oldest first. */
  trials: EdgeTrial[];
}
