import { gammaShares } from './incomplete-gamma.ts';

/** Share of a chi-squared distribution above `x`, with one degree of freedom or more. R: pchisq(x, df, lower.tail = FALSE). */
export const chiSquaredAbove = (x: number, degreesOfFreedom: number): number =>
  gammaShares(degreesOfFreedom / 2, x / 2).above;
