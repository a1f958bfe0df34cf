import type { Sample } from '../samples.ts';

/**
 * Several counts of one kind as one: sums of numerators, denominators and n; of means the mean and spread of all their units
 * together, the spread within each and that between them.
 *
 * SS = sum ((n_i - 1) s_i^2 + n_i (m_i - m)^2), s = sqrt(SS / (N - 1)). Assumes at least one sample, all of one form.
 * Example: 2 units of mean 1 and spread 0, 2 of mean 3 and spread 0: 4 of mean 2 and spread 1.1547.
 */
export function pooled(samples: readonly Sample[]): Omit<Sample, 't'> {
  const total = (of: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + of(sample), 0);
  const n = total((sample) => sample.n ?? 0);
  if (samples[0]?.denominator !== undefined) {
    const numerator = total((sample) => sample.numerator ?? 0);
    const denominator = total((sample) => sample.denominator ?? 0);
    return { value: numerator / denominator, numerator, denominator, ...(n > 0 ? { n } : {}) };
  }
  const value = total((sample) => (sample.n ?? 0) * sample.value) / n;
  const squares = total(
    (sample) => ((sample.n ?? 1) - 1) * (sample.stddev ?? 0) ** 2 + (sample.n ?? 0) * (sample.value - value) ** 2,
  );
  return { value, n, ...(n > 1 ? { stddev: Math.sqrt(squares / (n - 1)) } : {}) };
}
