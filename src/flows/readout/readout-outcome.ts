import type { Verdict } from '../../analysis/verdict.ts';

/** How it went, for the log and for `soundings readouts`. */
export type ReadoutOutcome =
  | { status: 'posted'; verdict: Verdict; interim: boolean }
  | { status: 'nothing-due' }
  | { status: 'watching'; what: string }
  | { status: 'delayed'; metric: string; cause: string }
  | { status: 'asked'; what: 'decision' | 'learning' }
  /** Measured, but GitHub did not let it be said: tried again the next day, and then after longer rests. */
  | { status: 'refused' };
