/**
 * When a bet is looked at again.
 * - guard: guardrails only
 * - readout: what moved
 * - upstream: whether the metrics above have followed, within their own horizon
 * - decision: nobody has decided yet
 * - release: it is merged, and in no release so far
 * - learning: a merged pull request of discovery is asked what was learned
 */
export interface Checkpoint {
  kind: 'guard' | 'readout' | 'upstream' | 'decision' | 'release' | 'learning';
  /** Days after shipping; of `decision` after the conclusion, of `learning` and `release` after the merge. */
  afterDays: number;
  dueAt: Date;
  /** Only the last readout concludes. */
  final: boolean;
}
