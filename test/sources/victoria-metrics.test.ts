import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectorContract, type Served } from '../contracts/connector-contract.ts';
import { evaluatedAt } from '../contracts/evaluated-at.ts';
import { freePort } from '../stage/process/free-port.ts';
import { within } from '../stage/run/crowding.ts';
import { inShort, readOne } from '../stage/sources/read-one.ts';
import { type Program, startProgram } from './start-program.ts';

const password = 'hidden-pw-76';

interface Victoria extends Program {
  /** Lines of a name, a value and a time in seconds. */
  write(lines: string[]): Promise<void>;
}

async function startVictoriaMetrics(): Promise<Victoria> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-victoria-'));
  const port = await freePort();
  const program = await startProgram(
    [
      ...(['victoria-metrics', `-httpListenAddr=127.0.0.1:${port}`, `-storageDataPath=${folder}/data`] as const),
      ...['-retentionPeriod=100y', '-memory.allowedBytes=64MB', '-loggerLevel=ERROR'],
    ],
    {
      ...{ url: `http://127.0.0.1:${port}`, ready: '/health', cwd: folder },
      install: 'apt-get install -y --no-install-recommends victoria-metrics',
    },
  );
  return {
    ...program,
    async write(lines) {
      const body = lines.map((line) => `${line}000`).join('\n');
      const answer = await fetch(`${program.url}/api/v1/import/prometheus`, { method: 'POST', body });
      if (!answer.ok) throw new Error(await answer.text());
      await fetch(`${program.url}/internal/force_flush`);
      // What it has taken can be found a little later.
      const names = new Set(lines.map((line) => line.split(' ')[0]));
      const last = Math.max(...lines.map((line) => Number(line.split(' ')[2])));
      const query = `sum(count_over_time({__name__=~"${[...names].join('|')}"}[1000d]))`;
      const asked = new URLSearchParams({ query, time: `${last}`, nocache: '1' });
      const taken = lines.filter((line) => !line.includes('NaN')).length;
      await vi.waitFor(async () => {
        const found = (await (await fetch(`${program.url}/api/v1/query?${asked}`)).json()) as {
          data: { result: { value: [number, string] }[] };
        };
        expect(found.data.result[0]?.value[1]).toBe(`${taken}`);
      }, within(10));
    },
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let server: Victoria;
beforeAll(async () => {
  server = await startVictoriaMetrics();
});
afterAll(() => server?.stop());

describe('the connector contract', () => {
  connectorContract(
    async () => {
      const frozen = await startVictoriaMetrics();
      frozen.freeze();
      let metrics = 0;
      const served = (query: unknown, { url = server.url, bucket = 'day' } = {}): Served => ({
        connection: {
          ...{ type: 'prometheus', url: url.replace('://', `://reader:\${PASSWORD}@`) },
          ...{ step: bucket === 'day' ? '1d' : '1h', queries: { q: query } },
        },
        environment: { PASSWORD: password },
        hidden: [password, '127.0.0.1', new URL(url).port],
      });
      return {
        async serve(rows, options) {
          metrics += 1;
          const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't');
          const queries = Object.fromEntries(columns.map((name) => [name, `last_over_time(m${metrics}_${name}[1m])`]));
          const lines = columns.flatMap((name) =>
            rows.flatMap((row) => {
              const value = row[name as 'value'];
              // A moment before: what lies on the very end of a range it finds now and then only later.
              const at = evaluatedAt(row, options) - 30;
              return value === null ? [] : [`m${metrics}_${name} ${value === 'Infinity' ? '+Inf' : value} ${at}`];
            }),
          );
          if (lines.length > 0) await server.write(lines);
          return served('value' in queries ? queries.value : queries, { bucket: options.bucket });
        },
        unreachable: async () => served('up', { url: 'http://127.0.0.1:1' }),
        broken: async () => served('sum(up'),
        hanging: async () => served('up', { url: frozen.url }),
        stop: () => frozen.stop(),
      };
    },
    {
      keepsOrder: 'the server orders them',
      holdsOnlyNumbers: 'it has no others',
      hasNoArms: 'a query gives one series',
      nan: 'missing',
    },
  );
});

describe('times', () => {
  const first = Date.UTC(2026, 7, 1) / 1_000;
  beforeAll(() =>
    server.write(Array.from({ length: 100 * 24 }, (_, i) => `latency_ms ${i} ${first + i * 3_600 + 1_800}`)),
  );

  // From fifty points on it would round the times of a range to multiples of the step, which are midnights of UTC.
  test.each([20, 49, 50, 90])('%i days of a place east of Greenwich', async (days) => {
    const from = new Date(Date.UTC(2026, 7, 2));
    const { reading } = await readOne(
      { type: 'prometheus', url: server.url, timezone: 'Asia/Tokyo', queries: { q: 'max_over_time(latency_ms[1d])' } },
      { from: from.toISOString(), to: new Date(from.getTime() + days * 86_400_000).toISOString() },
    );
    const found = inShort(reading);
    expect(Array.isArray(found) && found.slice(0, 2)).toEqual([
      ['2026-08-02', 38],
      ['2026-08-03', 62],
    ]);
    expect(found).toHaveLength(days);
  });
});
