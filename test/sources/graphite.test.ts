import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorContract, type Served } from '../contracts/connector-contract.ts';
import { freePort } from '../stage/process/free-port.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { type Program, startProgram } from './start-program.ts';

/** Debian's own, which has the packages. */
const python = '/usr/bin/python3';
const password = 'hidden-pw-75';

interface Graphite extends Program {
  /** Points of a series, by seconds, as text that Python reads: `3.5`, `nan`. */
  write(name: string, points: [number, string][]): Promise<void>;
}

/** graphite-web without its own server, its search index and its cache, over files of one point each half hour. */
async function startGraphite(): Promise<Graphite> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-graphite-'));
  await mkdir(join(folder, 'data'));
  const port = await freePort();
  await writeFile(
    join(folder, 'own_settings.py'),
    `from graphite.settings import *
SECRET_KEY = 'unused'
ALLOWED_HOSTS = ['*']
STANDARD_DIRS = ['${folder}/data']
LOG_DIR = '${folder}'
INDEX_FILE = '${folder}/index'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '${folder}/db'}}
`,
  );
  await writeFile(
    join(folder, 'serve.py'),
    `import os
os.environ['DJANGO_SETTINGS_MODULE'] = 'own_settings'
from wsgiref.simple_server import make_server
from django.core.wsgi import get_wsgi_application
make_server('127.0.0.1', ${port}, get_wsgi_application()).serve_forever()
`,
  );
  const program = await startProgram([python, '-B', join(folder, 'serve.py')], {
    ...{ url: `http://127.0.0.1:${port}`, ready: '/render?format=json&target=none', cwd: folder },
    install: 'apt-get install -y --no-install-recommends graphite-web',
  });
  return {
    ...program,
    async write(name, points) {
      const script = `import whisper
path = '${folder}/data/${name}.wsp'
whisper.create(path, [(1800, 20 * 17520)], xFilesFactor=0)
whisper.update_many(path, [${points.map(([at, value]) => `(${at}, float('${value}'))`).join(', ')}])
`;
      await promisify(execFile)(python, ['-B', '-c', script], { cwd: '/' });
    },
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let server: Graphite;
beforeAll(async () => {
  server = await startGraphite();
});
afterAll(() => server?.stop());

describe('the connector contract', () => {
  connectorContract(
    async () => {
      const frozen = await startGraphite();
      frozen.freeze();
      let count = 0;
      const served = (query: unknown, url = server.url): Served => ({
        connection: {
          ...{ type: 'graphite', url: url.replace('://', `://reader:\${PASSWORD}@`), queries: { q: query } },
        },
        environment: { PASSWORD: password },
        hidden: [password, '127.0.0.1', new URL(url).port],
      });
      return {
        async serve(rows) {
          const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't');
          const queries: Record<string, string> = {};
          for (const column of columns) {
            const name = `m${count++}`;
            queries[column] = name;
            const points = rows.flatMap((row): [number, string][] => {
              const value = row[column as 'value'];
              return value === null || value === undefined ? [] : [[Date.parse(row.t) / 1_000, `${value}`]];
            });
            await server.write(name, points);
          }
          return served('value' in queries ? queries.value : queries);
        },
        unreachable: async () => served('m', 'http://127.0.0.1:1'),
        broken: async () => served('sumSeries(hidden_figure_31337'),
        hanging: async () => served('m', frozen.url),
        stop: () => frozen.stop(),
      };
    },
    {
      keepsOrder: 'the server orders them',
      holdsOnlyNumbers: 'it stores no others',
      hasNoArms: 'a target gives one series',
      nan: 'missing',
    },
  );
});

describe('targets', () => {
  const first = Date.UTC(2026, 9, 30) / 1_000;
  beforeAll(async () => {
    for (const region of ['eu', 'us'])
      await server.write(
        `signups_${region}`,
        Array.from({ length: 192 }, (_, i) => [first + i * 3_600, `${Math.floor(i / 24) + 1}`]),
      );
  });
  const ask = (query: unknown, keys = {}) =>
    readOne(
      { type: 'graphite', url: server.url, ...keys, queries: { q: query } },
      { from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' },
    );

  test('days, summed', async () => {
    const { reading } = await ask("summarize(sumSeries(signups_*), '1day', 'sum', false)");
    expect(inShort(reading)).toEqual([
      ['2026-11-01', 144],
      ['2026-11-02', 192],
      ['2026-11-03', 240],
    ]);
  });

  test('a ratio of two targets', async () => {
    const { reading } = await ask({
      numerator: "summarize(signups_eu, '1day', 'sum', false)",
      denominator: "summarize(sumSeries(signups_*), '1day', 'sum', false)",
    });
    expect(inShort(reading)).toEqual([
      ['2026-11-01', 0.5],
      ['2026-11-02', 0.5],
      ['2026-11-03', 0.5],
    ]);
  });

  test('several series', async () => {
    expect(inShort((await ask('signups_*')).reading)).toBe(
      'query-failed: the target gives 2 series where one is expected: put it into sumSeries(...), averageSeries(...) or maxSeries(...)',
    );
  });

  test('days of UTC are not taken for those of another zone', async () => {
    const { reading } = await ask("summarize(sumSeries(signups_*), '1day', 'sum', false)", { timezone: 'Asia/Tokyo' });
    expect(inShort(reading)).toMatch(
      /^bad-samples: the rows are a day or more apart but do not begin at midnight in Asia\/Tokyo/,
    );
  });

  test.each(['signups_nowhere', 'sumSeries(signups_eu', 'noSuchFunction(signups_eu)'])(
    '%s finds nothing',
    async (target) => {
      expect(inShort((await ask(target)).reading)).toMatch(
        /^query-failed: the (target finds no series: it may be misspelled, or have an error in it|source answered with status 4\d\d)$/,
      );
    },
  );
});
