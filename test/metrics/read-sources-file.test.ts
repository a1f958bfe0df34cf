import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSourcesFile } from '../../src/metrics/read-sources-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soundings-sources-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (path: string, required: boolean) => readSourcesFile({ path, required, environment: {} });

test('a missing file that nobody named means no sources', async () => {
  expect(await read(join(folder, 'none.yml'), false)).toEqual({ sources: new Map() });
});

test('a missing file that was named is a problem', async () => {
  const file = join(folder, 'none.yml');
  expect(await read(file, true)).toEqual({
    problems: [
      {
        file,
        line: 1,
        column: 1,
        what: 'there is no such file',
        expected: 'the file of sources that --sources or SOUNDINGS_SOURCES names',
      },
    ],
  });
});

test('a file that cannot be read is a problem, named or not', async () => {
  expect(await read(folder, false)).toMatchObject({ problems: [{ what: 'the file cannot be read (EISDIR)' }] });
});

test('the example is a valid file once its variables are set', async () => {
  const environment = { WAREHOUSE_URL: 'postgres://reader:pw@127.0.0.1/w', PROMETHEUS_TOKEN: 't', STATS_TOKEN: 't' };
  const result = await readSourcesFile({ path: 'sources.example.yml', required: true, environment });
  expect('sources' in result ? [...result.sources.keys()] : result.problems).toEqual([
    'warehouse',
    'prod',
    'stats',
    'files',
    'pushed',
  ]);
});

test('nothing is connected to', async () => {
  const path = join(folder, 'sources.yml');
  await writeFile(
    path,
    'connections: { w: { type: postgres, url: "postgres://127.0.0.1:1/w", queries: { q: select 1 } } }',
  );
  const result = await read(path, true);
  expect('sources' in result && result.sources.get('w')?.queries).toEqual(new Set(['q']));
});
