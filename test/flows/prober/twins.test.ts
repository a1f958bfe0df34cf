import { describe, expect, test } from 'vitest';
import { within } from '../../stage/run/crowding.ts';
import { onPostgres, useDatabase } from '../../stage/world/use-world.ts';
import { outsider, type Planted } from './outsider.ts';
import { type Probe, plain, quick, slow } from './probes.ts';

/*
 * Two metrics that differ in nothing but the level that they stand at: whatever is written because of an outsider is the same to the letter. So no
 * reader of it, however clever, can tell the one from the other.
 */

const database = useDatabase(onPostgres);

/** Days of a metric with a week and some weather; the same whatever the level. */
const noise = (day: number) => 1 + 0.03 * Math.sin(day * day) + 0.02 * Math.sin((2 * Math.PI * day) / 7);
const planted = (level: number): Planted => ({ level, noise, effect: 0.06 });

/** Powers of two apart, so that no digit of the arithmetic differs. */
const level = 200_000;
const twins = [level / 2 ** 6];
/** Small and large beside each of them, and about the effect that was planted. */
const sizes = [3, 12_000, 5_000_000];

const written = async (probe: Probe, at: number, size: number, policy: string) =>
  probe(await outsider(database, planted(at), policy), size);

async function tellsNothing(probe: Probe, chosen: number[], policy: string): Promise<void> {
  for (const size of chosen) {
    const said = await written(probe, level, size, policy);
    for (const twin of twins) expect(await written(probe, twin, size, policy)).toBe(said);
  }
}

const auto = 'mode: enforce, issues: advise';

describe('in a public repository', () => {
  for (const [name, probe] of Object.entries({ ...quick, ...slow }))
    test(name, within(600), () => tellsNothing(probe, sizes, auto));
  for (const [name, probe] of Object.entries(plain)) test(name, within(600), () => tellsNothing(probe, [1], auto));
});

describe('under `redact: true`', () => {
  for (const [name, probe] of Object.entries(quick))
    test(name, within(600), () => tellsNothing(probe, sizes.slice(0, 2), `${auto}, redact: true`));
});
