/** How often a digest comes. */
export const rhythms = ['weekly', 'monthly', 'quarterly'] as const;
export type Rhythm = (typeof rhythms)[number];

/** A day and a time of day, by the clocks of the plan's timezone. */
export interface DueTime {
  /** Of the week, Monday being 1; of the month, or of the first month of the quarter. */
  day: number;
  /** Since midnight. */
  minutes: number;
}

/** What the map says of digests: where they are written, when, and what they hold. */
export interface DigestPlan {
  /** Where their issues are: of the same owner. */
  repository: string;
  /** An owner that was named before it. */
  owner?: string;
  timezone: string;
  /** Globs over names: what they hold of the repositories that are not public. */
  repositories: string[];
  weekly?: DueTime;
  monthly?: DueTime;
  quarterly?: DueTime;
}
