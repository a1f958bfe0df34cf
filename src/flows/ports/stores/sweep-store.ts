/** What is asked to find out what passed us by. */
export interface SweepStore {
  /** Which of these deliveries have reached us, by guid. Given up: a redelivery would heal it. */
  knownDeliveries(guids: string[]): Promise<{ guid: string; isGivenUp: boolean }[]>;
  /** Repositories not swept since an instant, marked as swept from now on; none of suspended installations. Those longest ago first. */
  claimSweeps(now: Date, before: Date, most: number): Promise<{ repositoryId: number; since: Date }[]>;
  checkedHeads(repositoryId: number): Promise<{ number: number; headSha: string }[]>;
  /** Which of these merged pull requests we know to be merged. */
  indexedMerges(repositoryId: number, numbers: number[]): Promise<number[]>;
  /** Keys of the signals since an instant whose jobs are in the queue, or have been. */
  handledSignals(repositoryId: number, since: Date): Promise<string[]>;
}
