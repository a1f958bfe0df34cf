import { normalCdf, normalQuantile } from '../distributions/normal.ts';

/** `normalReach(0.05)` is 1.95996: 95% of a normal distribution lie within it. R: qnorm(.975). */
export function normalReach(alpha: number): number {
  return normalQuantile(1 - alpha / 2);
}

/** `normalTwoSidedP(1.96)` is 0.04999579. R: 2 * pnorm(-1.96). */
export function normalTwoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}
