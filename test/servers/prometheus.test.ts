import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { connectorContract, type Served } from '../contracts/connector-contract.ts';
import { evaluatedAt } from '../contracts/evaluated-at.ts';
import { readOne } from '../stage/sources/read-one.ts';
import { type Prometheus, startPrometheus } from './start-prometheus.ts';

const password = 'hidden-pw-72';

describe('the connector contract', () => {
  connectorContract(
    async () => {
      const server = await startPrometheus();
      const frozen = await startPrometheus();
      frozen.freeze();
      let metrics = 0;
      const served = (
        query: unknown,
        { url = server.url, bucket = 'day' }: { url?: string; bucket?: string } = {},
      ): Served => ({
        connection: {
          type: 'prometheus',
          url: url.replace('://', `://reader:\${PASSWORD}@`),
          step: bucket === 'day' ? '1d' : '1h',
          queries: { q: query },
        },
        environment: { PASSWORD: password },
        hidden: [password, '127.0.0.1', new URL(url).port],
      });
      return {
        async serve(rows, options) {
          metrics += 1;
          const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 't');
          const queries = Object.fromEntries(columns.map((name) => [name, `m${metrics}_${name}`]));
          const lines = columns.flatMap((name) => [
            `# TYPE ${queries[name]} gauge`,
            ...rows.flatMap((row) => {
              const value = row[name as 'value'];
              const at = evaluatedAt(row, options);
              return value === null ? [] : [`${queries[name]} ${value === 'Infinity' ? '+Inf' : value} ${at}`];
            }),
          ]);
          await server.backfill(lines.join('\n'));
          return served('value' in queries ? queries.value : queries, options);
        },
        unreachable: async () => served('up', { url: 'http://127.0.0.1:1' }),
        broken: async () => served('sum(up'),
        hanging: async () => served('up', { url: frozen.url }),
        stop: async () => void (await Promise.all([server.stop(), frozen.stop()])),
      };
    },
    {
      keepsOrder: 'the server orders them',
      holdsOnlyNumbers: 'PromQL has no other values here',
      hasNoArms: 'a query gives one series',
      nan: 'missing',
    },
  );
});

describe('expressions', () => {
  let server: Prometheus;
  const first = Date.UTC(2026, 9, 30);
  beforeAll(async () => {
    server = await startPrometheus();
    // A counter that grows by 1 every 10 minutes on the first day, by 2 on the second, ...; two instances of it.
    const lines = ['# TYPE signups counter'];
    for (const instance of ['a', 'b'])
      for (let step = 0, total = 0; step <= 5 * 144; step++) {
        lines.push(`signups_total{instance="${instance}"} ${total} ${first / 1000 + step * 600}`);
        total += Math.floor(step / 144) + 1;
      }
    lines.push('# TYPE latency_ms gauge');
    for (let hour = 0; hour < 5 * 24; hour++) lines.push(`latency_ms ${hour} ${first / 1000 + hour * 3600 + 1800}`);
    await server.backfill(lines.join('\n'));
  });
  afterAll(() => server?.stop());

  async function read(query: string, [from, to]: [string, string], more = {}): Promise<Reading> {
    const connection = { type: 'prometheus', url: server.url, ...more, queries: { q: query } };
    return (await readOne(connection, { from, to })).reading;
  }

  const figures = (reading: Reading) =>
    reading.kind === 'samples'
      ? reading.series.samples.map(({ t, value }) => [new Date(t).toISOString().slice(0, 13), Math.round(value)])
      : reading;

  test('a window of a day covers just that day', async () => {
    const reading = await read('sum(increase(signups_total[1d]))', ['2026-10-30T00:00:00Z', '2026-11-03T00:00:00Z']);
    expect(figures(reading)).toEqual([
      ['2026-10-30T00', 288],
      ['2026-10-31T00', 576],
      ['2026-11-01T00', 864],
      ['2026-11-02T00', 1152],
    ]);
  });

  test('a window of an hour covers just that hour', async () => {
    const range: [string, string] = ['2026-10-30T22:00:00Z', '2026-10-31T02:00:00Z'];
    expect(figures(await read('avg_over_time(latency_ms[1h])', range, { step: '1h' }))).toEqual([
      ['2026-10-30T22', 22],
      ['2026-10-30T23', 23],
      ['2026-10-31T00', 24],
      ['2026-10-31T01', 25],
    ]);
  });

  test('days of a place, across the change of its clocks', async () => {
    const range: [string, string] = ['2026-10-30T00:00:00Z', '2026-11-04T00:00:00Z'];
    const reading = await read('max_over_time(latency_ms[1d])', range, { timezone: 'America/Los_Angeles' });
    // 30 October lasts from 07:00 to 07:00 UTC; 1 November ends at 08:00 UTC.
    expect(figures(reading)).toEqual([
      ['2026-10-30T00', 30],
      ['2026-10-31T00', 54],
      ['2026-11-01T00', 79],
      ['2026-11-02T00', 103],
    ]);
  });

  test('several series are refused, and what to do is said', async () => {
    const reading = await read('increase(signups_total[1d])', ['2026-10-30T00:00:00Z', '2026-11-03T00:00:00Z']);
    expect(reading).toEqual({
      kind: 'failed',
      failure: {
        reason: 'query-failed',
        text: 'the query gives 2 series where one is expected: put it into sum(...), avg(...) or max(...)',
      },
    });
  });

  test('more hours than Prometheus gives at a time', async () => {
    const reading = await read('vector(1)', ['2025-01-01T00:00:00Z', '2026-06-01T00:00:00Z'], { step: '1h' });
    expect(reading.kind === 'samples' && reading.series.samples.length).toBe(516 * 24);
  });
});
