import { medianOf } from './mean-and-median.ts';

const reach = 3;
/** Neighbours this far from their own surroundings, against the freak day, are no calm surroundings. */
const calm = 1 / 3;

/**
 * Slots that stand alone: further than `beyond` from the median of the three on either side, while the slots next to them are not. A
 * counting fault, a visit of a robot, one day without the tracking: nothing that a change does. Two such days in a row are no freak.
 *
 * Assumes that the season has been taken off. Example: 5 5 6 5 90 5 6 5, beyond 10: the 90.
 */
export function freakDays(values: Float64Array, beyond: number): number[] {
  const distance = (i: number) => {
    const around = [...values.subarray(Math.max(0, i - reach), i), ...values.subarray(i + 1, i + reach + 1)];
    return Math.abs((values[i] as number) - medianOf(around));
  };
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const own = distance(i);
    if (!(own > beyond)) continue;
    const beside = [i - 1, i + 1].filter((j) => j >= 0 && j < values.length && !Number.isNaN(values[j] as number));
    if (beside.length > 0 && beside.every((j) => distance(j) < Math.max(beyond / 2, calm * own))) found.push(i);
  }
  return found;
}
