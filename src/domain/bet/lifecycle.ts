/** Where a bet stands. `closed`: the pull request was closed without a merge. */
export type BetState = 'open' | 'closed' | 'merged' | 'shipped' | 'reverted' | 'concluded';

export type ShipSignal =
  | { on: 'release'; name: string; url?: string; sha: string }
  | { on: 'tag'; name: string; sha: string }
  | { on: 'deployment'; environment: string; sha: string }
  | { on: 'merge'; sha: string }
  /** Somebody says that it reached its users. `sha`: of its own merge. */
  | { on: 'live'; by: string; sha: string };

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

/** The part of a bet that matters for later merges. */
interface OutThere {
  state: BetState;
  /** When it was merged, or brought back last. */
  mergedAt?: Date;
  undoing?: Undoing;
  reapplied?: { at: Date };
}

/**
 * What takes a bet back comes after it. One that has concluded keeps its verdict: what was measured stays true. One that is reverted already may be
 * here again because the process ended before its label was written. A revert from before the bet was brought back is old news. GitHub's times are
 * whole seconds: a merge and its revert may have the same one.
 */
export function mayBeUndone({ state, mergedAt, reapplied }: OutThere, { at }: { at: Date }): boolean {
  if (state !== 'merged' && state !== 'shipped' && state !== 'reverted') return false;
  return mergedAt !== undefined && (reapplied ? mergedAt < at : mergedAt <= at);
}

/** What brings a bet back comes after what took it out. One that has concluded was never taken out, and keeps its verdict. */
export function mayComeBack({ state, undoing }: OutThere, { at }: { at: Date }): boolean {
  return state !== 'concluded' && (!undoing || undoing.at <= at);
}
