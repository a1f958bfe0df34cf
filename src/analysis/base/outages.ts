import { medianOf } from '../mean-and-median.ts';

const reach = 7;
const fewestBeside = 2;
/** Values around it that all lie above this share of their median are far from zero. */
const far = 0.2;
/** Of whole numbers: a count of zero where so many are usual is no chance (1 of 20,000). */
const usualCount = 10;
/** More zeros than this share of the slots are what the metric does. */
const rare = 0.05;

/**
 * Slots of zero in a series that is else far from it: the counter was off, the shop was closed. No level of the metric, and nothing that percentages are to
 * be given up for. A slot is one where every other value within a week either way lies above a fifth of their median (whole numbers: of 10 at least),
 * as long as there are few.
 *
 * Assumes that the zero says nothing of its neighbours. Example: 900 950 0 910 930: the 0. 3 1 0 2 4: none.
 */
export function outages(values: Float64Array): number[] {
  const found: number[] = [];
  let seen = 0;
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot] as number;
    if (value < 0) return [];
    if (!Number.isNaN(value)) seen++;
    if (
      value === 0 &&
      isFarFromZero(values.subarray(Math.max(0, slot - reach), slot), values.subarray(slot + 1, slot + reach + 1))
    )
      found.push(slot);
  }
  return found.length <= Math.max(1, rare * seen) ? found : [];
}

function isFarFromZero(...sides: Float64Array[]): boolean {
  const there = sides.map((side) => side.filter((value) => value > 0));
  // What begins, or ends, with zeros is no outage.
  if (there.some(({ length }) => length < fewestBeside)) return false;
  const others = there.flatMap((side) => [...side]);
  const usual = medianOf(others);
  return others.every((value) => value > far * usual) && (usual >= usualCount || !others.every(Number.isInteger));
}
