import type { InUnit } from '../effect.ts';

/** What one arm of an experiment counted: of `n` people (or whatever was randomised) so many did it. */
export interface ProportionArm {
  n: number;
  successes: number;
}

/** A mean with its spread over the randomised units. */
export interface MeanArm {
  n: number;
  mean: number;
  stddev: number;
}

/** A ratio of two sums over the randomised units, such as clicks a view where people were randomised: their means, spreads and covariance. */
export interface RatioArm {
  n: number;
  numerator: { mean: number; stddev: number };
  denominator: { mean: number; stddev: number };
  covariance: number;
}

/** Treatment less control. */
export interface Difference {
  /** In the metric's unit, with its standard error and the interval at 1 - alpha. */
  value: number;
  error: number;
  low: number;
  high: number;
  p: number;
  /** Level of the control arm. */
  control: number;
  /** As a share of the control arm; where that is too near zero or below it, per cent say nothing, and it is a share of `inUnit`. */
  relative: { value: number; error: number; low: number; high: number; inUnit?: InUnit };
}
