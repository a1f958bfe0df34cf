export const hypothesisStates = ['proposed', 'testing', 'validated', 'invalidated', 'inconclusive'] as const;
export type HypothesisState = (typeof hypothesisStates)[number];

/** A change of state, with who says so, and on what evidence. */
export interface HypothesisChange {
  state: HypothesisState;
  at: Date;
  by: string;
  evidence?: string;
}

/** What is known of a hypothesis besides its issue's text. */
export interface HypothesisStanding {
  state: HypothesisState;
  /** Oldest first; the last one is the present state. */
  history: HypothesisChange[];
  /** Nobody is to go on with it: every open pull request that rests on it is told so. */
  stopped?: { at: Date; by: string; why: string /** The pull request or issue on which it was decided. */; on: number };
}
