import { normalQuantile } from '../distributions/normal.ts';

interface Interval {
  low: number;
  high: number;
}

/** So many counts, and how the days vary says more than that they were counted. */
export const fewCounts = 100;

/**
 * What may lie behind a count: the mean of a Poisson law that would give it. Byar's approximation of the exact interval.
 * Source: Breslow and Day 1987, volume II, section 2.3. 0: 0 to 3.67 (exact 3.69); 10: 4.79 to 18.39 (exact 4.80 to 18.39).
 */
export function countInterval(count: number, alpha: number): Interval {
  const z = normalQuantile(1 - alpha / 2);
  const end = (of: number, side: 1 | -1) => of * (1 - 1 / (9 * of) + (side * z) / (3 * Math.sqrt(of))) ** 3;
  return { low: count === 0 ? 0 : end(count, -1), high: end(count + 1, 1) };
}

/**
 * Wilson's interval for a share, which stays between zero and one however few there are.
 * E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
 * 3 of 10: 0.108 to 0.603 (R: prop.test(3, 10, correct = FALSE)).
 */
export function shareInterval(count: number, of: number, alpha = 0.05): Interval {
  const z = normalQuantile(1 - alpha / 2);
  const share = count / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return { low: count === 0 ? 0 : middle - reach, high: count === of ? 1 : middle + reach };
}
