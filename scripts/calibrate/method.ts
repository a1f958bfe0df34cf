/** Relative effect with its 95% interval; `detectable`: what the method says it would see 4 times of 5. */
export interface Answer {
  effect: number;
  low: number;
  high: number;
  moved: boolean;
  detectable?: number;
}
