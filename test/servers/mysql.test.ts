import { connect, createServer, type LookupFunction, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorContract, type Served, type ServedRow } from '../contracts/connector-contract.ts';
import { within } from '../stage/run/crowding.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { selfSigned } from '../stage/sources/self-signed.ts';
import { type MariaDb, startMariaDb } from './start-mariadb.ts';

let server: MariaDb;
let sql: Connection;
beforeAll(async () => {
  server = await startMariaDb();
  sql = await createConnection({ uri: server.url, timezone: 'Z' });
});
afterAll(async () => {
  await sql?.end();
  await server?.stop();
});

describe('the connector contract', () => {
  let tables = 0;
  const served = (query: string, url = server.readerUrl): Served => ({
    connection: { type: 'mysql', url: `\${URL}`, queries: { q: query } },
    environment: { URL: url },
    hidden: ['hidden-pw', '127.0.0.1', new URL(url).port],
  });
  connectorContract(async () => ({
    async serve(rows) {
      tables += 1;
      const table = `daily_${tables}`;
      const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't') as (keyof ServedRow)[];
      const dates = rows.every(({ t }) => t.length === 10);
      const typeOf = (name: keyof ServedRow) => (rows.some((row) => typeof row[name] === 'string') ? 'text' : 'double');
      const typed = columns.map((name) => `${name} ${typeOf(name)}`).join(', ');
      await sql.query("set time_zone = '+00:00'");
      await sql.query(`create table ${table} (t ${dates ? 'date' : 'timestamp'}, ${typed})`);
      const cells = rows.map((row) => [row.t.replace('T', ' ').replace('Z', ''), ...columns.map((name) => row[name])]);
      await sql.query(`insert into ${table} (t, ${columns.join(', ')}) values ?`, [cells]);
      return served(`select * from ${table} where t >= $from and t < $to;`);
    },
    unreachable: async () => served('select 1', 'mysql://reader:hidden-pw@127.0.0.1:1/shop'),
    broken: async () => served('select day from daily where hidden_figure = 31337'),
    hanging: async () => served('select now() as t, sleep(600) as value'),
    stop: async () => {},
  }));
});

function ask(query: string, keys: Record<string, unknown> = {}, window: { from?: string; to?: string } = {}) {
  const { from = '2026-11-01T00:00:00Z', to = '2026-11-05T00:00:00Z' } = window;
  return readOne({ type: 'mysql', url: server.readerUrl, ...keys, queries: { q: query } }, { from, to });
}

test('an experiment is bound as a text, whatever the collation of its column', async () => {
  await sql.query(
    'create table exposures (e varchar(80) character set utf8mb4 collate utf8mb4_unicode_520_ci, arm varchar(20), n int)',
  );
  await sql.query("insert into exposures values ('e.1', 'control', 5), ('e.1', 'b', 6), ('e2', 'control', 1)");
  const query = 'select arm, n as numerator, 100 as denominator from exposures where e = $experiment';
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const connection = { type: 'mysql', url: server.readerUrl, queries: { q: query } };
  expect((await readOne(connection, { ...window, experiment: 'e.1' })).reading).toMatchObject({
    arms: { control: { samples: [{ value: 0.05 }] }, treatment: { name: 'b', samples: [{ value: 0.06 }] } },
  });
  expect((await readOne(connection, { ...window, experiment: 'e3' })).reading).toEqual({ kind: 'empty' });
});

describe('whatever holds the time, a day is a day of the time zone', () => {
  const zone = { timezone: 'Asia/Tokyo' };
  const window = { from: '2026-11-02T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  beforeAll(async () => {
    await sql.query("set time_zone = 'Asia/Tokyo'");
    await sql.query('create table days (day date, wall datetime, instant timestamp, seconds bigint)');
    await sql.query(
      "insert into days select d, d, d, unix_timestamp(d) from (select '2026-10-25' + interval seq day as d from seq_0_to_16) x",
    );
  });

  test.each([
    ['a date', 'select day as t, 1 as value from days where day >= $from and day < $to'],
    ['a time without a zone', 'select wall as t, 1 as value from days where wall >= $from and wall < $to'],
    ['an instant', 'select instant as t, 1 as value from days where instant >= $from and instant < $to'],
    [
      'seconds',
      'select seconds as t, 1 as value from days where seconds >= unix_timestamp($from) and seconds < unix_timestamp($to)',
    ],
    [
      'events, cut to days',
      'select date(instant) as t, count(*) as value from days where instant >= $from and instant < $to group by 1',
    ],
    [
      'both ends more than once',
      'select day as t, 1 as value from days where day >= $from - interval 7 day and day between $from and $to',
    ],
  ])('%s', async (_, query) => {
    const { reading } = await ask(query, zone, window);
    expect(inShort(reading)).toEqual([
      ['2026-11-02', 1],
      ['2026-11-03', 1],
      ['2026-11-04', 1],
    ]);
  });
});

test('the hour that comes twice is asked for and read as two', async () => {
  await sql.query("set time_zone = '+00:00'");
  await sql.query('create table hours (at timestamp, n int)');
  await sql.query("insert into hours select '2026-10-24 20:00' + interval seq hour, seq from seq_0_to_7");
  const query = 'select at as t, n as value from hours where at >= $from and at < $to order by unix_timestamp(at)';
  const { reading } = await ask(
    query,
    { timezone: 'Europe/Berlin' },
    { from: '2026-10-24T20:00:00Z', to: '2026-10-25T01:00:00Z' },
  );
  expect(inShort(reading)).toEqual(
    [20, 21, 22, 23, 24].map((hour, n) => [new Date(Date.UTC(2026, 9, 24, hour)).toISOString().slice(0, 16), n]),
  );
});

test('two columns of one name are refused', async () => {
  const { reading } = await ask("select date '2026-11-01' as t, 1 as value, 2 as value");
  expect(inShort(reading)).toBe('query-failed: the query of the source gives two columns "value"');
});

test('exact and large numbers', async () => {
  const { reading } = await ask(
    "select date '2026-11-01' as t, cast(0.10 as decimal(30,20)) as numerator, 4000000000 as denominator",
  );
  expect(reading).toMatchObject({
    series: { samples: [{ numerator: 0.1, denominator: 4_000_000_000, value: 2.5e-11 }] },
  });
});

test('ten million rows never come here', async () => {
  const sent = async () => {
    const [[row]] = await sql.query<RowDataPacket[]>("show global status like 'Bytes_sent'");
    return Number(row?.Value);
  };
  const before = await sent();
  const { reading } = await ask('select now() as t, seq as value from seq_1_to_10000000');
  expect(inShort(reading)).toBe('too-many-rows: the source gave more than 100,000 rows');
  const running = async () =>
    (
      await sql.query(
        "select id from information_schema.processlist where info like '%seq_1_to_1%' and id <> connection_id()",
      )
    )[0];
  await expect.poll(running, within(10)).toHaveLength(0);
  // All of them would be 300 MB; what our memory grows by depends on when garbage is collected.
  expect((await sent()) - before).toBeLessThan(30_000_000);
});

describe('nothing is written', () => {
  test.each([
    ['insert', 'insert into ledger values (1)', 'query-failed: the query of the source would change data'],
    ['delete', 'delete from ledger', 'query-failed: the query of the source would change data'],
    ['a table', 'create table other (id int)', 'query-failed: the query of the source would change data'],
    ['a way out of the transaction', 'commit', 'empty'],
  ])('%s', async (_, query, text) => {
    await sql.query('create table if not exists ledger (id int)');
    await sql.query('truncate ledger');
    await sql.query('insert into ledger values (7)');
    const { reading } = await ask(query, { url: server.url });
    if (query !== 'commit') expect(inShort(reading)).toBe(text);
    expect((await sql.query('select id from ledger'))[0]).toEqual([{ id: 7 }]);
    expect((await sql.query("show tables like 'other'"))[0]).toEqual([]);
  });

  test('no file of the server, without the right', async () => {
    const { reading } = await ask("select 1 into outfile '/tmp/soundings-never'");
    expect(inShort(reading)).toBe('query-failed: the source refused the query');
  });
});

describe('what the log says', () => {
  test('a column that is not there, by name', async () => {
    const { reading, said } = await ask('select dya as t, 1 as value from days');
    expect(inShort(reading)).toBe('query-failed: the source refused the query');
    expect(said).toContain(`"code":1054,"sqlState":"42S22","message":"Unknown column 'dya' in 'SELECT'"`);
  });

  test('the user and the host are not repeated', async () => {
    const { reading, said } = await ask('select user from mysql.global_priv');
    expect(inShort(reading)).toBe('query-failed: the source refused the query');
    expect(said).toContain('"code":1142');
    expect(said).not.toMatch(/reader|localhost/);
  });

  test('a wrong password', async () => {
    const wrong = new URL(server.readerUrl);
    wrong.password = 'wrong-pw-73';
    const { reading, said } = await ask('select 1', { url: wrong.href });
    expect(inShort(reading)).toBe('unreachable: the source refuses its user or password');
    expect(said).not.toMatch(/wrong-pw-73|127\.0\.0\.1|mysql:|reader/);
  });

  test('a time zone that the server has no table of', async () => {
    const { reading } = await ask('select 1', { timezone: 'Europe/Paris' });
    expect(inShort(reading)).toBe('query-failed: the source has no table of time zones that knows the one asked for');
  });
});

describe('`session: plain`', () => {
  const query = "select date '2026-11-01' as t, @@max_statement_time as value";

  test('sends only the query', async () => {
    expect(inShort((await ask(query)).reading)).toEqual([['2026-11-01', 30]]);
    expect(inShort((await ask(query, { session: 'plain', timezone: 'UTC' })).reading)).toEqual([['2026-11-01', 0]]);
  });

  test('and refuses a server of another time zone', async () => {
    const { reading } = await ask(query, { session: 'plain', timezone: 'Asia/Tokyo' });
    expect(inShort(reading)).toBe('query-failed: the source does not keep to the time zone of its connection');
  });
});

test('the database itself ends a query whose time is up', async () => {
  const { reading } = await ask('select now() as t, sleep(77) as value', { timeout: '500ms' });
  expect(inShort(reading)).toBe('timeout: the source did not answer within 0.5 s');
  const running = async () =>
    (
      await sql.query(
        "select id from information_schema.processlist where info like '%sleep(77)%' and id <> connection_id()",
      )
    )[0];
  await expect.poll(running, within(10)).toHaveLength(0);
});

test('a certificate that nobody vouches for ends the talk', async () => {
  const { port, username, password } = new URL(server.readerUrl);
  const address = `mysql://${username}:${password}@localhost:${port}/shop`;
  expect(inShort((await ask("select date '2026-11-01' as t, 1 as value", { url: address })).reading)).toEqual([
    ['2026-11-01', 1],
  ]);
  const { reading, said } = await ask('select 1', { url: `${address}?sslmode=require` });
  expect(inShort(reading)).toBe('unreachable: the source could not be reached');
  expect(said).toContain('"code":"HANDSHAKE_SSL_ERROR"');
});

test('a trusted certificate, and only under its own name', async () => {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([selfSigned.cert]);
  try {
    const { port, username, password } = new URL(server.readerUrl);
    const address = (host: string) => `mysql://${username}:${password}@${host}:${port}/shop?sslmode=require`;
    const query =
      "select '2026-11-01' as t, variable_value > '' as value from information_schema.session_status where variable_name = 'ssl_cipher'";
    expect(inShort((await ask(query, { url: address('localhost') })).reading)).toEqual([['2026-11-01', 1]]);
    const lookup: LookupFunction = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const { reading } = await readOne(
      { type: 'mysql', url: address('db.example.com'), queries: { q: query } },
      { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z', lookup },
    );
    expect(inShort(reading)).toBe('unreachable: the source could not be reached');
  } finally {
    setDefaultCACertificates(trusted);
  }
});

test('connections that break at any moment fail their own reading, and neither the next one nor the process', async () => {
  const upstream = Number(new URL(server.readerUrl).port);
  let patience = 0;
  const proxy = createServer((socket) => {
    const database = connect(upstream, '127.0.0.1');
    let passed = 0;
    const both: [Socket, Socket] = [socket, database];
    const breakOff = () => both.map((one) => one.destroy());
    for (const [from, to] of [both, both.toReversed()] as [Socket, Socket][]) {
      from.on('error', breakOff).on('close', breakOff);
      from.on('data', (data) => {
        passed += data.length;
        to.write(data);
        if (passed > patience) breakOff();
      });
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const address = new URL(server.readerUrl);
  address.port = String((proxy.address() as { port: number }).port);
  const seen: string[] = [];
  for (patience = 0; patience < 1_200; patience += 20) {
    const { reading } = await ask("select date '2026-11-01' as t, 1 as value where $from < $to", {
      url: address.href,
      timeout: '5s',
    });
    seen.push(reading.kind === 'failed' ? reading.failure.reason : reading.kind);
  }
  expect(new Set(seen)).toEqual(new Set(['unreachable', 'samples']));
  proxy.close();
});
