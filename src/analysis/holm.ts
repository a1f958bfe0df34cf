/**
 * Several bets judged on one metric: p values raised so that the chance of any false alarm among them stays at alpha (Holm's
 * step-down procedure). Given back in the order they came.
 *
 * The smallest is multiplied by their number, the next by one less, and so on; never less than the one before, at most 1.
 * Assumes nothing about how they hang together. Source: Holm 1979. Example: .01, .04, .03 become .03, .06, .06.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[index] ?? 1)));
    adjusted[index] = least;
  });
  return adjusted;
}
