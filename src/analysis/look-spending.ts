/**
 * The chance of a false alarm that each of several looks may spend, so that the chance that any of them cries wolf stays near
 * 5 %: .01 on the first, .015 on a middle one, .025 on the last. Looking at 5 % each time would raise it to 11 %.
 *
 * One look alone spends it all; no look on the day after the release. Source: Lan and DeMets 1983 (spending little early).
 * Example: looks after 7, 14 and 28 days: .01, .015, .025.
 */
export function lookSpending(afterDays: readonly number[]): number[] {
  if (afterDays.length <= 1) return afterDays.map(() => 0.05);
  const middle = afterDays.length - 2;
  return afterDays.map((_, i) => {
    if (i === 0) return middle === 0 ? 0.02 : 0.01;
    if (i === afterDays.length - 1) return middle === 0 ? 0.03 : 0.025;
    return 0.015 / middle;
  });
}
