import { generateKeyPairSync } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { registry } from '../../../src/metrics/registry.ts';
import type { Connection } from '../../../src/metrics/sources.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';
import { silent } from '../../stage/world/silent-log.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
const refused = 'unreachable: the source is at an address that may not be connected to';

/** Names as they resolve one time after the other; the last answer stays. */
function resolver(...answers: string[][]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, _, callback) => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, lookup };
}

/** A server that counts the requests that reach it. */
async function serve(answer: unknown = [{ t: '2026-11-01', value: 5 }], location?: (port: number) => string) {
  let reached = 0;
  let port = 0;
  const server = await startHttpServer((_, response) => {
    reached += 1;
    if (location && reached === 1) response.writeHead(307, { location: location(port), connection: 'close' }).end();
    else response.setHeader('connection', 'close').end(JSON.stringify(answer));
  });
  stops.push(server.stop);
  port = Number(new URL(server.url).port);
  return { port, reached: () => reached };
}

const prometheusAnswer = {
  status: 'success',
  data: { resultType: 'matrix', result: [{ values: [[1793577600, '5']] }] },
};

const influxAnswer = { results: [{ series: [{ columns: ['time', 'value'], values: [['2026-11-01', 5]] }] }] };

describe.each([
  ['http', undefined, {}],
  ['prometheus', prometheusAnswer, {}],
  ['clickhouse', { data: [{ t: '2026-11-01', value: 5 }] }, {}],
  ['graphite', [{ datapoints: [[5, 1793491200]] }], {}],
  ['influxdb', influxAnswer, { database: 'd' }],
] as const)('%s', (type, answer, keys) => {
  const connection = (host: string, more = {}) => ({
    ...{ type, url: `http://${host}/`, queries: { q: 'up' } },
    ...keys,
    ...more,
  });

  test('a name is resolved once, and the socket goes where the name led that time', async () => {
    const { port, reached } = await serve(answer);
    const { asked, lookup } = resolver(['127.0.0.1'], ['169.254.169.254']);
    const { reading } = await readOne(connection(`stats.example.com:${port}`), { ...window, lookup });
    expect(inShort(reading)).toEqual([['2026-11-01', 5]]);
    expect([asked, reached()]).toEqual([['stats.example.com'], 1]);
  });

  test.each([
    ['to the metadata of a cloud', ['169.254.169.254'], 'link-local'],
    ['there in IPv6 form', ['::ffff:169.254.169.254'], 'link-local'],
    ['there through a translator', ['64:ff9b::a9fe:a9fe'], 'link-local'],
    ['to its IPv6 metadata', ['fd00:ec2::254'], 'cloud metadata'],
    ['to whatever this machine is', ['0.0.0.0'], 'unspecified'],
    ['to everybody', ['255.255.255.255'], 'reserved'],
    ['nowhere', [], 'no address'],
  ])('a name that leads %s is not followed', async (_, addresses, range) => {
    const { lookup } = resolver(addresses);
    const { reading, said } = await readOne(connection('stats.example.com:1'), { ...window, lookup });
    expect(inShort(reading)).toBe(refused);
    expect(said).toContain(`"range":"${range}"`);
    for (const hidden of ['stats.example.com', ...addresses]) expect(said).not.toContain(hidden);
  });

  test('of several addresses only those are tried that may be', async () => {
    const { port, reached } = await serve(answer);
    const { lookup } = resolver(['169.254.169.254', '::ffff:169.254.169.254', '127.0.0.1']);
    const { reading } = await readOne(connection(`stats.example.com:${port}`), { ...window, lookup });
    expect(inShort(reading)).toEqual([['2026-11-01', 5]]);
    expect(reached()).toBe(1);
  });

  test.each([
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '[fe80::1]',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '0',
  ])('an address in place of a name is held against the same rules: %s', async (host) => {
    const { reading } = await readOne(connection(host, { timeout: '2s' }), window);
    expect(inShort(reading)).toBe(refused);
  });

  test('`network: public` leaves private networks and this machine out, by name and by address', async () => {
    const { port, reached } = await serve(answer);
    const strict = { network: 'public' };
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:192.168.0.1']) {
      const { lookup } = resolver([address]);
      const read = await readOne(connection(`stats.example.com:${port}`, strict), { ...window, lookup });
      expect(inShort(read.reading)).toBe(refused);
    }
    expect(inShort((await readOne(connection(`127.0.0.1:${port}`, strict), window)).reading)).toBe(refused);
    const inFile = { ...window, network: 'public' };
    expect(inShort((await readOne(connection(`127.0.0.1:${port}`), inFile)).reading)).toBe(refused);
    expect(reached()).toBe(0);
    const excepted = await readOne(connection(`127.0.0.1:${port}`, { network: 'any' }), inFile);
    expect(inShort(excepted.reading)).toEqual([['2026-11-01', 5]]);
  });

  test('a redirect is a new connection: its name is resolved and held against the rules again', async () => {
    const { port, reached } = await serve(answer, () => '/elsewhere');
    const { asked, lookup } = resolver(['127.0.0.1'], ['169.254.169.254']);
    const { reading } = await readOne(connection(`stats.example.com:${port}`), { ...window, lookup });
    expect(inShort(reading)).toBe(refused);
    expect([asked.length, reached()]).toEqual([2, 1]);
  });

  test.each([
    'http://169.254.169.254/latest/',
    '//169.254.169.254/',
    'http://[::ffff:a9fe:a9fe]/',
    'file:///etc/passwd',
    'https://stats.example.com/',
  ])('a redirect to %s is not followed', async (location) => {
    const { port, reached } = await serve(answer, () => location);
    const { lookup } = resolver(['127.0.0.1']);
    const { reading } = await readOne(connection(`stats.example.com:${port}`), { ...window, lookup });
    expect(inShort(reading)).toBe('query-failed: the source redirects to another server, which is not followed');
    expect(reached()).toBe(1);
  });
});

describe.each(['postgres', 'mysql'])('%s', (type) => {
  const connection = (host: string, more = {}) => ({
    type,
    url: `${type}://reader:pw@${host}/w`,
    timeout: '3s',
    queries: { q: 'select 1 where $from < $to' },
    ...more,
  });

  test.each([
    ['169.254.169.254', ''],
    ['stats.example.com', '169.254.169.254'],
    ['stats.example.com', 'fd00:ec2::254'],
    ['2852039166', '169.254.169.254'],
  ])('%s %s', async (host, address) => {
    const { lookup } = resolver([address]);
    const { reading, said } = await readOne(connection(host), { ...window, lookup });
    expect(inShort(reading)).toBe(refused);
    expect(said).not.toMatch(/example|169|ec2|pw/);
  });

  test('`network: public` is heeded', async () => {
    const { lookup } = resolver(['127.0.0.1']);
    const { reading } = await readOne(connection('db.example.com', { network: 'public' }), { ...window, lookup });
    expect(inShort(reading)).toBe(refused);
  });
});

/** What a connection of each type needs beside its address. `duckdb` has addresses in its queries: test/sources/duckdb.test.ts. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const serviceAccount = {
  ...{ client_email: 'r@p.example', token_uri: 'http://169.254.169.254/token' },
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
};
const needs = new Map<string, Record<string, unknown>>([
  ['bigquery', { project: 'p', location: 'EU', key: JSON.stringify(serviceAccount) }],
  ['influxdb', { database: 'd' }],
  ['grafana', { token: 't', owners: ['acme'] }],
  ['slack', { owners: ['acme'] }],
  ['webhook', { secret: 'a secret of 16 letters', owners: ['acme'] }],
]);
const withoutAddress = ['csv', 'duckdb', 'push'];
const outlets = ['grafana', 'slack', 'webhook'];

test.each([...registry.keys()].filter((type) => !withoutAddress.includes(type)))(
  'a connection of type %s is held against the rules: none is left out',
  async (type) => {
    const scheme = ['postgres', 'mysql'].includes(type) ? `${type}://reader:pw@` : 'http://';
    const queries = outlets.includes(type) ? {} : { queries: { q: 'select 1 where $from < $to' } };
    const connection = { type, url: `${scheme}169.254.169.254/w`, timeout: '3s', ...needs.get(type), ...queries };
    const text = JSON.stringify({ connections: { c: connection } });
    const parsed = parseSources({ file: 'f', text, environment: {}, place: { folder: '/' } });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    const { source } = parsed.value.get('c') as Connection;
    const notice = { event: 'digest' as const, id: 'i', title: 't', text: 'x', at: new Date(window.from), tags: [] };
    const { signal } = new AbortController();
    const times = { from: new Date(window.from), to: new Date(window.to) };
    const tried = source.outlet
      ? source.outlet.send(notice, signal)
      : source.rows({ query: 'q', ...times, maxRows: 10, signal });
    await expect(tried).rejects.toMatchObject({
      ...{ reason: 'unreachable', message: refused.replace('unreachable: ', '') },
      detail: { range: 'link-local' },
    });
    await source.close();
  },
);

test('nothing in Soundings turns a check of certificates off', () => {
  const found = globSync('{src,bin,scripts}/**/*.{ts,js}').filter((file) =>
    /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED\s*=|checkServerIdentity:\s*\(\)\s*=>\s*(?:undefined|\{\s*\})/.test(
      readFileSync(file, 'utf8'),
    ),
  );
  expect(found).toEqual([]);
});

test('postgres: a refusal does not spoil the next read', async () => {
  const file = {
    connections: { c: { type: 'postgres', url: 'postgres://db.example.com:1/w', queries: { q: 'select 1' } } },
  };
  const { lookup } = resolver(['169.254.169.254'], ['127.0.0.1']);
  const place = { folder: '/', lookup };
  const parsed = parseSources({ file: 'f', text: JSON.stringify(file), environment: {}, place });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const reader = metricReader({ sources: parsed.value, log: silent });
  const metric = { name: 'm', title: 'M', unit: 'count', good: 'up' as const, drives: [], source: 'c/q' };
  const read = () => reader.read({ owner: 'acme', metric, from: new Date(window.from), to: new Date(window.to) });
  expect([inShort(await read()), inShort(await read())]).toEqual([
    refused,
    'unreachable: the source could not be reached',
  ]);
  await reader.close();
});
