import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What the source makes of an answer; `asked` are the addresses it asked for. */
async function read(answer: Answer, query: unknown = 'daily', keys: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const server = await startHttpServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  stop = server.stop;
  const connection = { type: 'http', url: `${server.url}/api/`, ...keys, queries: { q: query } };
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const { reading, said } = await readOne(connection, window);
  return { found: inShort(reading), said, asked };
}

const json =
  (value: unknown): Answer =>
  (_, response) =>
    response.end(JSON.stringify(value));
const rows = [{ t: '2026-11-01', value: 5 }];

describe('where things stand in an answer', () => {
  test.each<[string, unknown, unknown]>([
    ['a list, by the usual names', rows, 'daily'],
    ['a list further in', { data: { points: rows } }, { path: 'daily', rows: 'data.points' }],
    ['a list in a list', { results: [{ series: rows }] }, { path: 'daily', rows: 'results[0].series' }],
    [
      'other names',
      [{ day: '2026-11-01', figures: { rate: 5 } }],
      { path: 'daily', time: 'day', value: 'figures.rate' },
    ],
    ['rows that are lists', [['2026-11-01', 'x', 5]], { path: 'daily', time: '[0]', value: '[2]' }],
    ['a name with a dot', [{ t: '2026-11-01', 'a.b': 5 }], { path: 'daily', value: 'a\\.b' }],
  ])('%s', async (_, answer, query) => {
    expect((await read(json(answer), query)).found).toEqual([['2026-11-01', 5]]);
  });

  test.each<[string, unknown, unknown, string]>([
    [
      'no list where it should be',
      { points: rows },
      { path: 'daily', rows: 'data.points' },
      'query-failed: the answer of the source has no list of rows where the query says it is',
    ],
    [
      'an error in place of rows',
      { error: 'secret 31337' },
      'daily',
      'query-failed: the answer of the source says at `error` that it failed; if that is none of its failures, write `errors: []` in the query',
    ],
    [
      'rows without the column',
      rows,
      { path: 'daily', value: 'rate' },
      'query-failed: no row of the answer has anything where the query says its `value` is',
    ],
    [
      'rows without the time',
      rows,
      { path: 'daily', time: 'day', value: 'value' },
      'query-failed: no row of the answer has anything where the query says its `time` is',
    ],
    [
      'rows without their sizes',
      rows,
      { path: 'daily', value: 'value', n: 'requests' },
      'query-failed: no row of the answer has anything where the query says its `n` is',
    ],
    ['rows that are nothing', [null], 'daily', 'bad-samples: the rows have no column "t" for the time'],
    ['no rows', [], 'daily', 'empty'],
    ...[
      { error: 'secret 31337', rows },
      { error: true, rows },
      { error: { code: 31337 }, rows: [] },
      { errors: [{ message: 'secret 31337' }], rows },
      { errors: ['secret 31337'], rows },
      { success: false, rows: [] },
      { ok: false, rows },
      { status: 'error', rows: [] },
    ].map((answer): [string, unknown, unknown, string] => [
      `a failure told beside rows: ${JSON.stringify(answer).slice(0, 24)}`,
      answer,
      { path: 'daily', rows: 'rows' },
      `query-failed: the answer of the source says at \`${Object.keys(answer)[0]}\` that it failed; if that is none of its failures, write \`errors: []\` in the query`,
    ]),
  ])('%s', async (_, answer, query, expected) => {
    expect((await read(json(answer), query)).found).toBe(expected);
  });
});

test.each<[string, object, object]>([
  ['no failure', { error: null, errors: [], success: true, ok: true, status: 'ok', rows }, {}],
  ['blank', { error: '', errors: {}, status: 200, rows }, {}],
  ['errors that are measured, by day', { errors: [{ t: '2026-11-01', value: 31337 }], rows }, {}],
  ['errors that are counted', { errors: 31337, error: false, rows }, {}],
  ['a failure that the query says is none', { error: 'secret 31337', rows }, { errors: [] }],
])('%s: read', async (_, answer, keys) => {
  expect((await read(json(answer), { path: 'daily', rows: 'rows', ...keys })).found).toEqual([['2026-11-01', 5]]);
});

test('the time asked for, as the address wants it', async () => {
  const path = 'daily?from={from}&to={to}&days={from_date}..{to_date}&since={from_seconds}&until={to_seconds}';
  const { asked } = await read(json(rows), path, { timezone: 'Asia/Tokyo' });
  expect(asked).toEqual([
    '/api/daily?from=2026-10-31T15%3A00%3A00.000Z&to=2026-11-05T00%3A00%3A00.000Z&days=2026-11-01..2026-11-05&since=1793458800&until=1793836800',
  ]);
});

describe('what servers do', () => {
  test.each<[string, Answer, unknown]>([
    [
      'another content type',
      (_, response) => response.setHeader('content-type', 'text/html').end(JSON.stringify(rows)),
      [['2026-11-01', 5]],
    ],
    ['a byte order mark', (_, response) => response.end(`\ufeff${JSON.stringify(rows)}`), [['2026-11-01', 5]]],
    [
      'compression',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(JSON.stringify(rows))),
      [['2026-11-01', 5]],
    ],
    [
      'a redirect to itself',
      ({ url }, response) =>
        url === '/api/daily'
          ? response.writeHead(302, { location: '../moved' }).end()
          : response.end(JSON.stringify(rows)),
      [['2026-11-01', 5]],
    ],
    [
      'a redirect to another server',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.2:9/daily' }).end(),
      'query-failed: the source redirects to another server, which is not followed',
    ],
    [
      'redirects without end',
      (_, response) => response.writeHead(307, { location: '/api/daily' }).end(),
      'query-failed: the source redirects more than 3 times',
    ],
    [
      'an error',
      (_, response) => response.writeHead(503).end('secret 31337'),
      'query-failed: the source answered with status 503',
    ],
    [
      'a page',
      (_, response) => response.end('<h1>secret 31337</h1>'),
      'query-failed: the source did not answer with JSON',
    ],
    ['nothing', (_, response) => response.end(), 'query-failed: the source did not answer with JSON'],
    [
      'a connection cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('[');
        setTimeout(() => response.destroy(), 20);
      },
      'unreachable: the source could not be reached',
    ],
    [
      'far too much',
      (_, response) => response.end(' '.repeat(20_000_001)),
      'too-many-rows: the source answered with more than 20 MB',
    ],
    [
      'far too much once unpacked',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(' '.repeat(30_000_000))),
      'too-many-rows: the source answered with more than 20 MB',
    ],
    [
      'compression that ends early',
      (_, response) =>
        response.setHeader('content-encoding', 'gzip').end(gzipSync(JSON.stringify(rows)).subarray(0, 30)),
      'query-failed: the answer of the source cannot be unpacked: it may have been cut off',
    ],
    [
      'compression that ends early, of the other kind',
      (_, response) =>
        response.setHeader('content-encoding', 'br').end(brotliCompressSync(JSON.stringify(rows)).subarray(0, 12)),
      'query-failed: the answer of the source cannot be unpacked: it may have been cut off',
    ],
    [
      'compression that is none',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(JSON.stringify(rows)),
      'query-failed: the answer of the source cannot be unpacked: it may have been cut off',
    ],
    [
      'a line that breaks in the middle of compression',
      (_, response) => {
        response.setHeader('content-encoding', 'gzip').write(gzipSync(JSON.stringify(rows)).subarray(0, 30));
        setTimeout(() => response.destroy(), 50);
      },
      'unreachable: the source could not be reached',
    ],
    [
      'lists in lists without end',
      (_, response) => response.end('['.repeat(5_000_000)),
      'query-failed: the source did not answer with JSON',
    ],
  ])('%s', async (_, answer, expected) => {
    const { found, said } = await read(answer);
    expect(found).toEqual(expected);
    expect(said).not.toContain('31337');
  });
});

test('headers and the name and password of the address go along, and stay there', async () => {
  const seen: unknown[] = [];
  const server = await startHttpServer((request, response) => {
    seen.push([request.headers.authorization, request.headers['x-key']]);
    response.writeHead(403).end();
  });
  stop = server.stop;
  const connection = {
    type: 'http',
    url: server.url.replace('://', '://reader:p%40ss@'),
    headers: { 'x-key': `\${KEY}` },
    queries: { q: 'daily' },
  };
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const { reading, said } = await readOne(connection, { ...window, environment: { KEY: 'key-74' } });
  expect(seen).toEqual([[`Basic ${Buffer.from('reader:p@ss').toString('base64')}`, 'key-74']]);
  expect(inShort(reading)).toBe('query-failed: the source answered with status 403');
  expect(said).not.toMatch(/key-74|p%40ss|p@ss|127\.0\.0\.1/);
});
