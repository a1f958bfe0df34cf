import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/** The two shares of the gamma function that lie below and above `x`, from 0 to 1; the smaller one is exact to 1e-13. */
export interface GammaShares {
  below: number;
  above: number;
}

/**
 * Regularized incomplete gamma functions of `shape` > 0. R: pgamma(x, shape), and with lower.tail = FALSE.
 * Series and continued fraction: Digital Library of Mathematical Functions 8.7.1 and 8.9.2 (https://dlmf.nist.gov/8.9).
 */
export function gammaShares(shape: number, x: number): GammaShares {
  if (x <= 0) return { below: 0, above: 1 };
  if (x === Number.POSITIVE_INFINITY) return { below: 1, above: 0 };
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    const below = front * series(shape, x);
    return { below, above: 1 - below };
  }
  const above = front / continuedFraction(x + 1 - shape, (n) => [-n * (n - shape), x + 2 * n + 1 - shape]);
  return { below: 1 - above, above };
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * Number.EPSILON; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}
