import { describe, expect, test } from 'vitest';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { askStandIn } from '../../stage/sources/ask-stand-in.ts';

/* ClickHouse itself is in test/sources. */

const query = "select day as t, n as value from daily where note <> '$from' and day >= $from and day < $to;";
const connection = { type: 'clickhouse', database: 'growth', timezone: 'Europe/Berlin', queries: { q: query } };
const ask = (given: Parameters<typeof askStandIn>[1]) => askStandIn(connection, given);

test('the window is bound, and limits are set', async () => {
  const { found, asked } = await ask({ json: { data: [{ t: '2026-11-01', value: '5' }] } });
  expect(found).toEqual([['2026-11-01', 5]]);
  expect(asked.map(({ line, body }) => ({ line, body }))).toEqual([
    {
      line: 'POST /behind/?database=growth&readonly=2&session_timezone=Europe%2FBerlin&max_execution_time=30&max_result_rows=100001&result_overflow_mode=break&wait_end_of_query=1&cancel_http_readonly_queries_on_client_close=1&default_format=JSON&date_time_output_format=iso&output_format_json_quote_denormals=1&param_p1=1793487600000&param_p2=1793836800000',
      body: "select day as t, n as value from daily where note <> '$from' and day >= fromUnixTimestamp64Milli({p1:Int64}) and day < fromUnixTimestamp64Milli({p2:Int64})",
    },
  ]);
});

test('an experiment is bound as a text', async () => {
  const queries = { q: 'select arm, n as numerator, everybody as denominator from e where id = $experiment' };
  const { asked } = await askStandIn({ ...connection, queries }, { json: { data: [] }, experiment: 'e.1' });
  expect(asked[0]?.line).toMatch(/&param_p1=e\.1$/);
  expect(asked[0]?.body).toBe('select arm, n as numerator, everybody as denominator from e where id = {p1:String}');
});

describe('an answer that is not whole', () => {
  test.each([
    [{ data: [{ t: '2026-11-01', value: 5 }], exception: 'Code: 159. Timeout exceeded' }],
    [{ rows: 0 }],
    ['Ok.'],
  ])('%j', async (json) => {
    expect((await ask({ json })).found).toBe('query-failed: the source did not answer as ClickHouse does');
  });
});

describe('its errors have a name in a header; their texts are not repeated', () => {
  test.each([
    [403, '516', 'unreachable: the source refuses its user or password'],
    [403, '497', 'query-failed: the user of the source may not read what the query reads'],
    [404, '60', 'query-failed: the source refused the query'],
    [408, '159', 'timeout: the source did not answer within its time'],
    [500, '201', 'query-failed: the quota of the user of the source is used up'],
    [500, '396', 'too-many-rows: the query of the source reads more than the source allows'],
    [502, undefined, 'query-failed: the source answered with status 502'],
  ])('%i %s', async (status, code, text) => {
    const headers = code === undefined ? {} : { 'x-clickhouse-exception-code': code };
    const { found, said } = await ask({ status, headers, json: 'Code: 0. secret-73' });
    expect(found).toBe(text);
    if (code) expect(said).toContain(`"code":${code}`);
    expect(said).not.toContain('secret-73');
  });
});

test('the file of sources', () => {
  const given = { ...connection, url: 'tcp://ch:9000', queries: { q: 'select {day:Date} -- $from\n; select 1' } };
  const parsed = parseSources({
    ...{ file: 'f', text: JSON.stringify({ connections: { c: given } }), environment: {}, place: { folder: '/' } },
  });
  expect('problems' in parsed && parsed.problems.map(({ what, expected }) => `${what}: ${expected}`)).toEqual([
    '`connections.c.queries.q` cannot be used: one statement, without anything behind its `;`',
    '`connections.c.url` cannot be used: an address such as `https://stats.example.com/api/`',
  ]);
});
