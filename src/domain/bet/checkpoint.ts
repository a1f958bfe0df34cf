/**
 * When a bet is looked at again.
 * - guard: guardrails only
 * - readout: what moved
 * - upstream: whether the metrics above have followed, within their own horizon
 * - decision: nobody has decided yet
 * - learning: a merged pull request of discovery is asked what was learned
 */
export interface Checkpoint {
  kind: 'guard' | 'readout' | 'upstream' | 'decision' | 'learning';
  /** Days after shipping; of `decision` after the conclusion, of `learning` after the merge. */
  afterDays: number;
  dueAt: Date;
  /** Only the last readout concludes. */
  final: boolean;
}
