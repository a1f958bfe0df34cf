const steps = 20;

/**
 * Rounds values to about a twentieth of their span. Counts and milliseconds are whole numbers: as an index they are a hundredth of the level apart, and all of
 * their digits would reveal the level.
 */
export function inSteps(values: number[]): number[] {
  const span = Math.max(...values) - Math.min(...values);
  if (!(span > 0)) return values;
  const step = ceiling(span / steps);
  return values.map((value) => Number((Math.round(value / step) * step).toPrecision(12)));
}

/** To one digit: 0.13 becomes 0.2. */
function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / power) * power;
}
