/** What one replica does now and then. */
export interface RoundStore {
  /**
   * Something that one replica does now and then, whichever comes first.
   * @returns whether it is to be done; if not, it was begun since `before`, or another replica is quicker.
   */
  claimRound(name: string, now: Date, before: Date): Promise<boolean>;
  /** Up to when it is done; the epoch: never, or nobody can tell, since the clock was set back. */
  roundDone(name: string, now: Date): Promise<Date>;
  saveRoundDone(name: string, upTo: Date): Promise<void>;
}
