import { medianOf } from './mean-and-median.ts';

const reach = 3;
/** Neighbours this far from their own surroundings, against the freak day, are no calm surroundings. */
const calm = 1 / 3;
/** More of them than this share of the slots, and that is how the metric is. */
const rare = 0.08;

/**
 * Slots that stand alone: further than `beyond` noises from the median of the three values on either side, while the slots next to them are not. A
 * counting fault, a visit of a robot, one day without the tracking: nothing that a change does. Two such days in a row are no freak, nor are those that come again a season later.
 *
 * Assumes that the season has been taken off. Example: 5 5 6 5 90 5 6 5, beyond 10 noises of 1: the 90.
 *
 * @param noise of the history; where these values vary by more among themselves, that counts
 */
export function freakDays(values: Float64Array, noise: number, beyond: number, season: number): number[] {
  const there = [...values.keys()].filter((i) => !Number.isNaN(values[i] as number));
  const distances = new Float64Array(values.length).fill(Number.NaN);
  for (const [at, i] of there.entries()) {
    const around = [...there.slice(Math.max(0, at - reach), at), ...there.slice(at + 1, at + reach + 1)];
    distances[i] = Math.abs((values[i] as number) - medianOf(around.map((j) => values[j] as number)));
  }
  const limit = beyond * Math.max(noise, 1.4826 * medianOf(distances));
  const isFar = (i: number) => (distances[i] ?? 0) > limit;
  const found = [...distances.keys()].filter((i) => {
    const own = distances[i] as number;
    const beside = [i - 1, i + 1].filter((j) => j >= 0 && j < values.length && !Number.isNaN(values[j] as number));
    const isCalm = beside.every((j) => (distances[j] as number) < Math.max(limit / 2, calm * own));
    return isFar(i) && beside.length > 0 && isCalm && !isFar(i - season) && !isFar(i + season);
  });
  return found.length <= Math.max(1, rare * there.length) ? found : [];
}
