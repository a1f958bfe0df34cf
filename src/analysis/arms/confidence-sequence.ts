/**
 * An interval that holds at every look at once, however often people peek: the price is that it is wider than one meant for a
 * single look.
 *
 * half-width = se sqrt(N) sqrt(2 (N rho^2 + 1) / (N^2 rho^2) ln(sqrt(N rho^2 + 1) / alpha)), narrowest near N* units with
 * rho = sqrt((-2 ln alpha + ln(-2 ln alpha + 1)) / N*).
 * Assumes independent units and means that are near normal (asymptotic). Source: Waudby-Smith et al. 2024; Howard et al. 2021.
 * Example: 40,000 units, standard error 0.00223, N* 5,000: +- 0.00716 where a single look would give +- 0.00437.
 *
 * @param error standard error of the difference now
 * @param units units in both arms together, now
 * @param sharpestAt number of units at which the interval is to be narrowest
 */
export function anytimeReach(error: number, units: number, sharpestAt: number, alpha = 0.05): number {
  const scaled = units * sequenceRho(sharpestAt, alpha) ** 2;
  return error * Math.sqrt(((2 * (scaled + 1)) / scaled) * Math.log(Math.sqrt(scaled + 1) / alpha));
}

/** How the sequence is tuned: 0.0398401 for 5,000 units at 5%. */
export function sequenceRho(sharpestAt: number, alpha = 0.05): number {
  const spent = -2 * Math.log(alpha);
  return Math.sqrt((spent + Math.log(spent + 1)) / sharpestAt);
}
