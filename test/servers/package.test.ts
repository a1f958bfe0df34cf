import { execFile } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRepository } from '../stage/in-repository.ts';

/*
 * What `npm pack` makes, in an empty folder. npm would ask the registry for the packages beside it; here they are links to those of this clone, of
 * the running program alone.
 */

const folder = mkdtempSync(join(tmpdir(), 'soundings-package-'));
const shop = join(folder, 'shop');
const installed = join(shop, 'node_modules/soundings');
const run = promisify(execFile);

beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: inRepository(),
    // npm's own would stay in the folder for temporary files.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
  await run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
  const { packages } = JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'));
  for (const [path, { dev }] of Object.entries<{ dev?: boolean }>(packages)) {
    // What lies deeper comes along with its package.
    if (dev || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || !existsSync(inRepository(path))) continue;
    mkdirSync(dirname(join(shop, path)), { recursive: true });
    symlinkSync(inRepository(path), join(shop, path));
  }
  writeFileSync(join(shop, 'sources.yml'), sources);
  writeFileSync(join(shop, 'body.md'), 'Key result: KR1\nExpect: signup_rate +3% within 14 days\n');
  writeFileSync(join(shop, 'map.yml'), map);
  writeFileSync(join(shop, 'releases.csv'), 'date,name\n2026-07-01,v1\n2026-08-01,v2\n');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const signUps = inRepository('docs/examples/sign-ups.csv');
const sources = `connections:
  files:
    type: csv
    queries: { sign-ups: { file: ${signUps}, time: date } }
`;
const map = `version: 1
metrics:
  signup_rate: { title: Visit to sign-up rate, unit: ratio, good: up, source: files/sign-ups }
objectives:
  - id: O1
    title: Small teams finish projects with us
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 4.0%, by: 2027-12-31 }
`;

type Ran = { status: number; stdout: string; stderr: string };
async function soundings(bin: string, args: string[], more = {}): Promise<Ran> {
  const { PATH } = process.env;
  try {
    return { status: 0, ...(await run(process.execPath, [bin, ...args], { cwd: shop, env: { PATH, ...more } })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}
const ofPackage = (...args: string[]) => soundings(join(installed, 'bin/soundings.js'), args);
const ofClone = (...args: string[]) => soundings(inRepository('bin/soundings.js'), args);

test('it has JavaScript alone, and no test', () => {
  expect(globSync('**/*.ts', { cwd: installed })).toEqual([]);
  expect(globSync('{src,test,scripts}', { cwd: installed })).toEqual([]);
  expect(existsSync(join(installed, 'LICENSE'))).toBe(true);
});

test('the pages that its programs send people to come along', () => {
  const named = globSync('dist/**/*.js', { cwd: installed }).flatMap((file) =>
    [...readFileSync(join(installed, file), 'utf8').matchAll(/\bdocs\/(?:sources\/)?[\w-]+\.md\b/g)].map(
      ([page]) => page,
    ),
  );
  expect(named).toContain('docs/operations.md');
  expect([...new Set(named)].filter((page) => !existsSync(join(installed, page)))).toEqual([]);
});

test('npm installs the versions that were tested, and a clone keeps its own lock file', () => {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const [tested, shipped] = [read(inRepository('package-lock.json')), read(join(installed, 'npm-shrinkwrap.json'))];
  const { dependencies, devDependencies } = shipped[''];
  expect({ dependencies, devDependencies }).toEqual({ dependencies: tested[''].dependencies });
  const paths = Object.keys(shipped).filter((path) => path !== '');
  expect(paths).toEqual(expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)));
  expect(paths.filter((path) => shipped[path].integrity !== tested[path].integrity || tested[path].dev)).toEqual([]);
  expect(existsSync(inRepository('npm-shrinkwrap.json'))).toBe(false);
});

describe('says what the clone says', () => {
  test.each([
    ['check', '--map', 'map.yml', '--body', 'body.md'],
    ['check', '--map', 'map.yml', '--body', 'map.yml'],
    ['analyse', signUps, '--at', '2026-08-01', '--expect', '+3%'],
  ])('%s %s %s %s %s', async (...args) => {
    const [ours, theirs] = [await ofClone(...args), await ofPackage(...args)];
    expect(ours.stdout.length).toBeGreaterThan(40);
    expect(theirs).toEqual(ours);
  });
});

test.each<[string[], string]>([
  [['init', '.'], '.github/soundings.yml'],
  [['validate', 'map.yml', '--data', '--sources', 'sources.yml', '--owner', 'acme'], ''],
  [
    ['preview', '--map', 'map.yml', '--body', 'body.md', '--sources', 'sources.yml', '--at', '2026-08-01'],
    'sign-up rate',
  ],
  [['backtest', signUps, '--releases', 'releases.csv'], 'v2'],
])('%j runs', async (args, says) => {
  const { status, stdout, stderr } = await ofPackage(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(says);
});

test('its server starts as far as it can without credentials', async () => {
  const { status, stderr } = await soundings(join(installed, 'bin/soundings.js'), ['start'], {
    NODE_ENV: 'production',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Soundings cannot start:\n- APP_ID is missing/);
  for (const program of ['analyst/analyst-thread.js', 'db/embedded/make-files.js', 'metrics/duckdb/query-process.js'])
    expect(existsSync(join(installed, 'dist', program))).toBe(true);
});
