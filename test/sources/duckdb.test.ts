import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { within } from '../stage/run/crowding.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'soundings-duckdb-'));
  folder = join(root, 'exports');
  await mkdir(join(folder, 'days'), { recursive: true });
  await writeFile(join(root, 'outside.csv'), 't,n\n2026-11-01,5\n');
  await symlink('../outside.csv', join(folder, 'link.csv'));
  await symlink('..', join(folder, 'up'));
  await writeFile(join(folder, 'a.csv'), 't,n\n2026-11-01,5\n');
  const files = await DuckDBInstance.create(':memory:');
  const connection = await files.connect();
  for (const day of ['01', '02'])
    await connection.run(
      `copy (select timestamptz '2026-11-${day} 10:00:00+00' as moment, range as n from range(10)) to '${folder}/days/${day}.parquet'`,
    );
  await connection.run(
    `copy (select range as id, 'x' || range as name from range(10_000_000)) to '${folder}/big.parquet'`,
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

const ask = (query: string, keys: Record<string, unknown> = {}) =>
  readOne(
    { type: 'duckdb', folder, ...keys, queries: { q: query } },
    { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' },
  );

/** Processes of ours that have the folder as their own. */
async function processes(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const homes = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')));
  return homes.filter((home) => home === folder);
}

test('Parquet by glob, days of the time zone', async () => {
  const query =
    "select moment::date as t, count(*) as value from 'days/*.parquet' where moment >= $from and moment < $to group by 1";
  expect(inShort((await ask(query)).reading)).toEqual([
    ['2026-11-01', 10],
    ['2026-11-02', 10],
  ]);
  // Ten in the morning of London is midnight and later in Kiritimati.
  expect(inShort((await ask(query, { timezone: 'Pacific/Kiritimati' })).reading)).toEqual([
    ['2026-11-02', 10],
    ['2026-11-03', 10],
  ]);
});

describe('no file outside the folder is read', () => {
  test.each([
    "from '../outside.csv'",
    "from '/etc/passwd'",
    "from read_csv('/etc/passwd')",
    "from read_text('/etc/passwd')",
    "from read_blob('/proc/self/environ')",
    "from read_text('days/../../outside.csv')",
    "from 'link.csv'",
    "from '*.csv'",
    "from 'up/outside.csv'",
    "from '**/*.csv'",
    "from read_csv(['a.csv', '../outside.csv'])",
    "from read_csv('file:///etc/passwd')",
    "from read_parquet('/etc/passwd')",
    "from read_json('/etc/passwd')",
    "from sniff_csv('/etc/passwd')",
    "from glob('/etc/*')",
    "from glob('../*')",
    "from '~/.profile'",
    "from 'https://127.0.0.1/x.csv'",
    "from 's3://bucket/x.csv'",
    'from duckdb_extensions()',
    "attach '../other.db'",
    "attach 'other.db'",
    'load httpfs',
    'install httpfs',
    'set enable_external_access = true',
    "set allowed_directories = ['/']",
    "copy (select 1) to 'new.csv'",
    "export database 'new'",
    'create table t (i int)',
    'insert into t values (1)',
    'begin',
    'call enable_logging()',
    "explain analyze from '../outside.csv'",
    "from query('select 1; select 2')",
    "from query('copy (select 1) to ''new.csv''')",
  ])('%s', async (query) => {
    const { reading } = await ask(query);
    expect(inShort(reading)).toMatch(
      /^query-failed: the (query of the source (reads outside its folder|needs an extension of DuckDB, and none is loaded)|source refused the query)$/,
    );
    expect((await readdir(folder)).sort()).toEqual(['a.csv', 'big.parquet', 'days', 'link.csv', 'up']);
  });
});

test('ten million rows never come here', async () => {
  const before = process.memoryUsage().rss;
  const { reading } = await ask("select '2026-11-01' as t, id as value from 'big.parquet'");
  expect(inShort(reading)).toBe('too-many-rows: the source gave more than 100,000 rows');
  const grown = process.memoryUsage().rss - before;
  console.log(`grown by ${Math.round(grown / 1e6)} MB`);
  expect(grown).toBeLessThan(100_000_000);
});

test('rows of long texts are refused by their size', async () => {
  const { reading } = await ask("select '2026-11-01' as t, repeat('x', 100_000) as value from range(1000)");
  expect(inShort(reading)).toBe('too-many-rows: the source answered with more than 20 MB');
});

test('a query that does not end keeps nobody waiting, and its process ends in time', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { reading } = await ask(
    'select count(*) as value from range(1_000_000) a, range(1_000_000) b, range(1_000_000) c',
    {
      timeout: '3s',
    },
  );
  delay.disable();
  expect(inShort(reading)).toBe('timeout: the source did not answer within 3 s');
  expect(delay.max / 1e6).toBeLessThan(1_000);
  await expect.poll(processes, within(5)).toEqual([]);
});

test('what its own limit covers is named as memory', async () => {
  const { reading } = await ask('select list(range) as value from range(500_000_000)', { memory: 64 });
  expect(inShort(reading)).toBe('query-failed: the query of the source needs more memory than its connection allows');
});

test('long texts, which its own limit of memory leaves out, end the process', async () => {
  const { reading } = await ask("select t, length(repeat('x', 1_500_000_000 + n)) as value from 'a.csv'");
  expect(inShort(reading)).toBe(
    'query-failed: the query of the source needs more memory than 256 MB, or its process was ended',
  );
});

test('a column that is not there, by name in the log', async () => {
  const { reading, said } = await ask("select tt as t, 1 as value from 'a.csv'");
  expect(inShort(reading)).toBe('query-failed: the source refused the query');
  expect(said).toContain('"kind":"Binder","message":"Binder Error: Referenced column \\"tt\\" not found');
  expect(said).not.toContain(folder);
});
