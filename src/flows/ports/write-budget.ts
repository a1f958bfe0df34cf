/** On whose account something is written: the owner's, or that of people without write access, who get reactions apart from the rest. */
export type Account = 'owner' | 'guests' | 'reactions';

/** How many comments and issues an installation may have made anew in a minute. Where there is no room, no more come back than there will be room for. */
export const createdAMinute = 60;

/** How much an installation may write, over all replicas. */
export interface WriteBudget {
  /** Undefined: granted, and counted. Otherwise when to ask again. `creates`: a comment or an issue that was not there before. */
  take(installationId: number, creates: boolean, now: Date, account?: Account): Promise<Date | undefined>;
  /** The same, and nothing is counted. */
  fullUntil(installationId: number, creates: boolean, now: Date, account?: Account): Promise<Date | undefined>;
  /** Removes what no longer counts. */
  forget(before: Date): Promise<void>;
}
