import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { postgresDialect } from '../../../src/metrics/postgres/dialect.ts';
import { bindWindow } from '../../../src/metrics/sql/bind-window.ts';
import { type PostgresServer, startPostgresServer } from '../../stage/database/postgres-server.ts';
import { within } from '../../stage/run/crowding.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { readOne } from '../../stage/sources/read-one.ts';

let server: PostgresServer;
let url: string;
let sql: postgres.Sql;
beforeAll(async () => {
  server = await startPostgresServer();
  url = await server.createDatabase();
  sql = postgres(url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await server?.stop();
});

interface Asked {
  from?: string;
  to?: string;
  keys?: Record<string, string>;
  environment?: Record<string, string>;
}

function ask(query: string, asked: Asked = {}): Promise<{ reading: Reading; said: string }> {
  const { from = '2026-11-01T00:00:00Z', to = '2026-11-05T00:00:00Z', keys = {}, environment = {} } = asked;
  return readOne({ type: 'postgres', url, ...keys, queries: { q: query } }, { from, to, environment });
}

const datesOf = (reading: Reading) =>
  reading.kind === 'samples' ? reading.series.samples.map(({ t }) => new Date(t).toISOString().slice(0, 10)) : reading;

const failure = (reading: Reading) => (reading.kind === 'failed' ? reading.failure : reading);

describe('whatever holds the time, a day is a day of the time zone', () => {
  const zone = { keys: { timezone: 'Asia/Tokyo' }, from: '2026-11-02T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const window = 'where day >= $from and day < $to';
  const days = "generate_series(timestamp '2026-10-25', timestamp '2026-11-10', interval '1 day')";

  test.each([
    ['a date', `select day as t, 1 as value from (select d::date as day from ${days} d) x ${window}`],
    ['a time without a zone', `select day as t, 1 as value from ${days} day ${window}`],
    [
      'an instant',
      `select day as t, 1 as value from (select d at time zone 'Asia/Tokyo' as day from ${days} d) x ${window}`,
    ],
    [
      'seconds',
      `select extract(epoch from day) as t, 1 as value from (select d at time zone 'Asia/Tokyo' as day from ${days} d) x ${window}`,
    ],
    [
      'events, cut to days by the database',
      `select date_trunc('day', at) as t, 1 as value
       from generate_series(timestamptz '2026-10-25', timestamptz '2026-11-10', interval '1 hour') at
       where at >= $from and at < $to group by 1`,
    ],
    [
      'both ends more than once, under other types',
      `select d::date as t, 1 as value from generate_series($from::date, $to::date, interval '1 day') d
       where d >= $from - interval '7 days' and d::timestamp < $to::timestamp`,
    ],
  ])('%s', async (_, query) => {
    expect(datesOf((await ask(query, zone)).reading)).toEqual(['2026-11-02', '2026-11-03', '2026-11-04']);
  });
});

test('days of events are whole at both ends', async () => {
  const query = `select date_trunc('day', at) as t, count(*) as value
    from generate_series(timestamptz '2026-10-25', timestamptz '2026-11-10', interval '1 hour') at
    where at >= $from and at < $to group by 1`;
  const asked = { from: '2026-11-01T10:20:00Z', to: '2026-11-04T11:00:00Z', keys: { timezone: 'America/New_York' } };
  const { reading } = await ask(query, asked);
  expect(reading.kind === 'samples' && reading.series.samples.map(({ value }) => value)).toEqual([24, 24]);
  expect(datesOf(reading)).toEqual(['2026-11-02', '2026-11-03']);
});

test('an experiment is bound as a text, whatever is in it', async () => {
  const groups = "(values ('e.1', 'control', 5), ('e.1', 'b', 6), ('e2', 'control', 1)) as v(e, arm, n)";
  const query = `select arm, n as numerator, 100 as denominator from ${groups} where e = $experiment`;
  const read = (experiment: string) =>
    readOne(
      { type: 'postgres', url, queries: { q: query } },
      { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z', experiment },
    );
  expect((await read('e.1')).reading).toMatchObject({
    arms: { control: { samples: [{ value: 0.05 }] }, treatment: { name: 'b', samples: [{ value: 0.06 }] } },
  });
  expect((await read('e3')).reading).toEqual({ kind: 'empty' });
});

test('two columns of one name are refused, unless nothing is read from them', async () => {
  const query = `select date '2026-11-01' as t, 1 as value, 2 as value`;
  expect(failure((await ask(query)).reading)).toEqual({
    reason: 'query-failed',
    text: 'the query of the source gives two columns "value"',
  });
  const other = `select date '2026-11-01' as t, 1 as value, 2 as id, 3 as id`;
  expect(datesOf((await ask(other)).reading)).toEqual(['2026-11-01']);
});

test('exact and large numbers', async () => {
  const query = `select date '2026-11-01' as t, 0.10::numeric as numerator, 4000000000::bigint as denominator`;
  expect((await ask(query)).reading).toMatchObject({
    series: { samples: [{ numerator: 0.1, denominator: 4_000_000_000, value: 2.5e-11 }] },
  });
});

test('ten million rows never come here', async () => {
  const before = process.memoryUsage().rss;
  const { reading } = await ask('select now() as t, x as value from generate_series(1, 10000000) x');
  expect(failure(reading)).toEqual({ reason: 'too-many-rows', text: 'the source gave more than 100,000 rows' });
  // Ten million row objects would need about a gigabyte.
  expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
});

test('the connection is as good as new after a query that was cut short', async () => {
  const text = JSON.stringify({
    connections: {
      c: {
        type: 'postgres',
        url,
        max_rows: 10,
        queries: {
          many: 'select now() as t, x as value from generate_series(1, 5000) x',
          one: "select date '2026-11-01' as t, 1 as value",
        },
      },
    },
  });
  const parsed = parseSources({ file: 'f', text, environment: {}, place: { folder: '/' } });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const log = { info() {}, warn() {}, error() {} };
  const reader = metricReader({ sources: parsed.value, log });
  const read = async (query: string) => {
    const metric = { name: 'm', title: 'M', unit: 'count', good: 'up' as const, drives: [], source: `c/${query}` };
    const window = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-02T00:00:00Z') };
    return (await reader.read({ owner: 'acme', metric, ...window })).kind;
  };
  for (let i = 0; i < 6; i++) expect([await read('many'), await read('one')]).toEqual(['failed', 'samples']);
  await reader.close();
});

describe('nothing is written', () => {
  test.each([
    [
      'insert',
      'insert into ledger values (1) returning now() as t, 1 as value',
      'the query of the source would change data',
    ],
    [
      'with a change inside',
      'with x as (delete from ledger returning 1) select now() as t, 1 as value from x',
      'the query of the source would change data',
    ],
    ['a table', 'create table other (id int)', 'the query of the source would change data'],
    ['a way out of the transaction', 'commit', 'the source refused the query'],
  ])('%s', async (_, query, text) => {
    await sql`create table if not exists ledger (id int)`;
    await sql`truncate ledger`;
    await sql`insert into ledger values (7)`;
    const { reading } = await ask(query);
    expect(reading.kind === 'failed' ? failure(reading) : reading).not.toMatchObject({ kind: 'samples' });
    if (query !== 'commit') expect(failure(reading)).toEqual({ reason: 'query-failed', text });
    expect(await sql`select id from ledger`).toEqual([{ id: 7 }]);
    expect(await sql`select to_regclass('other') as other`).toEqual([{ other: null }]);
  });
});

describe('`session: plain`', () => {
  const plain = { session: 'plain' };

  test('sends only the query', async () => {
    const settings = "current_setting('statement_timeout') || current_setting('transaction_read_only') like '30s%on'";
    const query = `select date '2026-11-01' as t, (${settings})::int as value where now() > $from - interval '9 years'`;
    expect((await ask(query)).reading).toMatchObject({ series: { samples: [{ value: 1 }] } });
    await sql`alter role postgres set timezone to 'UTC'`;
    expect((await ask(query, { keys: plain })).reading).toMatchObject({ series: { samples: [{ value: 0 }] } });
  });

  test('ten million rows never come here either', async () => {
    const { reading } = await ask('select now() as t, x as value from generate_series(1, 10000000) x', { keys: plain });
    expect(failure(reading)).toEqual({ reason: 'too-many-rows', text: 'the source gave more than 100,000 rows' });
  });

  test('refuses a server of another time zone, also one that differs only in summer', async () => {
    const text = 'the source does not keep to the time zone of its connection';
    const query = "select date '2026-11-01' as t, 1 as value";
    const tokyo = { ...plain, timezone: 'Asia/Tokyo' };
    expect(failure((await ask(query, { keys: tokyo })).reading)).toEqual({ reason: 'query-failed', text });
    const london = { ...plain, timezone: 'Europe/London' };
    expect(datesOf((await ask(query, { keys: london })).reading)).toEqual(['2026-11-01']);
    const fromSummer = { keys: london, from: '2026-09-01T00:00:00Z' };
    expect(failure((await ask(query, fromSummer)).reading)).toEqual({ reason: 'query-failed', text });
  });
});

describe('what the log says', () => {
  test('a column that is not there, by name', async () => {
    const { reading, said } = await ask('select dya as t, 1 as value from (select now() as day) x');
    expect(failure(reading)).toEqual({ reason: 'query-failed', text: 'the source refused the query' });
    expect(said).toContain('"code":"42703","message":"column \\"dya\\" does not exist"');
  });

  test('data that does not fit is not repeated', async () => {
    const { said } = await ask("select now() as t, x::int as value from (select 'secret 31337' as x offset 0) x");
    expect(said).toContain('"code":"22P02"');
    expect(said).not.toContain('31337');
  });

  test('what came from the environment is not repeated', async () => {
    const { said } = await ask(`select \${COLUMN} as t from (select now() as day) x`, {
      environment: { COLUMN: 'hidden_name' },
    });
    expect(said).toContain('column \\"***\\" does not exist');
    expect(said).not.toContain('hidden_name');
  });

  test('a wrong password', async () => {
    const wrong = new URL(url);
    wrong.password = 'wrong-pw-73';
    const { reading, said } = await ask('select 1', { keys: { url: wrong.href } });
    expect(failure(reading)).toEqual({ reason: 'unreachable', text: 'the source refuses its user or password' });
    expect(said).not.toMatch(/wrong-pw-73|127\.0\.0\.1|postgres:/);
  });
});

test('the database itself ends a query whose time is up', async () => {
  await ask('select now() as t, 1 as value from pg_sleep(77)', { keys: { timeout: '500ms' } });
  const running = () =>
    sql`select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep(77)%' and pid <> pg_backend_pid()`;
  await expect.poll(running, within(10)).toHaveLength(0);
});

test('text of any kind is read as PostgreSQL reads it', async () => {
  const text = fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '$from', '$to', ';', '--', '/*', '*/', 'e', ' ', '\n', 'x', '$$'),
  });
  const literal = text.chain((value) =>
    fc.constantFrom(
      { value, sql: `'${value.replaceAll("'", "''")}'` },
      { value, sql: ` e'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` },
      ...(value.includes('$quoted$') || /\$$|\$quoted?$/.test(value)
        ? []
        : [{ value, sql: `$quoted$${value}$quoted$` }]),
    ),
  );
  const comment = text.map((value) => `/*${value.replaceAll(/[*/]/g, '')}*/ --${value.replaceAll('\n', '')}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(literal, comment), { minLength: 1, maxLength: 5 }), async (parts) => {
      const query = `select ${parts.map(([part, remark]) => `${part.sql} ${remark}`).join(', ')}, $from = '2026-11-01T00:00:00Z', 'end'`;
      const bound = bindWindow(query, postgresDialect);
      expect(bound).toMatchObject({ kind: 'bound', parameters: ['from'] });
      if (bound.kind !== 'bound') return;
      const [row] = await sql.unsafe(bound.sql, ['2026-11-01T00:00:00Z']).values();
      expect(row).toEqual([...parts.map(([part]) => part.value), true, 'end']);
    }),
    runs(),
  );
});

const sources = (address: string, query = 'select 1') => {
  const connection = { type: 'postgres', url: address, timeout: '1s', queries: { q: query } };
  const text = JSON.stringify({ connections: { c: connection } });
  const parsed = parseSources({ file: 'f', text, environment: {}, place: { folder: '/' } });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return metricReader({ sources: parsed.value, log: { info() {}, warn() {}, error() {} } });
};
const metric = { name: 'm', title: 'M', unit: 'count', good: 'up' as const, drives: [], source: 'c/q' };
const asked = { owner: 'acme', metric, from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-02T00:00:00Z') };

test('connections that break at any moment fail their own reading, and neither the next one nor the process', async () => {
  const upstream = Number(new URL(url).port);
  const open: Socket[] = [];
  let patienceBytes = Number.POSITIVE_INFINITY;
  const proxy = createServer((socket) => {
    const database = connect(upstream, '127.0.0.1');
    const both = [socket, database];
    open.push(...both);
    let passed = 0;
    const breakOff = () => {
      for (const one of both) one.destroy();
    };
    for (const [from, to] of [both, both.toReversed()] as [Socket, Socket][]) {
      from.on('error', breakOff).on('close', breakOff);
      from.on('data', (data) => {
        passed += data.length;
        to.write(data);
        if (passed > patienceBytes) breakOff();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = new URL(url);
  address.port = String((proxy.address() as AddressInfo).port);
  const days = "generate_series(timestamp '2026-10-01', timestamp '2026-11-10', interval '1 day') day";
  const reader = sources(address.href, `select day as t, 1 as value from ${days} where day >= $from and day < $to`);
  expect(await reader.read(asked)).toMatchObject({ kind: 'samples' });
  const seen: string[] = [];
  for (patienceBytes = 0; patienceBytes < 2_000; patienceBytes += 20) {
    // An idle one that breaks is met by the next reading, or has gone by then.
    for (const socket of open.splice(0)) if (patienceBytes % 3 === 0) socket.destroy();
    const reading = await reader.read(asked);
    seen.push(reading.kind === 'failed' ? reading.failure.reason : reading.kind);
  }
  expect(new Set(seen)).toEqual(new Set(['unreachable', 'samples']));
  patienceBytes = Number.POSITIVE_INFINITY;
  await expect.poll(async () => (await reader.read(asked)).kind, within(20)).toBe('samples');
  await reader.close();
  for (const socket of open) socket.destroy();
  proxy.close();
});

describe('a server that is no database', () => {
  test('nobody there, time and again', async () => {
    const reader = sources('postgres://reader@127.0.0.1:1/w');
    for (let i = 0; i < 10; i++)
      expect(await reader.read(asked)).toMatchObject({
        failure: { reason: 'unreachable', text: 'the source could not be reached' },
      });
    await reader.close();
  });

  test('somebody who listens and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const reader = sources(`postgres://reader@127.0.0.1:${(silent.address() as AddressInfo).port}/w`);
    for (let i = 0; i < 2; i++)
      expect(failure(await reader.read(asked))).toHaveProperty(
        'reason',
        expect.stringMatching(/^(timeout|unreachable)$/),
      );
    await reader.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('somebody who takes connections and closes them at once is not bothered for longer than the time allows', async () => {
    let taken = 0;
    const curt = createServer((socket) => {
      taken += 1;
      socket.end();
    }).listen(0, '127.0.0.1');
    await once(curt, 'listening');
    const reader = sources(`postgres://reader@127.0.0.1:${(curt.address() as AddressInfo).port}/w`);
    expect(failure(await reader.read(asked))).toHaveProperty('reason', 'unreachable');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = taken;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(taken).toBe(before);
    await reader.close();
    curt.close();
  });
});
