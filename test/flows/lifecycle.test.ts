import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../stage/run/property-runs.ts';
import { mapOf } from '../stage/world/map-of.ts';
import { onPostgres, useDatabase } from '../stage/world/use-world.ts';
import { openWorld } from '../stage/world/world.ts';
import { beginning, Real } from './lifecycle-model.ts';
import { steps, told } from './lifecycle-steps.ts';

const database = useDatabase(onPostgres);

/** What once went wrong, as it was found and shrunk. */
test.each([
  // Brought back after it had concluded, a bet lost the label of its verdict.
  ['merge', 'release', '30 days pass', 'revert', 'revert'],
  ['merge', 'revert', 'revert', 'revert'],
  ['merge', '30 days pass', '30 days pass', '30 days pass', 'release'],
  ['merge', 'backport', 'revert', 'revert', 'release of the branch', 'backport', 'release of the branch'],
  ['merge', 'release', '8 days pass', 'live', '30 days pass', '30 days pass'],
  ['say the key result alone', 'merge', 'release', '30 days pass', 'extend', '8 days pass', '30 days pass', 'release'],
  [
    'say the key result alone',
    'merge',
    'release',
    '30 days pass',
    'extend',
    'revert',
    'revert',
    'release',
    '30 days pass',
  ],
  ['merge', 'live', 'revert', 'revert', 'delivery 1 comes again', 'release'],
  ['merge', 'pick', 'release of the branch', '30 days pass'],
  ['merge', 'backport', 'revert on the branch', 'release of the branch', 'backport', 'release of the branch'],
  ['merge', 'backport', 'revert on the branch', 'release of the branch', 'release', '30 days pass'],
  ['merge', 'pick', 'revert', 'revert', 'release of the branch', 'pick', 'release of the branch', 'release'],
])('%s, %s, %s, ...', async (...names) => {
  const real = new Real(await openWorld(database));
  const model = beginning();
  for (const name of names) {
    const command = [...steps, ...told].find((step) => step.name === name);
    expect(command?.can(model)).toBe(true);
    await command?.do(real);
    Object.assign(model, command?.after(model, real.now));
    await real.holds(model);
  }
});

test('whatever people do, and whatever is delivered twice or answered in vain: a bet stands where it should, and nothing is said twice', async () => {
  // What moves a bet on comes more often than the rest, or few would get far.
  const moving = steps.filter(({ name }) => /merge|release|backport|pick|live|revert|comes again/.test(name));
  const some = fc.oneof(fc.constantFrom(...steps), fc.constantFrom(...moving));
  const step = some.map((command) => ({
    check: command.can,
    async run(model: ReturnType<typeof beginning>, real: Real) {
      await command.do(real);
      Object.assign(model, command.after(model, real.now));
      await real.holds(model);
    },
    toString: () => command.name,
  }));
  await fc.assert(
    fc.asyncProperty(fc.commands([step], { maxCommands: 24, size: '+1' }), fc.boolean(), async (commands, byTags) => {
      const map = mapOf({ more: `release: { on: ${byTags ? 'tag' : 'release'} }` });
      const real = new Real(await openWorld(database, map), byTags ? 'tag' : 'release');
      await fc.asyncModelRun(() => ({ model: beginning(), real }), commands);
    }),
    runs(0.2),
  );
});
