import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';
import { normalCdf, normalQuantile } from './normal.ts';

/** Above, the difference of two large logarithms would lose digits that its expansion has. */
const manyDegrees = 60;
/** Above, the two distributions agree to the last digit that we show. */
const asNormal = 1e7;

/**
 * Share of Student's t distribution below `t`. R: pt(t, df).
 * By the incomplete beta function, whose continued fraction is 8.17.22 of the Digital Library of Mathematical Functions (https://dlmf.nist.gov/8.17#v).
 */
export function tCdf(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t) || !(degreesOfFreedom > 0)) return Number.NaN;
  if (degreesOfFreedom > asNormal || !Number.isFinite(t)) return normalCdf(t);
  if (t === 0) return 0.5;
  const tail = outside(t, degreesOfFreedom) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** Share beyond `t` on both sides. */
function outside(t: number, degreesOfFreedom: number): number {
  const [a, b] = [degreesOfFreedom / 2, 0.5];
  const whole = degreesOfFreedom + t * t;
  const [x, y] = [degreesOfFreedom / whole, (t * t) / whole];
  // a log x, where x is close to 1, and b log y.
  const front = Math.exp(-a * Math.log1p((t * t) / degreesOfFreedom) + b * Math.log(y) - logBeta(a));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(y, b, a)) / b;
}

const fraction = (x: number, a: number, b: number) =>
  1 /
  continuedFraction(1, (n) => {
    const m = Math.floor(n / 2);
    const numerator = n % 2 === 0 ? m * (b - m) * x : -(a + m) * (a + b + m) * x;
    return [numerator / ((a + n - 1) * (a + n)), 1];
  });

/** Of the beta function of `a` and a half. The expansion: Tricomi and Erdélyi 1951, Pacific Journal of Mathematics 1. */
function logBeta(a: number): number {
  const ratio =
    2 * a > manyDegrees
      ? 0.5 * Math.log(a) - 1 / (8 * a) + 1 / (192 * a ** 3) - 1 / (640 * a ** 5) + 17 / (14_336 * a ** 7)
      : logGamma(a + 0.5) - logGamma(a);
  return 0.5 * Math.log(Math.PI) - ratio;
}

const mostSteps = 200;

/** The value with the share `p` below it; NaN outside 0 to 1. R: qt(p, df). */
export function tQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1) || !(degreesOfFreedom > 0)) return Number.NaN;
  if (degreesOfFreedom > asNormal || p === 0 || p === 1) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p > 0.5) return -tQuantile(1 - p, degreesOfFreedom);
  // Its tails are the longer ones.
  let high = normalQuantile(p);
  let low = Number.NEGATIVE_INFINITY;
  let t = roughly(high, degreesOfFreedom);
  // Newton's method, or a halving where that would lead out of what is known.
  for (let step = 0; step < mostSteps; step += 1) {
    const share = tCdf(t, degreesOfFreedom);
    if (share < p) low = t;
    else high = t;
    const guess = t - (share - p) / density(t, degreesOfFreedom);
    const next = guess > low && guess < high ? guess : Math.max((low + high) / 2, 4 * high);
    if (Math.abs(next - t) <= Number.EPSILON * Math.abs(t)) return next;
    t = next;
  }
  return t;
}

/** From the normal quantile: Abramowitz and Stegun 1964, 26.7.5. */
const roughly = (z: number, n: number) =>
  z + (z ** 3 + z) / (4 * n) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2);

const density = (t: number, degreesOfFreedom: number) =>
  Math.exp(
    -((degreesOfFreedom + 1) / 2) * Math.log1p((t * t) / degreesOfFreedom) -
      logBeta(degreesOfFreedom / 2) -
      0.5 * Math.log(degreesOfFreedom),
  );
