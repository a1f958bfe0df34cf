import type { HypothesisState } from '../hypothesis/hypothesis-standing.ts';
import type { DecisionKind } from './decision.ts';

/** A line `/soundings verb argument` in a comment. */
export type Command =
  | { verb: 'help' }
  | { verb: 'check' }
  | { verb: 'exempt'; reason: string }
  | { verb: 'measure' }
  | { verb: 'hypothesis'; state: HypothesisState; evidence?: string }
  | { verb: 'decide'; what: DecisionKind; learned?: string }
  | { verb: 'learned'; text: string }
  /** `subject`: a metric, a key result or an issue, as written. */
  | { verb: 'challenge'; subject: string; why: string }
  | { verb: 'answer'; text: string }
  /** Not one of ours, or its argument is missing: what to answer. */
  | { verb: 'unknown'; written: string; what: string; suggestion?: string };
