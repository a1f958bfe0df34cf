import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';

/* The contract, and much more of DuckDB, is in test/sources. */

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'soundings-duckdb-'));
  folder = join(root, "it's exports");
  await mkdir(folder);
  await writeFile(join(folder, 'a.csv'), 't,n\n2026-11-01,5\n2026-11-02,6\n');
  await writeFile(join(root, 'outside.csv'), 't,n\n2026-11-01,5\n');
  await symlink('../outside.csv', join(folder, 'link.csv'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const ask = (query: string, keys: Record<string, unknown> = {}) =>
  readOne(
    { type: 'duckdb', folder, ...keys, queries: { q: query } },
    { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' },
  );

test('files of the folder are read, by day of the time zone', async () => {
  const { reading } = await ask("select t, sum(n) as value from 'a*.csv' where t >= $from and t < $to group by t", {
    timezone: 'Asia/Tokyo',
  });
  expect(inShort(reading)).toEqual([
    ['2026-11-01', 5],
    ['2026-11-02', 6],
  ]);
});

test.each(['../outside.csv', 'link.csv'])('%s is not', async (file) => {
  const { reading, said } = await ask(`select t, n as value from '${file}'`);
  expect(inShort(reading)).toBe('query-failed: the query of the source reads outside its folder');
  expect(said).not.toContain(file);
});

test('an experiment is bound as a text', async () => {
  const groups = "(values ('e.1', 'control', 5), ('e.1', 'b', 6), ('e2', 'control', 1)) as v(e, arm, n)";
  const q = `select arm, n as numerator, 100 as denominator from ${groups} where e = $experiment`;
  const { reading } = await readOne(
    { type: 'duckdb', folder, queries: { q } },
    { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z', experiment: 'e.1' },
  );
  expect(reading).toMatchObject({
    arms: { control: { samples: [{ value: 0.05 }] }, treatment: { name: 'b', samples: [{ value: 0.06 }] } },
  });
});

test('nothing is written', async () => {
  const { reading } = await ask("copy (select 1) to 'new.csv'");
  expect(inShort(reading)).toBe('query-failed: the source refused the query');
  expect(await readdir(folder)).toEqual(['a.csv', 'link.csv']);
});

test('the file of sources', () => {
  const connection = { type: 'duckdb', folder: ' ', memory: 1, queries: { q: 'select $1' } };
  const text = JSON.stringify({ connections: { c: connection } });
  const parsed = parseSources({ file: 'f', text, environment: {}, place: { folder: '/' } });
  expect('problems' in parsed && parsed.problems.map(({ what, expected }) => `${what}: ${expected}`)).toEqual([
    '`connections.c.folder` cannot be used: the path of a folder, such as `exports`',
    '`connections.c.memory` cannot be used: megabytes from 64 to 65536, such as `256`',
    '`connections.c.queries.q` cannot be used: no other parameters than `$from`, `$to` and `$experiment`',
  ]);
});
