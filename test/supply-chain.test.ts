import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { shrinkwrapOf } from '../scripts/package/shrinkwrap.ts';
import { billFaults } from '../scripts/supply-chain/bill-of-materials.ts';
import { installScriptFaults } from '../scripts/supply-chain/install-scripts.ts';
import { licenceFaults } from '../scripts/supply-chain/licences.ts';
import { type Locked, type LockFile, lockFaults } from '../scripts/supply-chain/lock-file.ts';

const integrity = `sha512-${'a'.repeat(86)}==`;
const lockOf = (entries: Record<string, Locked>): LockFile => ({
  lockfileVersion: 3,
  packages: { '': {}, ...entries },
});

test.each<[string, Locked, string[]]>([
  ['with its hash', { integrity }, []],
  ['without', {}, ['node_modules/a has no SHA-512 of what is installed']],
  ['with a weaker hash', { integrity: 'sha1-2jmj7l5rSw0yVb' }, ['node_modules/a has no SHA-512 of what is installed']],
  [
    'from a repository',
    { integrity, resolved: 'git+ssh://git@forge.example/a.git#1234567' },
    ['node_modules/a names an address instead of leaving it to the registry'],
  ],
  ['a folder', { link: true, resolved: '../a' }, ['node_modules/a is a link to a folder']],
])('a package in the lock file %s', (_, entry, faults) =>
  expect(lockFaults(lockOf({ 'node_modules/a': entry }))).toEqual(faults),
);

test('NOTICE names the licence that the data of date-holidays has, whatever its package.json says', async () => {
  const data = JSON.parse(await readFile('node_modules/date-holidays/data/holidays.json', 'utf8'));
  expect(data.license).toBe('CC-BY-SA-3');
  expect(await readFile('NOTICE', 'utf8')).toMatch(/^- date-holidays: [^-]+ CC BY-SA 3\.0$/m);
});

test('what the package is installed by has the hashes of the lock file, and nothing that is for development', () => {
  const lock = lockOf({
    'node_modules/a': { integrity },
    'node_modules/b': { integrity, dev: true },
    'node_modules/c': { integrity, devOptional: true },
  });
  const project = { devDependencies: { b: '1' }, dependencies: { a: '1' } };
  expect(shrinkwrapOf({ ...lock, packages: { ...lock.packages, '': project } as typeof lock.packages })).toEqual({
    lockfileVersion: 3,
    packages: { '': { dependencies: { a: '1' } }, 'node_modules/a': { integrity } },
  });
});

test('an older form of lock file, which has no hash for everything', () =>
  expect(lockFaults({ ...lockOf({}), lockfileVersion: 1 })).toEqual(['package-lock.json has version 1, not 3']));

test('install scripts are those that were allowed, and for development', () => {
  const dev = { dev: true, hasInstallScript: true };
  const lock = lockOf({ 'node_modules/a': dev, 'node_modules/b/node_modules/@c/d': dev, 'node_modules/e': {} });
  expect(installScriptFaults(lock, { a: true, '@c/d': false })).toEqual([]);
  expect(installScriptFaults(lock, { a: true, e: true })).toEqual([
    '@c/d has an install script that allowScripts of package.json does not name',
    'allowScripts of package.json names e, which has no install script',
  ]);
  expect(installScriptFaults(lockOf({ 'node_modules/a': { hasInstallScript: true } }), { a: true })).toEqual([
    'node_modules/a has an install script and is not for development alone',
  ]);
});

test.each<[string | undefined, string[]]>([
  ['MIT', []],
  ['(GPL-3.0-only OR Apache-2.0)', []],
  ['Apache-2.0 AND BSL-1.0', []],
  ['GPL-3.0-only', ['node_modules/a is licensed as GPL-3.0-only, which is not on the list']],
  ['MIT AND AGPL-3.0-only', ['node_modules/a is licensed as MIT AND AGPL-3.0-only, which is not on the list']],
  [
    'SEE LICENSE IN LICENSE.txt',
    ['node_modules/a is licensed as SEE LICENSE IN LICENSE.txt, which is not on the list'],
  ],
  [undefined, ['node_modules/a states no licence']],
])('the licence %s', (license, faults) => {
  const entry: Locked = license === undefined ? {} : { license };
  expect(licenceFaults(lockOf({ 'node_modules/a': entry }))).toEqual(faults);
  expect(licenceFaults(lockOf({ 'node_modules/a': { ...entry, dev: true } }))).toEqual([]);
});

test('the bill of materials has everything that the lock file has, by its hash', async () => {
  const lock: LockFile = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], { maxBuffer: 50_000_000 });
  expect(await billFaults(stdout, lock)).toEqual([]);

  const changed = (change: (zod: object) => unknown) => {
    const bill = JSON.parse(stdout);
    bill.components = bill.components.filter((one: { name: string }) => one.name !== 'zod' || change(one as never));
    return billFaults(JSON.stringify(bill), lock);
  };
  const purl = `pkg:npm/zod@${lock.packages['node_modules/zod']?.version}`;
  expect(await changed(() => false)).toEqual([`the bill of materials lacks ${purl}`]);
  expect(await changed((zod) => Object.assign(zod, { hashes: [] }))).toEqual([
    `the bill of materials has no hash, or another one, for ${purl}`,
  ]);
  expect(
    await changed((zod) =>
      Object.assign(zod, { properties: [{ name: 'cdx:npm:package:development', value: 'true' }] }),
    ),
  ).toEqual([`the bill of materials takes ${purl} for development alone`]);
  expect(await changed((zod) => Object.assign(zod, { scope: 'perhaps' }))).toEqual([
    expect.stringContaining('the bill of materials is not valid'),
  ]);
});
