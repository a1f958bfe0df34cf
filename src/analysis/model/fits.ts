import type { LevelForecast } from './level-forecast.ts';

/** What is left over all slots once a step of one shape is taken out: its estimate is score over information. */
export interface StepFit {
  logF: number;
  surprise: number;
  information: number;
  score: number;
  /** Information that it shares with the first shape. */
  shared: number;
}

/** What one pass of the filter says of a level that walks, or of one that walks along a slope. */
export interface Fits extends LevelForecast {
  /** Sums over the history alone: log of the prediction variances, and squared surprises over them. */
  historyLogF: number;
  historySurprise: number;
  /** The same sums over all slots, with no step taken out. */
  noStep: { logF: number; surprise: number };
  /** One for each shape that the step was given. */
  steps: StepFit[];
}
