/** Repositories in which everything is to be written anew. */
export interface RewriteStore {
  /**
   * The next numbers, the newest first, on which everything is to be written anew, of one repository; in the transaction that puts their jobs into the
   * queue. `begins`: they are its first. Undefined: there is nothing to be written anew.
   */
  claimRewrites(
    most: number,
  ): Promise<
    { repository: { id: number; owner: string; name: string }; numbers: number[]; begins: boolean } | undefined
  >;
}
