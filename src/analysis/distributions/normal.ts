import { gammaShares } from './incomplete-gamma.ts';

/** Share of a standard normal distribution below `z`. R: pnorm(z). */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return z;
  const { below, above } = gammaShares(0.5, (z * z) / 2);
  return z < 0 ? above / 2 : 0.5 + below / 2;
}

const steps = 6;

/** The value with the share `p` below it, from -Infinity to Infinity; NaN outside 0 to 1. R: qnorm(p). */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0.5) return 0;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  let z = -roughly(p);
  // Halley's method: each step triples the digits.
  for (let step = 0; step < steps; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const off = (normalCdf(z) - p) / density;
    const next = z - off / (1 + (z * off) / 2);
    if (next === z) break;
    z = next;
  }
  return z;
}

/** To three digits: Abramowitz and Stegun 1964, 26.2.23. */
function roughly(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return (
    t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
  );
}
