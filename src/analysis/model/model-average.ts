const negligible = 0.002;
/** Logarithm: a model this near to the best counts, however many there are. */
const near = 3;

/**
 * How far the data back each model: weights that add up to 1, those under 0.002 dropped unless they are near the best.
 * `evidence` is the log of the likelihood, the noise's size integrated out. Source: Hoeting et al. 1999 (Bayesian model averaging).
 */
export function weightsOf(evidence: number[]): number[] {
  const best = Math.max(...evidence);
  const raw = evidence.map((value) => Math.exp(value - best));
  const sum = raw.reduce((a, b) => a + b, 0);
  const kept = raw.map((value) => (value / sum < negligible && value < Math.exp(-near) ? 0 : value / sum));
  const rest = kept.reduce((a, b) => a + b, 0);
  return kept.map((value) => value / rest);
}

/**
 * Log evidence of a model after `count` values with `unknowns` free constants: -1/2 sum log F - (1 + N - k)/2 log(1 + S).
 * The noise's variance is integrated out under an inverse gamma prior worth one value; `variance` is its estimate.
 */
export function evidenceOf(
  logF: number,
  surprise: number,
  count: number,
  unknowns: number,
): { evidence: number; variance: number } {
  const freedom = 1 + count - unknowns;
  return { evidence: -logF / 2 - (freedom / 2) * Math.log(1 + surprise), variance: (1 + surprise) / freedom };
}

/** Mean and variance of a mixture: the spread within the models plus the spread between them. */
export function mixture(weights: number[], means: number[], variances: number[]): { mean: number; variance: number } {
  let mean = 0;
  for (let i = 0; i < weights.length; i++) mean += (weights[i] ?? 0) * (means[i] ?? 0);
  let variance = 0;
  for (let i = 0; i < weights.length; i++)
    variance += (weights[i] ?? 0) * ((variances[i] ?? 0) + ((means[i] ?? 0) - mean) ** 2);
  return { mean, variance };
}

/** The log of the sum of what these are the logs of. */
export function logSum(logs: number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
