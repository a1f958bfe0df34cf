/** Where a bet stands. `closed`: the pull request was closed without a merge. */
export type BetState = 'open' | 'closed' | 'merged' | 'shipped' | 'reverted' | 'concluded';

export type ShipSignal =
  | { on: 'release'; name: string; url?: string; sha: string }
  | { on: 'deployment'; environment: string; sha: string }
  | { on: 'merge'; sha: string };

/** What took a bet out of measuring. */
export type Undoing =
  | {
      by: 'revert';
      number: number /** Its merge commit, so that a revert of the revert is known by it. */;
      sha?: string;
      at: Date;
    }
  | { by: 'commit'; sha: string; at: Date }
  | { by: 'rollback'; environment: string; sha: string; at: Date };
