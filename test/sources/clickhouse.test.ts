import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorContract, type Served, type ServedRow } from '../contracts/connector-contract.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';

const password = 'hidden-pw-77';

interface Session {
  query(sql: string, format?: string): string;
  queryBind(sql: string, parameters: Record<string, unknown>, format?: string): string;
  close(): void;
}

interface ClickHouse {
  url: string;
  session: Session;
  stop(): Promise<void>;
}

/** What is for the interface itself; the rest of an address are settings. */
const ofInterface = ['database', 'default_format', 'wait_end_of_query', 'cancel_http_readonly_queries_on_client_close'];

/** ClickHouse as a library (chdb), and before it as much of its HTTP interface as is asked of it. */
async function startClickHouse(): Promise<ClickHouse> {
  const { Session } = loadChdb();
  const folder = await mkdtemp(join(tmpdir(), 'soundings-clickhouse-'));
  const session = new Session(folder);
  const server = await startHttpServer(async (request, response) => {
    const sql = await text(request);
    const refuse = (status: number, code: number) =>
      response
        .writeHead(status, { 'x-clickhouse-exception-code': String(code) })
        .end(`Code: ${code}. DB::Exception: ...`);
    if (request.headers.authorization !== `Basic ${Buffer.from(`reader:${password}`).toString('base64')}`)
      return refuse(403, 516);
    const asked = new URL(request.url ?? '', 'http://server').searchParams;
    if (asked.get('database') === 'hanging') return undefined;
    const parameters = Object.fromEntries(
      [...asked].flatMap(([name, value]) => (name.startsWith('param_') ? [[name.slice(6), Number(value)]] : [])),
    );
    const settings = [...asked].flatMap(([name, value]) =>
      name.startsWith('param_') || ofInterface.includes(name)
        ? []
        : [`${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`],
    );
    try {
      return response.end(
        session.queryBind(`${sql}\nsettings ${settings.join(', ')}`, parameters, asked.get('default_format') ?? ''),
      );
    } catch (error) {
      return refuse(500, Number(/Code: (\d+)/.exec(String(error))?.[1]));
    }
  });
  return {
    ...{ url: server.url, session },
    async stop() {
      await server.stop();
      session.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function loadChdb(): { Session: new (folder: string) => Session } {
  try {
    return createRequire(import.meta.url)('chdb');
  } catch (cause) {
    throw new Error('ClickHouse is not installed here: npm install --no-save chdb@3.4.0 (546 MB)', { cause });
  }
}

let server: ClickHouse;
beforeAll(async () => {
  server = await startClickHouse();
});
afterAll(() => server?.stop());

const connectionOf = (query: string, keys: Record<string, unknown> = {}) => ({
  type: 'clickhouse',
  url: server.url,
  auth: { type: 'basic', name: 'reader', password },
  ...keys,
  queries: { q: query },
});

describe('the connector contract', () => {
  let tables = 0;
  const served = (query: string, keys: Record<string, unknown> = {}): Served => ({
    connection: connectionOf(query, { auth: { type: 'basic', name: 'reader', password: `\${PASSWORD}` }, ...keys }),
    environment: { PASSWORD: password },
    hidden: [password, '127.0.0.1', new URL(server.url).port],
  });
  connectorContract(async () => ({
    async serve(rows) {
      const table = `daily_${tables++}`;
      const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't') as (keyof ServedRow)[];
      const isText = (value: unknown) => typeof value === 'string' && !/^(NaN|Infinity)$/.test(value);
      const dates = rows.every(({ t }) => t.length === 10);
      const typed = columns.map(
        (name) => `${name} Nullable(${rows.some((row) => isText(row[name])) ? 'String' : 'Float64'})`,
      );
      server.session.query(
        `create table ${table} (t ${dates ? 'Date' : "DateTime('UTC')"}, ${typed.join(', ')}) engine = Memory`,
      );
      const cell = (value: unknown) => (isText(value) ? `'${value}'` : value === 'Infinity' ? 'inf' : `${value}`);
      const values = rows.map((row) => {
        const at = row.t.replace('T', ' ').replace('Z', '');
        return `('${at}', ${columns.map((name) => cell(row[name])).join(', ')})`;
      });
      server.session.query(`insert into ${table} (t, ${columns.join(', ')}) values ${values.join(', ')}`);
      return served(`select * from ${table} where t >= $from and t < $to;`);
    },
    unreachable: async () => served('select 1', { url: 'http://127.0.0.1:1' }),
    broken: async () => served('select day from daily where hidden_figure = 31337'),
    hanging: async () => served('select 1', { database: 'hanging' }),
    stop: async () => {},
  }));
});

const november = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
const ask = (query: string, keys: Record<string, unknown> = {}, window = november) =>
  readOne(connectionOf(query, keys), window);

describe('whatever holds the time, a day is a day of the time zone', () => {
  beforeAll(() => {
    server.session.query("create table days (day Date, instant DateTime('UTC'), local DateTime) engine = Memory");
    server.session.query(
      "insert into days select toDate('2026-10-25') + number, toDateTime('2026-10-24 15:00:00', 'UTC') + interval number day, toDateTime('2026-10-24 15:00:00', 'UTC') + interval number day from numbers(17)",
    );
  });

  test.each([
    ['a date', 'select day as t, 1 as value from days where day >= $from and day < $to'],
    ['an instant', 'select instant as t, 1 as value from days where instant >= $from and instant < $to'],
    [
      'events, cut to days',
      "select toDate(instant, 'Asia/Tokyo') as t, count() as value from days where instant >= $from and instant < $to group by t",
    ],
    [
      'events of no zone, cut to days',
      'select toDate(local) as t, count() as value from days where local >= $from and local < $to group by t',
    ],
    [
      'both ends more than once',
      'select day as t, 1 as value from days where day >= $from - interval 7 day and day between $from and $to',
    ],
  ])('%s', async (_, query) => {
    const { reading } = await ask(
      query,
      { timezone: 'Asia/Tokyo' },
      { from: '2026-11-02T00:00:00Z', to: '2026-11-05T00:00:00Z' },
    );
    expect(inShort(reading)).toEqual([
      ['2026-11-02', 1],
      ['2026-11-03', 1],
      ['2026-11-04', 1],
    ]);
  });
});

test('ten million rows never come here', async () => {
  const before = process.memoryUsage().rss;
  const { reading } = await ask("select toDate('2026-11-01') as t, number as value from numbers(10_000_000)", {
    max_rows: 1_000,
  });
  expect(inShort(reading)).toBe('too-many-rows: the source gave more than 1,000 rows');
  // ClickHouse itself is in this process.
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

describe('its errors are named', () => {
  test.each([
    ['select nope from days', 'query-failed: the source refused the query', 47],
    ['selec 1', 'query-failed: the source refused the query', 62],
    ['select 1 from nowhere', 'query-failed: the source refused the query', 60],
    [
      'insert into days select * from days',
      'query-failed: the query of the source would change something, or its user may not set limits: `readonly = 2` is expected of the user',
      164,
    ],
    [
      'drop table days',
      'query-failed: the query of the source would change something, or its user may not set limits: `readonly = 2` is expected of the user',
      164,
    ],
    [
      'select groupArray(number) as value from numbers(100000000) settings max_memory_usage = 1000000',
      'query-failed: the query of the source needs more memory than the source allows',
      241,
    ],
  ])('%s', async (query, text, code) => {
    const { reading, said } = await ask(query, { timeout: '10s' });
    expect(inShort(reading)).toBe(text);
    expect(said).toContain(`"code":${code}`);
    expect(said).not.toContain('nope');
  });

  test('a wrong password', async () => {
    const { reading, said } = await ask('select 1', { auth: { type: 'basic', name: 'reader', password: 'wrong-pw' } });
    expect(inShort(reading)).toBe('unreachable: the source refuses its user or password');
    expect(said).not.toMatch(/wrong-pw|127\.0\.0\.1|reader/);
  });
});
