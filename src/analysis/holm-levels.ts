/**
 * Several questions asked at once are several chances to cry wolf. The level at which each is to be judged, so that the chance of any false
 * alarm among them stays at alpha (Holm's step-down procedure, from the side of the levels, for intervals as wide as their level asks).
 *
 * The smallest p is held against alpha / n; as long as one holds, the next is held against one less of them. Given back in the order they came.
 * Assumes nothing about how they hang together. Source: Holm 1979. Example: .01, .04, .03 at .05 are judged at .0167, .025, .025.
 */
export function holmLevels(ps: readonly number[], alpha: number): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const levels = new Array<number>(ps.length);
  let left = ps.length;
  for (const i of order) {
    const level = alpha / left;
    levels[i] = level;
    if ((ps[i] ?? 1) <= level && left > 1) left -= 1;
  }
  return levels;
}
