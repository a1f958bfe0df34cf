const steps = 20;

/**
 * Values to a twentieth or so of what they span. Counts and milliseconds are whole numbers: as an index they stand a hundredth of the level apart, and whoever saw all
 * digits would read the level off them.
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
