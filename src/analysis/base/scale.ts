/**
 * The scale on which an effect is a constant step.
 *
 * Values above zero: their logarithm, because a release that lifts a metric lifts busy and quiet days by the same
 * share. Otherwise the value divided by the usual size before the release. On both, 0.1 means about +10%.
 *
 * Example: log scale, step 0.113: relative effect exp(0.113) - 1 = +12%.
 */
export interface Scale {
  kind: 'log' | 'linear';
  to(value: number): number;
  from(scaled: number): number;
}

/** Chooses by all values, sizes by those before the release. Missing values (NaN) are skipped. */
export function scaleOf(values: Float64Array, before: number): Scale {
  const seen = values.filter((value) => !Number.isNaN(value));
  if (seen.every((value) => value > 0)) return { kind: 'log', to: Math.log, from: Math.exp };
  const history = values.subarray(0, before).filter((value) => !Number.isNaN(value));
  const size = history.reduce((sum, value) => sum + Math.abs(value), 0) / history.length;
  return { kind: 'linear', to: (value) => value / size, from: (scaled) => scaled * size };
}
