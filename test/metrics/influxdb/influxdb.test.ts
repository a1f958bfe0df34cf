import { describe, expect, test } from 'vitest';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { askStandIn } from '../../stage/sources/ask-stand-in.ts';

/* InfluxDB 1 itself is in test/sources. Version 3 is here by its documentation alone: docs.influxdata.com, "Use the InfluxDB v3 HTTP query API", read on 2026-11-30. */

const query = "select n as value from daily where note <> '$from' and time >= $from and time < $to";
const connection = { type: 'influxdb', database: 'growth', queries: { q: query } };
const ofSeries = (...series: unknown[]) => ({ results: [{ statement_id: 0, series }] });
const at = Date.UTC(2026, 10, 1);

test('InfluxQL: the window is bound', async () => {
  const { found, asked } = await askStandIn(connection, {
    json: ofSeries({ name: 'daily', columns: ['time', 'value'], values: [[at, 5]] }),
  });
  expect(found).toEqual([['2026-11-01', 5]]);
  const url = new URL(asked[0]?.line.replace('GET ', '') ?? '', 'http://server');
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
    '/behind/query',
    {
      ...{ db: 'growth', epoch: 'ms' },
      q: "select n as value from daily where note <> '$from' and time >= $p1 and time < $p2",
      params: '{"p1":"2026-11-01T00:00:00.000Z","p2":"2026-11-05T00:00:00.000Z"}',
    },
  ]);
});

describe('InfluxQL: answers that are no rows, or not all', () => {
  test.each([
    ['nothing', { results: [{ statement_id: 0 }] }, 'empty'],
    ['an error', { results: [{ statement_id: 0, error: 'timeout' }] }, 'query-failed: the source refused the query'],
    [
      'a part',
      ofSeries({ columns: ['time', 'value'], values: [[at, 5]], partial: true }),
      'too-many-rows: the source gave a part of the rows, as many as it gives at a time',
    ],
    [
      'two series',
      ofSeries({ columns: ['time'], tags: { region: 'eu' } }, { columns: ['time'], tags: { region: 'us' } }),
      'query-failed: the query gives 2 series where one is expected: group by time, and by no other tag than `arm`',
    ],
    ['something else', { hello: 1 }, 'query-failed: the source did not answer as InfluxDB does'],
  ])('%s', async (_, json, found) => {
    expect((await askStandIn(connection, { json })).found).toBe(found);
  });
});

describe('SQL of version 3', () => {
  const sql = { ...connection, language: 'sql', auth: { type: 'bearer', token: 'hidden-73' } };

  test('the window is bound, and times without an offset are UTC', async () => {
    const { found, asked } = await askStandIn(sql, { json: [{ t: '2026-11-01T00:00:00', value: 5 }] });
    expect(found).toEqual([['2026-11-01', 5]]);
    expect(asked.map(({ line, body, headers }) => [line, JSON.parse(body), headers.authorization])).toEqual([
      [
        'POST /behind/api/v3/query_sql',
        {
          ...{ db: 'growth', format: 'json' },
          q: "select n as value from daily where note <> '$from' and time >= cast($p1 as timestamp) and time < cast($p2 as timestamp)",
          params: { p1: '2026-11-01T00:00:00.000Z', p2: '2026-11-05T00:00:00.000Z' },
        },
        'Bearer hidden-73',
      ],
    ]);
    const tokyo = { ...sql, timezone: 'Asia/Tokyo' };
    expect((await askStandIn(tokyo, { json: [{ time: '2026-11-02T00:00:00', value: 5 }] })).found).not.toEqual([
      ['2026-11-02', 5],
    ]);
  });

  test.each([
    [{ json: [] }, 'empty'],
    [{ json: { error: 'table not found' } }, 'query-failed: the source did not answer as InfluxDB does'],
    [{ status: 401, json: {} }, 'query-failed: the source answered with status 401'],
  ])('%j', async (given, found) => {
    expect((await askStandIn(sql, given)).found).toBe(found);
  });
});

test('the file of sources', () => {
  const given = { ...connection, url: 'http://i:8086', queries: { q: 'select n from m where time > $day', ok: query } };
  const parsed = parseSources({
    ...{ file: 'f', text: JSON.stringify({ connections: { c: given } }), environment: {}, place: { folder: '/' } },
  });
  expect('problems' in parsed && parsed.problems.map(({ what, expected }) => `${what}: ${expected}`)).toEqual([
    '`connections.c.queries.q` cannot be used: no other parameters than `$from` and `$to`',
  ]);
});
