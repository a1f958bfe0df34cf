import type { NewOutcome, TrackRecord } from '../../../domain/ledger/track-record.ts';

/** What the team learns from: the outcomes of concluded bets. */
export interface RecordStore {
  /** Of a bet that concludes; the same again replaces what was there. An effect that is shared is counted once, also of bets that conclude at once. */
  saveOutcomes(ownerId: number, outcomes: NewOutcome[]): Promise<void>;
  /**
   * How counted bets on a metric went, of the whole owner; `team` or `repositoryId` instead of a metric: those whose first movement is
   * theirs. In the order asked for, up to the first that has `enough` bets. `before`: those that had concluded by then.
   */
  trackRecords(
    ownerId: number,
    of: ({ metric: string } | { team: string } | { repositoryId: number })[],
    enough: number,
    before?: Date,
  ): Promise<TrackRecord[]>;
}
