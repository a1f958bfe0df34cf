import { readFileSync } from 'node:fs';
import { fillMap } from './fill-map.ts';
import type { Surroundings } from './look-around.ts';

const nothing: Surroundings = {
  owner: () => undefined,
  ...{ bots: undefined, branches: undefined, labels: undefined },
};

/** The starter map, filled from what was found in a checkout; without one all of it is an example. */
export const starterMap = (on: Date, found = nothing) =>
  fillMap(readFileSync(new URL('../templates/soundings.yml', import.meta.url), 'utf8'), found, endOfNextQuarter(on));

/** Far enough away for a key result that begins now: `2027-03-31`. */
function endOfNextQuarter(now: Date): string {
  const quarter = Math.floor(now.getUTCMonth() / 3);
  return new Date(Date.UTC(now.getUTCFullYear(), 3 * quarter + 6, 0)).toISOString().slice(0, 10);
}
