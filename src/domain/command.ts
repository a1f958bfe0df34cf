/** A line `/soundings verb argument` in a comment. */
export type Command =
  | { verb: 'help' }
  | { verb: 'check' }
  | { verb: 'exempt'; reason: string }
  | { verb: 'measure' }
  /** Not one of ours, or its argument is missing: what to answer. */
  | { verb: 'unknown'; written: string; what: string; suggestion?: string };
