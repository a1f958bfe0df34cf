import { meanOf } from './mean-and-median.ts';

/** Neighbours count by a bell of this width, in slots. */
const width = 1;
/** How many usual values the prior of a usual noise is worth. */
const prior = 3;

/**
 * How restless each slot is, 1 being usual: variance of what happens there and around it. Metrics have wild weeks, and single
 * wild days; what they say of the level counts for less, and in a calm stretch small steps can be seen.
 *
 * For each slot the squares of the distances from their running median, its own and its neighbours' (weights exp(-k^2 / 2) at
 * k slots), over the usual square before the release, shrunk towards 1 by three usual values. Before and after are weighed
 * apart, or a step would look like noise.
 *
 * Assumes that the noise grows and fades within days. Sources: heavy-tailed noise as a mixture of normal ones, Lange, Little and
 * Taylor 1989; noise that comes in clusters, Engle 1982; shrinking, Buehlmann 1967.
 * Example: distances of 1 all over, and a single 3: about 2.5 there, 1.2 two slots away.
 *
 * @param distances from the running median, NaN where missing
 * @param usual their mean square before the release
 */
export function localVarianceOf(distances: Float64Array, usual: number): Float64Array {
  return distances.map((_, t) => {
    let weights = prior;
    let squares = prior;
    for (let k = -3 * width; k <= 3 * width; k++) {
      const distance = distances[t + k] ?? Number.NaN;
      if (Number.isNaN(distance)) continue;
      const weight = Math.exp(-((k / width) ** 2) / 2);
      weights += weight;
      squares += (weight * distance ** 2) / usual;
    }
    return squares / weights;
  });
}

export function meanSquare(distances: Float64Array): number {
  return meanOf(distances.map((distance) => distance ** 2));
}
