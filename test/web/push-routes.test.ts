import { readFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createToken, pushTokensOf, revokeToken } from '../../src/db/push-tokens.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import type { PushTokens } from '../../src/flows/ports/pushed.ts';

import { pushRoutes } from '../../src/web/push/push-routes.ts';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import type { Parts } from '../../src/wiring/parts.ts';
import { pushing } from '../../src/wiring/pushing.ts';
import { inRepository } from '../stage/in-repository.ts';
import { namesOfObjects } from '../stage/samples/names-of-objects.ts';
import { silent } from '../stage/world/silent-log.ts';
import { useDatabase } from '../stage/world/use-world.ts';

const day = 86_400_000;
const [acme, other] = [71, 72];
const database = useDatabase();
let server: RunningServer;
let asked: string[];
const token: Record<'live' | 'signups' | 'all' | 'others' | 'expired' | 'revoked', string> = Object.create(null);

beforeAll(async () => {
  const tenancy = await openTenancy(database, async () => {});
  const store = createStore(database.database, async () => {});
  for (const [ownerId, owner] of [
    [acme, 'Acme'],
    [other, 'other'],
  ] as const)
    await store.rememberRepository({
      ...{ id: ownerId, ownerId, owner, name: 'shop', defaultBranch: 'main', private: true },
      installationId: ownerId + 1000,
    });
  const make = async (ownerId: number, metrics: string[], expires = day) =>
    createToken(database.database, { ownerId, metrics, live: false, expiresAt: new Date(Date.now() + expires) });
  token.signups = (await make(acme, ['signup_*', 'orders'])).token;
  token.all = (await make(acme, ['*'])).token;
  token.live = (
    await createToken(database.database, {
      ...{ ownerId: acme, metrics: [], live: true, expiresAt: new Date(Date.now() + day) },
    })
  ).token;
  token.others = (await make(other, ['*'])).token;
  token.expired = (await make(acme, ['*'], -1)).token;
  const revoked = await make(acme, ['*']);
  await revokeToken(database.database, revoked.id);
  token.revoked = revoked.token;
  asked = [];
  const known = pushTokensOf(database.database);
  const tokens: PushTokens = {
    good(one) {
      asked.push(one);
      return known.good(one);
    },
  };
  const queue = { wake() {} } as Parts['queue'];
  const routes = [pushRoutes({ ...pushing({ connection: database, tenancy, queue }), tokens })];
  server = await startServer({ host: '127.0.0.1', port: 0 }, routes, silent, { requestMs: 20_000 });
});
afterAll(() => server?.close());

const yesterday = new Date(Date.now() - day).toISOString().slice(0, 10);
const one = (value: unknown = 12, t = yesterday) => ({ samples: [{ t, value }] });
const reply = async (answer: Response) => ({
  status: answer.status,
  body: await answer.json(),
  headers: answer.headers,
});

async function post(
  path: string,
  body: unknown,
  {
    of = token.all as string | null,
    type = 'application/json',
    more = {},
    port = server.port,
  }: { of?: string | null; type?: string; more?: Record<string, string>; port?: number } = {},
) {
  const headers = {
    connection: 'close',
    'content-type': type,
    ...(of !== null && { authorization: `Bearer ${of}` }),
    ...more,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return reply(await fetch(`http://127.0.0.1:${port}/api/v1/o/${path}`, { method: 'POST', headers, body: text }));
}

test('samples are taken, and the same again changes nothing', async () => {
  const taken = await post('acme/metrics/signup_rate', one(), { of: token.signups });
  expect(taken).toMatchObject({ status: 202, body: { metric: 'signup_rate', new: 1, same: 0, revised: 0 } });
  expect(taken.headers.get('ratelimit-policy')).toBe('"requests";q=120;w=60, "samples";q=50000;w=60');
  expect(taken.headers.get('ratelimit')).toMatch(/^"requests";r=119;t=\d+, "samples";r=49999;t=\d+$/);
  expect(await post('ACME/metrics/signup_rate', one('12'), { of: token.signups })).toMatchObject({
    ...{ status: 202, body: { new: 0, same: 1, revised: 0 } },
  });
});

test('other figures for the same time are refused with both, whole; revised when that is said', async () => {
  await post('acme/metrics/revised', one(12));
  const samples = [{ t: new Date(Date.now() - 2 * day).toISOString().slice(0, 10), value: 1 }, ...one(13).samples];
  const { status, body } = await post('acme/metrics/revised', { samples });
  expect({ status, body }).toEqual({
    status: 409,
    body: {
      error: `samples[1] (${yesterday}): 12 was pushed before, and this is 13; nothing was kept; to replace it write "revise": true`,
      ...{ sample: 1, t: yesterday, kept: { value: 12 }, given: { value: 13 } },
    },
  });
  expect(await post('acme/metrics/revised', { samples, revise: true })).toMatchObject({
    status: 202,
    body: { new: 1, same: 0, revised: 1 },
  });
});

test('a sample that is none: which one, which key, what is wrong, what to write', async () => {
  const { status, body } = await post('acme/metrics/m', { samples: [...one().samples, { t: '2026-11', value: 1 }] });
  expect({ status, body }).toEqual({
    status: 422,
    body: {
      error: 'samples[1].t (2026-11): it is a month; push one sample a day, or one an hour',
      ...{ sample: 1, t: '2026-11', key: 't', what: 'it is a month', instead: 'push one sample a day, or one an hour' },
    },
  });
  expect((await post('acme/metrics/m', '{"samples":')).status).toBe(422);
  await post('acme/metrics/kinds', one());
  expect(await post('acme/metrics/kinds', { samples: [{ t: yesterday, numerator: 1, denominator: 2 }] })).toMatchObject(
    {
      status: 422,
      body: {
        error: expect.stringContaining(
          'kinds has "value" by date, and these samples have "numerator" and "denominator" by date',
        ),
      },
    },
  );
});

describe('who may not', () => {
  test('missing, malformed, unknown, expired or revoked: the same words', async () => {
    const bearers: (string | null)[] = [
      null,
      '',
      'x',
      `snd_${'x'.repeat(43)}`,
      token.expired,
      token.revoked,
      `${token.all}x`,
    ];
    const answers = [];
    for (const of of bearers) answers.push(await post('acme/metrics/m', one(), { of }));
    answers.push(await post('acme/metrics/m', one(), { of: null, more: { authorization: `Basic ${token.all}` } }));
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([401, answers[0]?.body]);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    // The body of somebody unknown is of no interest, whatever it is.
    expect((await post('acme/metrics/m', 'x', { of: null, type: 'text/plain' })).status).toBe(401);
  });

  test('another owner, an unknown one, a metric that is not covered: the same as of what is not there', async () => {
    const paths = [
      'other/metrics/signup_rate',
      'nobody/metrics/signup_rate',
      'acme/metrics/revised',
      'acme/metrics/signup%20rate',
      `acme/metrics/signup_${'x'.repeat(90)}`,
      'acme/metrics/signup_%2e%2e%2fx',
      'acme/metrics/%00signup_',
    ];
    const answers = [];
    for (const path of paths) answers.push(await post(path, one(), { of: token.signups }));
    for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]?.body]);
    expect((await post('acme/metrics/m', one(), { of: token.others })).status).toBe(404);
    expect((await post('acme/metrics/m', 'x', { of: token.others, type: 'text/plain' })).status).toBe(404);
  });

  test('an unknown token is asked about once, and a flood of them does not keep out who has a good one', async () => {
    const bad = `snd_${'y'.repeat(43)}`;
    asked = [];
    for (let time = 0; time < 3; time += 1) await post('acme/metrics/m', one(), { of: bad });
    expect(asked).toEqual([bad]);
    const flood = Array.from({ length: 100 }, (_, i) =>
      post('acme/metrics/m', one(), { of: `snd_${String(i).padStart(43, 'z')}` }),
    );
    const good = await post('acme/metrics/flooded', one(), { of: token.all });
    expect(good.status).toBe(202);
    for (const { status } of await Promise.all(flood)) expect([401, 503]).toContain(status);
  });
});

test.each([...namesOfObjects, '...', '-'])('%s is a name like any other', async (name) => {
  const path = `/api/v1/o/acme/metrics/${encodeURIComponent(name)}`;
  const answer = await raw(
    [
      `POST ${path} HTTP/1.1`,
      'host: x',
      `authorization: Bearer ${token.all}`,
      'content-type: application/json',
      'connection: close',
    ],
    JSON.stringify(one()),
  );
  expect(answer).toMatch(/^HTTP\/1.1 202/);
  expect(answer).toContain(`"metric":${JSON.stringify(name)},"new":1`);
});

test('what is not JSON, compressed, too large or too many is refused before it is looked at', async () => {
  expect((await post('acme/metrics/m', one(), { type: 'text/csv' })).status).toBe(415);
  expect((await post('acme/metrics/m', one(), { more: { 'content-encoding': 'gzip' } })).status).toBe(415);
  expect((await post('acme/metrics/m', `{"samples":[${' '.repeat(2 * 1024 * 1024)}]}`)).status).toBe(413);
  expect(await post('acme/metrics/m', { samples: Array(10_001).fill(one().samples[0]) })).toMatchObject({
    status: 413,
    body: { error: expect.stringContaining('more than 10,000 samples') },
  });
  const deep = '['.repeat(500_000);
  expect((await post('acme/metrics/m', `{"samples":${deep}`)).status).toBe(422);
});

test('that a change is live is said by a token that is for it', async () => {
  const wish = { repository: 'shop', number: 12 };
  expect((await post('acme/live', wish, { of: null })).status).toBe(401);
  const covered = await post('acme/live', wish);
  expect(covered).toMatchObject({ status: 404, body: { error: expect.stringContaining('does not cover it') } });
  expect((await post('other/live', wish, { of: token.live })).status).toBe(404);
  expect((await post('acme/metrics/m', one(), { of: token.live })).status).toBe(404);
  expect(await post('acme/live', { ...wish, at: 'now' }, { of: token.live })).toMatchObject({
    ...{ status: 422, body: { error: expect.stringMatching(/^at: it is no day and no instant; write/), key: 'at' } },
  });
  expect(await post('acme/live', wish, { of: token.live })).toMatchObject({
    ...{ status: 409, body: { error: expect.stringContaining('states no bet') } },
  });
  expect(await post('acme/live', { ...wish, repository: 'none' }, { of: token.live })).toMatchObject({
    ...{ status: 404, body: { error: expect.stringContaining('a repository none of this owner') } },
  });
});

test('the script for a spreadsheet that the page shows, on a sheet of arrays', async () => {
  const [, script = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(inRepository('docs/sources/push.md'), 'utf8')) ?? [];
  const sent: { url: string; payload: string; contentType: string; headers: Record<string, string> }[] = [];
  const properties = new Map([
    ['SOUNDINGS', `http://127.0.0.1:${server.port}`],
    ['SOUNDINGS_TOKEN', token.all],
  ]);
  const rows = [
    ['Day', 'NPS'],
    [new Date(Date.now() - 3 * day), 31],
    [new Date(Date.now() - 2 * day), 35.5],
    ['', ''],
  ];
  runInNewContext(`${script}\npushToSoundings();`, {
    PropertiesService: { getScriptProperties: () => ({ getProperty: (name: string) => properties.get(name) }) },
    SpreadsheetApp: {
      getActiveSheet: () => ({ getDataRange: () => ({ getValues: () => rows }) }),
      getActive: () => ({ getSpreadsheetTimeZone: () => 'UTC' }),
    },
    Utilities: { formatDate: (instant: Date) => instant.toISOString().slice(0, 10) },
    UrlFetchApp: {
      fetch(url: string, request: Omit<(typeof sent)[0], 'url'>) {
        sent.push({ ...request, url });
        return { getResponseCode: () => 202 };
      },
    },
  });
  const [{ url, payload, contentType, headers }] = sent as [(typeof sent)[0]];
  const answer = await fetch(url, {
    method: 'POST',
    body: payload,
    headers: { ...headers, 'content-type': contentType },
  });
  expect(await reply(answer)).toMatchObject({ status: 202, body: { metric: 'nps', new: 2 } });
});

test('10,000 samples in one request', async () => {
  const hour = 3_600_000;
  const last = Math.floor(Date.now() / hour) * hour;
  const samples = Array.from({ length: 10_000 }, (_, i) => ({
    t: new Date(last - i * hour).toISOString(),
    mean: i / 7,
    stddev: 1.5,
    n: i,
  }));
  expect(await post('acme/metrics/hours', { samples })).toMatchObject({ status: 202, body: { new: 10_000 } });
  expect(await post('acme/metrics/hours', { samples })).toMatchObject({ status: 202, body: { same: 10_000 } });
});

test('pushes of one sample at the same moment: one is new', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => post('acme/metrics/race', one())));
  expect(answers.map(({ body }) => (body as { new: number }).new).sort()).toEqual([0, 0, 0, 1]);
});

test('slow bodies hold their own owner alone, are bounded in number, and cut after ten seconds', {
  timeout: 60_000,
}, async () => {
  const slow = Array.from({ length: 4 }, () =>
    raw(
      [
        'POST /api/v1/o/acme/metrics/m HTTP/1.1',
        'host: x',
        `authorization: Bearer ${token.all}`,
        'content-type: application/json',
        'content-length: 100',
      ],
      '{"sam',
    ),
  );
  const fifth = await vi.waitFor(
    async () => {
      const answer = await post('acme/metrics/m', one());
      expect(answer.status).toBe(429);
      return answer;
    },
    { interval: 300, timeout: 9_000 },
  );
  expect(fifth.headers.get('retry-after')).toBe('1');
  expect((await post('other/metrics/m', one(), { of: token.others })).status).toBe(202);
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 408/);
  expect((await post('acme/metrics/m', one())).status).toBe(202);
});

test('where a budget is spent, it is said when there is room again', async () => {
  const spent = { spend: () => 42, headers: () => ({ 'ratelimit-policy': 'p', ratelimit: 'l' }) };
  const tenancy = await openTenancy(database, async () => {});
  const handling = {
    ...pushing({ connection: database, tenancy, queue: { wake() {} } as Parts['queue'] }),
    budget: spent,
  };
  const strict = await startServer({ host: '127.0.0.1', port: 0 }, [pushRoutes(handling)], silent);
  const { status, body, headers } = await post('acme/metrics/m', one(), { port: strict.port });
  await strict.close();
  expect([status, headers.get('retry-after'), headers.get('ratelimit')]).toEqual([429, '42', 'l']);
  expect(body).toEqual({ error: 'more requests than there may be in a minute: again in 42 s' });
});

/** What the server answers, until it closes the connection. */
function raw(lines: string[], body: string): Promise<string> {
  const length = lines.some((line) => line.startsWith('content-length'))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`];
  return new Promise((resolve, reject) => {
    const socket = dial(server.port, '127.0.0.1');
    let said = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      said += text;
    });
    socket.once('close', () => resolve(said));
    socket.once('error', reject);
    socket.write(`${[...lines, ...length].join('\r\n')}\r\n\r\n${body}`);
  });
}
