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

describe('a page of several that the query does not follow', () => {
  const day = (date: number) => ({ t: `2026-11-${String(date).padStart(2, '0')}`, value: 5 });
  const part = [day(3), day(4)].reverse();
  const refused = (place: string) =>
    `query-failed: the answer of the source says at \`${place}\` that there are further pages, which the query does not follow: write at its \`next\` where they are, or \`next: none\` if this is all`;
  const query = { path: 'daily', rows: 'rows' };
  const days = (...dates: number[]) => dates.map((date) => [`2026-11-0${date}`, 5]);

  test.each<[string, object]>([
    ['has_more', { has_more: true }],
    ['hasMore', { hasMore: true }],
    ['pageInfo.hasNextPage', { pageInfo: { hasNextPage: true, endCursor: 'x' } }],
    ['next_page_token', { next_page_token: 'x' }],
    ['nextPageToken', { nextPageToken: 'x' }],
    ['next', { next: 'https://stats.example.com/api/daily?page=2' }],
    ['@odata.nextLink', { '@odata.nextLink': 'https://stats.example.com/x' }],
    ['links.next', { links: { self: '/x', next: '/x?page=2' } }],
    ['_links.next', { _links: { next: { href: '/x?page=2' } } }],
    ['paging.next', { paging: { next: { after: 'x' } } }],
    ['response_metadata.next_cursor', { response_metadata: { next_cursor: 'x' } }],
    ['meta.pagination.next_page', { meta: { pagination: { page: 1, next_page: 2 } } }],
    ['truncated', { truncated: true }],
    ['isTruncated', { isTruncated: true }],
    ['last', { last: false, number: 0 }],
    ['total', { total: 4 }],
    ['total', { total: 4, limit: 2, offset: 0 }],
    ['meta.total_pages', { meta: { page: 1, total_pages: 2 } }],
    ['total_count', { total_count: 400, page: 1 }],
  ])('is refused: %s of %j', async (place, more) => {
    expect((await read(json({ ...more, rows: part }), query)).found).toBe(refused(place));
    await stop?.();
    expect((await read(json({ ...more, rows: part }), { ...query, next: 'none' })).found).toEqual(days(3, 4));
  });

  test('beside the rows further in, where the query goes', async () => {
    const answer = { report: { has_more: true, rows: part } };
    expect((await read(json(answer), { path: 'daily', rows: 'report.rows' })).found).toBe(refused('report.has_more'));
  });

  test('by the header Link', async () => {
    const answer: Answer = (_, response) => {
      response.setHeader('link', '</api/daily?page=2>; rel="next"');
      response.end(JSON.stringify(part));
    };
    expect((await read(answer)).found).toBe(refused('Link: rel="next"'));
  });

  test('where `next` points at nothing', async () => {
    expect((await read(json({ next: '/x?page=2', rows: part }), { ...query, next: 'nxt' })).found).toBe(
      refused('next'),
    );
  });

  test('events are counted only if all are there', async () => {
    const answer = { total: 3, rows: [{ t: '2026-11-03T08:00:00Z' }, { t: '2026-11-03T09:00:00Z' }] };
    expect((await read(json(answer), { ...query, tally: 'count' })).found).toBe(refused('total'));
  });

  test.each<[string, object, number[]]>([
    ['newest first, to the first day', { has_more: true, rows: [day(4), day(3), day(2), day(1)] }, [1, 2, 3, 4]],
    ['oldest first, to the last day', { has_more: true, rows: [day(2), day(3), day(4)] }, [2, 3, 4]],
    ['the last page', { has_more: false, next: '/api/daily?self', rows: part }, [3, 4]],
    ['nothing there', { next: null, links: { next: '' }, next_page: 0, truncated: false, rows: part }, [3, 4]],
    ['all rows', { total: 2, page: 1, total_pages: 1, rows: part }, [3, 4]],
    ['the total of the figures', { total: 10, rows: part }, [3, 4]],
    ['a page that is not full', { total: 45_000, limit: 100, rows: part }, [3, 4]],
    ['what is measured by the day', { rows: part.map((row) => ({ ...row, has_more: true, next: 5 })) }, [3, 4]],
  ])('is read: %s', async (_, answer, expected) => {
    expect((await read(json(answer), query)).found).toEqual(days(...expected));
  });

  test('of all that are oldest first none of the days asked for are there', async () => {
    const answer = { has_more: true, rows: [1, 2, 3].map((date) => ({ t: `2026-10-0${date}`, value: 5 })) };
    expect((await read(json(answer), query)).found).toBe(refused('has_more'));
  });
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
