import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorContract, type Served, type ServedRow } from '../contracts/connector-contract.ts';
import { freePort } from '../stage/process/free-port.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { type Program, startProgram } from './start-program.ts';

const password = 'hidden-pw-74';

interface Influx extends Program {
  /** A statement of an administrator. */
  say(q: string): Promise<unknown>;
  /** Points in the line protocol, with times in milliseconds. */
  write(lines: string[]): Promise<void>;
}

async function startInfluxDb(): Promise<Influx> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-influxdb-'));
  const [port, other] = [await freePort(), await freePort()];
  await writeFile(
    join(folder, 'conf'),
    `reporting-disabled = true
bind-address = "127.0.0.1:${other}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = true
  log-enabled = false
[monitor]
  store-enabled = false
`,
  );
  const program = await startProgram(['influxd', '-config', join(folder, 'conf')], {
    ...{ url: `http://127.0.0.1:${port}`, ready: '/ping', cwd: folder },
    install: 'apt-get install -y --no-install-recommends influxdb',
  });
  const asAdmin = { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` };
  const say = async (q: string) => {
    const answer = await fetch(`${program.url}/query`, {
      ...{ method: 'POST', headers: asAdmin, body: new URLSearchParams({ q, db: 'shop' }) },
    });
    const json = (await answer.json()) as { results?: { error?: string }[] };
    if (!answer.ok || json.results?.some(({ error }) => error)) throw new Error(JSON.stringify(json));
    return json;
  };
  await say(`create user admin with password '${password}' with all privileges`);
  await say('create database shop');
  await say(`create user reader with password '${password}'`);
  await say('grant read on shop to reader');
  return {
    ...program,
    say,
    async write(lines) {
      const answer = await fetch(`${program.url}/write?db=shop&precision=ms`, {
        ...{ method: 'POST', headers: asAdmin, body: lines.join('\n') },
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let server: Influx;
beforeAll(async () => {
  server = await startInfluxDb();
});
afterAll(() => server?.stop());

const connectionOf = (query: string, keys: Record<string, unknown> = {}) => ({
  type: 'influxdb',
  url: server.url,
  auth: { type: 'basic', name: 'reader', password },
  database: 'shop',
  ...keys,
  queries: { q: query },
});

describe('the connector contract', () => {
  connectorContract(async () => {
    const frozen = await startInfluxDb();
    frozen.freeze();
    let count = 0;
    const served = (query: string, url = server.url): Served => ({
      connection: connectionOf(query, { url, auth: { type: 'basic', name: 'reader', password: `\${PASSWORD}` } }),
      environment: { PASSWORD: password },
      hidden: [password, '127.0.0.1', new URL(url).port],
    });
    return {
      async serve(rows) {
        const name = `m${count++}`;
        const fields = Object.keys(rows[0] ?? {}).filter((key) => key !== 't' && key !== 'arm') as (keyof ServedRow)[];
        const cell = (field: keyof ServedRow, value: unknown) =>
          rows.some((row) => typeof row[field] === 'string') ? `"${value}"` : `${value}`;
        // A tag of its own: two points of one time and one set of tags would be one.
        const lines = rows.map((row, i) => {
          const cells = fields
            .filter((field) => row[field] !== null)
            .map((field) => `${field}=${cell(field, row[field])}`);
          const tags = row.arm === undefined ? '' : `,arm=${row.arm}`;
          return `${name},row=${i}${tags} ${['other=1', ...cells].join(',')} ${Date.parse(row.t)}`;
        });
        await server.write(lines);
        const byArm = rows.some((row) => row.arm !== undefined) ? ' group by arm' : '';
        return served(`select ${fields.join(', ')} from ${name} where time >= $from and time < $to${byArm};`);
      },
      unreachable: async () => served('select n from m', 'http://127.0.0.1:1'),
      broken: async () => served('select from daily where hidden_figure = 31337'),
      hanging: async () => served('select n from m', frozen.url),
      stop: () => frozen.stop(),
    };
  });
});

describe('InfluxQL', () => {
  const day = 86_400_000;
  const first = Date.UTC(2026, 9, 30);
  beforeAll(async () => {
    // Every six hours of eight days; of two regions, each with as many as the day's number.
    const lines = ['eu', 'us'].flatMap((region) =>
      Array.from(
        { length: 32 },
        (_, i) => `signups,region=${region} n=${Math.floor(i / 4) + 1} ${first + (i * day) / 4}`,
      ),
    );
    await server.write(lines);
  });
  const november = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const ask = async (query: string, keys = {}, window = november) => readOne(connectionOf(query, keys), window);

  test('days, summed', async () => {
    const { reading } = await ask(
      'select sum(n) as value from signups where time >= $from and time < $to group by time(1d)',
    );
    expect(inShort(reading)).toEqual([
      ['2026-11-01', 24],
      ['2026-11-02', 32],
      ['2026-11-03', 40],
      ['2026-11-04', 48],
    ]);
  });

  test('days of the time zone, across the change of the clocks', async () => {
    const { reading } = await ask(
      "select count(n) as value from signups where time >= $from and time < $to group by time(1d) fill(none) tz('America/Los_Angeles')",
      { timezone: 'America/Los_Angeles' },
      { from: '2026-10-31T00:00:00Z', to: '2026-11-04T12:00:00Z' },
    );
    // 1 November has 25 hours there, from seven in the morning of UTC: 12, 18, 0 and 6 o'clock.
    expect(inShort(reading)).toEqual([
      ['2026-10-31', 8],
      ['2026-11-01', 8],
      ['2026-11-02', 8],
      ['2026-11-03', 8],
    ]);
  });

  test('days of another zone are refused, not taken for those of the connection', async () => {
    const { reading } = await ask(
      'select sum(n) as value from signups where time >= $from and time < $to group by time(1d)',
      {
        timezone: 'Asia/Tokyo',
      },
    );
    expect(inShort(reading)).toBe(
      "bad-samples: the rows are a day or more apart but do not begin at midnight in Asia/Tokyo, such as that of 2026-11-01T09:00+09:00: dates, or the source's own time zone, are expected",
    );
  });

  test('several series', async () => {
    const { reading } = await ask(
      'select sum(n) as value from signups where time >= $from and time < $to group by time(1d), region',
    );
    expect(inShort(reading)).toBe(
      'query-failed: the query gives 2 series where one is expected: group by time, and by no other tag than `arm`',
    );
  });

  test.each([
    [
      'a measurement that is not there',
      'select sum(n) as value from nothing where time >= $from and time < $to group by time(1d)',
      'empty',
    ],
    [
      'a database that the user may not read',
      'select n as value from other.autogen.signups where time >= $from',
      'query-failed: the source answered with status 403',
    ],
    ['a statement that writes', 'drop measurement signups', 'query-failed: the source answered with status 403'],
    [
      'a statement that writes elsewhere',
      'select n into copied from signups where time >= $from',
      'query-failed: the source answered with status 403',
    ],
  ])('%s', async (_, query, found) => {
    expect(inShort((await ask(query)).reading)).toBe(found);
    expect(JSON.stringify(await server.say('show measurements'))).toContain('"signups"');
    expect(JSON.stringify(await server.say('show measurements'))).not.toContain('"copied"');
  });

  test('a wrong password', async () => {
    const { reading, said } = await ask('select n from signups', {
      auth: { type: 'basic', name: 'reader', password: 'wrong-pw' },
    });
    expect(inShort(reading)).toBe('query-failed: the source answered with status 401');
    expect(said).not.toMatch(/wrong-pw|127\.0\.0\.1|reader/);
  });

  test('more rows than the server gives at a time', async () => {
    await server.write(Array.from({ length: 20_000 }, (_, i) => `big n=${i} ${first + i}`));
    const { reading } = await ask(
      'select n as value from big where time >= $from',
      {},
      { ...november, from: '2026-10-30T00:00:00Z' },
    );
    expect(inShort(reading)).toBe('too-many-rows: the source gave a part of the rows, as many as it gives at a time');
  });
});
