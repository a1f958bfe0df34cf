import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { jsonClient } from '../../../src/metrics/fetch-json.ts';
import { guardOf } from '../../../src/metrics/network/guard.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json: unknown;
}

/** What a query reads where the server gives these answers, one after the other (the last one again and again), and what it was asked. */
async function read(query: Record<string, unknown>, answers: (Answer | ((url: string) => Answer))[]) {
  const asked: string[] = [];
  const server = await startHttpServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    const type = request.headers['content-type'];
    asked.push([request.method, request.url, ...(body ? [type, body] : [])].join(' '));
    const next = answers[Math.min(asked.length, answers.length) - 1] as Answer;
    const { status = 200, headers = {}, json } = typeof next === 'function' ? (next as () => Answer)() : next;
    response.writeHead(status, headers).end(JSON.stringify(json));
  });
  stop = server.stop;
  const connection = { type: 'http', url: `${server.url}/api/`, timezone: 'Europe/Berlin', queries: { q: query } };
  const { reading } = await readOne(connection, { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' });
  return { found: inShort(reading), asked };
}

const day = (date: number, value: number) => ({ t: `2026-11-0${date}`, value });
const two = [
  ['2026-11-01', 5],
  ['2026-11-02', 6],
];

describe('what is sent', () => {
  test('a mapping is sent as JSON, its texts filled in and escaped, numbers as numbers', async () => {
    const body = {
      query: 'select day, "n" from events where day >= {from_date} and { a: 1 }',
      since: '{from_ms}',
      until: '{to_seconds}',
      list: ['{from_yyyymmdd}', 7, true, null],
    };
    const { asked, found } = await read({ path: 'query', body }, [{ json: [day(1, 5), day(2, 6)] }]);
    expect(asked).toEqual([
      `POST /api/query application/json ${JSON.stringify({
        query: 'select day, "n" from events where day >= 2026-11-01 and { a: 1 }',
        since: Date.parse('2026-10-31T23:00:00Z'),
        until: Date.parse('2026-11-05T00:00:00Z') / 1_000,
        list: ['20261101', 7, true, null],
      })}`,
    ]);
    expect(found).toEqual(two);
  });

  test('a text is sent as it is', async () => {
    const { asked } = await read({ path: 'query', body: 'select {from_seconds} format JSON' }, [{ json: [] }]);
    expect(asked).toEqual(['POST /api/query text/plain; charset=utf-8 select 1793487600 format JSON']);
  });

  test('a POST without a body', async () => {
    const { asked } = await read({ path: 'query', method: 'POST' }, [{ json: [] }]);
    expect(asked).toEqual(['POST /api/query']);
  });
});

describe('what is read', () => {
  test.each<[string, Record<string, unknown>, unknown, unknown]>([
    [
      'columns as lists',
      { columns: 'results.A.frames[0].data.values', time: '[0]', value: '[1]' },
      {
        results: {
          A: {
            frames: [
              {
                data: {
                  values: [
                    ['2026-11-01', '2026-11-02'],
                    [5, 6],
                  ],
                },
              },
            ],
          },
        },
      },
      two,
    ],
    [
      'columns that lie apart',
      { columns: 'data', time: 'xValues', value: 'series[0]' },
      { data: { series: [[5, 6]], xValues: ['2026-11-01', '2026-11-02'] } },
      two,
    ],
    [
      'columns of different lengths',
      { columns: 'data', time: 't', value: 'v' },
      { data: { t: ['2026-11-01', '2026-11-02'], v: [5] } },
      'query-failed: the columns of the answer are not equally long',
    ],
    [
      'no columns',
      { columns: 'data', time: 't', value: 'v' },
      { data: null },
      'query-failed: the answer of the source has no lists where the query says its columns are',
    ],
    [
      'a mapping from days to figures',
      { entries: 'data.values.signup' },
      { data: { values: { signup: { '2026-11-01': 5, '2026-11-02': 6 } } } },
      two,
    ],
    [
      'a list where a mapping should be',
      { entries: 'data' },
      { data: [5, 6] },
      'query-failed: the answer of the source has no mapping of times to figures where the query says it is',
    ],
    [
      'an answer that says that it failed',
      { rows: 'rows', errors: 'errors' },
      { rows: [day(1, 5)], errors: [{ message: 'secret 31337' }] },
      'query-failed: the answer of the source says at `errors` that it failed or is not whole',
    ],
    [
      'an answer that could say so, and does not',
      { rows: 'rows', errors: ['errors', 'timed_out', 'message', 'failed'] },
      { rows: [day(1, 5), day(2, 6)], errors: [], timed_out: false, message: '', failed: 0 },
      two,
    ],
  ])('%s', async (_, keys, json, expected) => {
    expect((await read({ path: 'daily', ...keys }, [{ json }])).found).toEqual(expected);
  });
});

describe('pages', () => {
  const pages = (next: unknown): Answer[] => [{ json: { rows: [day(1, 5)], next } }, { json: { rows: [day(2, 6)] } }];

  test('the address of the next one stands in the answer', async () => {
    const { found, asked } = await read({ path: 'daily', rows: 'rows', next: 'next' }, pages('/api/daily?page=2'));
    expect({ found, asked }).toEqual({ found: two, asked: ['GET /api/daily', 'GET /api/daily?page=2'] });
  });

  test('or in the header Link', async () => {
    const link = '<http://elsewhere/>; rel="prev", </api/daily?page=2>; rel="next"';
    const { found, asked } = await read({ path: 'daily', next: 'link-header' }, [
      { json: [day(1, 5)], headers: { link } },
      { json: [day(2, 6)] },
    ]);
    expect({ found, asked }).toEqual({ found: two, asked: ['GET /api/daily', 'GET /api/daily?page=2'] });
  });

  test('a cursor goes into an address, or into the body', async () => {
    const inAddress = await read(
      { path: 'daily', rows: 'rows', next: { cursor: 'next', path: 'daily?after={cursor}' } },
      pages('a/b'),
    );
    expect(inAddress).toEqual({ found: two, asked: ['GET /api/daily', 'GET /api/daily?after=a%2Fb'] });
    await stop?.();
    const inBody = await read(
      { path: 'daily', body: { size: 1 }, rows: 'rows', next: { cursor: 'next', body: 'after' } },
      pages('a/b'),
    );
    expect(inBody).toEqual({
      found: two,
      asked: [
        'POST /api/daily application/json {"size":1}',
        'POST /api/daily application/json {"size":1,"after":"a/b"}',
      ],
    });
  });

  test.each<[string, unknown, string]>([
    [
      'one at another server',
      'https://evil.example.com/',
      'query-failed: the next page is at another server, which is not followed',
    ],
    ['one that was read', '/api/daily', 'query-failed: the source names as the next page one that was read already'],
  ])('%s is not read', async (_, next, expected) => {
    const answer = { json: { rows: [day(1, 5)], next } };
    expect((await read({ path: 'daily', rows: 'rows', next: 'next' }, [answer])).found).toBe(expected);
  });

  test('of pages without end no more are read than may have rows', async () => {
    let page = 0;
    const { found } = await read({ path: 'daily', rows: 'rows', next: 'next' }, [
      () => ({ json: { rows: [], next: `/api/daily?page=${++page}` } }),
    ]);
    expect({ found, page }).toEqual({
      found: 'too-many-rows: the answer of the source has more than 200 pages',
      page: 200,
    });
  });
});

describe('jobs', () => {
  const poll = {
    id: 'statement_id',
    path: 'statements/{id}',
    done: { at: 'state', is: 'SUCCEEDED' },
    failed: { at: 'state', is: ['FAILED', 'CANCELED'] },
  };
  const query = { path: 'statements', body: { statement: 'select' }, rows: 'rows', poll };
  const post = 'POST /api/statements application/json {"statement":"select"}';
  const looks = 'GET /api/statements/a%2F1';
  const job = (state: string, rows?: unknown): Answer => ({ json: { statement_id: 'a/1', state, rows } });

  test('one that is done at once', async () => {
    const { found, asked } = await read(query, [job('SUCCEEDED', [day(1, 5), day(2, 6)])]);
    expect({ found, asked }).toEqual({ found: two, asked: [post] });
  });

  test('one that takes a while is looked at until it is done', async () => {
    const { found, asked } = await read(query, [
      job('PENDING'),
      job('RUNNING'),
      job('SUCCEEDED', [day(1, 5), day(2, 6)]),
    ]);
    expect({ found, asked }).toEqual({ found: two, asked: [post, looks, looks] });
  });

  test.each<[string, Answer[], string]>([
    ['that fails', [job('PENDING'), job('FAILED')], 'query-failed: the source says that the job failed'],
    [
      'without an id',
      [{ json: {} }],
      'query-failed: the answer of the source has no id of a job where the query says it is',
    ],
  ])('one %s', async (_, answers, expected) => {
    expect((await read(query, answers)).found).toBe(expected);
  });
});

describe('a server that asks for a pause', () => {
  test('is asked again after it', async () => {
    const { found, asked } = await read({ path: 'daily' }, [
      { status: 429, headers: { 'retry-after': '1' }, json: {} },
      { status: 503, headers: { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, json: {} },
      { json: [day(1, 5), day(2, 6)] },
    ]);
    expect({ found, asked: asked.length }).toEqual({ found: two, asked: 3 });
  });

  test.each<[string, Record<string, string>, string, number]>([
    ['for long', { 'retry-after': '3600' }, 'the source asks to wait for 3600 s before it is asked again', 1],
    ['again and again', { 'retry-after': '0' }, 'the source asks to wait for 0 s before it is asked again', 4],
    ['for no time that can be read', { 'retry-after': 'soon' }, 'the source answered with status 429', 1],
  ])('%s is given up', async (_, headers, expected, times) => {
    const { found, asked } = await read({ path: 'daily' }, [{ status: 429, headers, json: {} }]);
    expect({ found, asked: asked.length }).toEqual({ found: `query-failed: ${expected}`, asked: times });
  });
});

describe('what a query may not say', () => {
  const problemsOf = (query: Record<string, unknown>, keys: Record<string, unknown> = {}) => {
    const connection = { type: 'http', url: 'https://stats.example.com/api/', ...keys, queries: { q: query } };
    const text = JSON.stringify({ connections: { c: connection } });
    const parsed = parseSources({ file: 'sources.yml', text, environment: {}, place: { folder: '/' } });
    return 'problems' in parsed ? parsed.problems.map(({ what, expected }) => `${what}; ${expected}`) : [];
  };

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a name that is nearly ours', { path: 'q', body: { since: '{from_day}' } }, /instead of `\{from_day\}`/],
    ['a body of a GET', { path: 'q', method: 'GET', body: {} }, /a GET without `body`, or `method: POST`/],
    ['a number as body', { path: 'q', body: 7 }, /a mapping or a list, which is sent as JSON, or a text/],
    ['rows and columns', { path: 'q', rows: 'a', columns: 'b' }, /one of `rows`, `columns` and `entries`/],
    ['a job elsewhere', { path: 'q', poll: { id: 'i', path: '//x/{id}', done: { at: 's', is: 1 } } }, /own server/],
    ['a next page elsewhere', { path: 'q', next: { cursor: 'c', path: 'http://x/' } }, /own server/],
    ['a cursor for nothing', { path: 'q', next: { cursor: 'c' } }, /`link-header`, a path to the address/],
    ['a job and a wait', { path: 'q', poll: { id: 'i', wait: { at: 's', is: 1 } } }, /`wait` in place of them/],
    ['an id without a job', { path: 'q', next: { cursor: 'c', path: 'q/{id}' } }, /`poll`, which says where the id/],
    ['a cursor into no mapping', { path: 'q', next: { cursor: 'c', body: 'after' } }, /a mapping as `body`/],
  ])('%s', (_, query, expected) => {
    expect(problemsOf(query)).toEqual([expect.stringMatching(expected)]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no type', { token: 'x' }, /a mapping with a `type`: `bearer`, `basic`, `header`/],
    ['another type', { type: 'kerberos' }, /a mapping with a `type`/],
    ['an unknown key', { type: 'bearer', tokem: 'x', token: 'x' }, /`tokem` is not a key of .*; `token`/],
    [
      'a key that is none',
      { type: 'snowflake-key-pair', account: 'a', user: 'u', private_key: 'x' },
      /private key in PEM/,
    ],
    ['a key file that is none', { type: 'google-service-account', key: '{}' }, /the JSON of a service account/],
  ])('auth: %s', (_, auth, expected) => {
    expect(problemsOf({ path: 'q' }, { auth })).toEqual([expect.stringMatching(expected)]);
  });
});

describe('answers with a mark of their version', () => {
  test.each([
    ['an ETag', { etag: '"v1"' }, 'if-none-match', '"v1"'],
    [
      'a date',
      { 'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT' },
      'if-modified-since',
      'Sun, 01 Nov 2026 00:00:00 GMT',
    ],
  ])('%s: asked for only if it changed', async (_, mark, condition, value) => {
    const conditions: unknown[] = [];
    let version = 1;
    const server = await startHttpServer((request, response) => {
      const given = request.headers[condition];
      conditions.push(given);
      if (given === value && version === 1) return response.writeHead(304).end();
      return response.writeHead(200, version === 1 ? mark : {}).end(JSON.stringify([day(1, 4 + version)]));
    });
    stop = server.stop;
    const client = jsonClient(guardOf('any'));
    const ask = async (method: 'GET' | 'POST' = 'GET') =>
      (await client.ask({ method, url: new URL(server.url), headers: {} }, AbortSignal.timeout(5_000))).json;
    expect([await ask(), await ask()]).toEqual([[day(1, 5)], [day(1, 5)]]);
    version = 2;
    expect([await ask(), await ask(), await ask('POST')]).toEqual([[day(1, 6)], [day(1, 6)], [day(1, 6)]]);
    expect(conditions).toEqual([undefined, value, value, undefined, undefined]);
    client.close();
  });

  test('a 304 that nobody asked for is a failure', async () => {
    const { found } = await read({ path: 'daily' }, [{ status: 304, json: undefined }]);
    expect(found).toBe('query-failed: the source answered with status 304');
  });
});
