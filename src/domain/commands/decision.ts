export const decisions = ['keep', 'iterate', 'revert', 'stop'] as const;
export type DecisionKind = (typeof decisions)[number];

/** What people do after the last readout. */
export interface Decision {
  what: DecisionKind;
  /** What they learned; where they decide otherwise than recommended, their reason. */
  learned?: string;
  recommended?: DecisionKind;
  by: string;
  at: Date;
  /** The comment that said so, by GitHub's id: the same comment read again changes nothing. */
  comment?: number;
}
