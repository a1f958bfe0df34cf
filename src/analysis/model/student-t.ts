import { tCdf, tQuantile } from '../distributions/student-t.ts';

/**
 * Student's t distribution: how far an estimate may stray when its spread is itself only estimated.
 * Two-sided: `criticalValue(0.05, 10)` is 2.228, `twoSidedP(2.228, 10)` is 0.05 (R: qt(.975, 10), 2 * pt(-2.228, 10)).
 */
export function criticalValue(alpha: number, degreesOfFreedom: number): number {
  return tQuantile(1 - alpha / 2, degreesOfFreedom);
}

export function twoSidedP(t: number, degreesOfFreedom: number): number {
  return 2 * tCdf(-Math.abs(t), degreesOfFreedom);
}
