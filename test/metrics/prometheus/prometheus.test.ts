import { afterEach, describe, expect, test } from 'vitest';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

const end = Date.UTC(2026, 10, 2) / 1000;
const series = (...values: [number, string][]) => ({ metric: { instance: 'a:9100' }, values });
const answer = (...result: unknown[]) => ({ status: 'success', data: { resultType: 'matrix', result } });

async function read(answers: unknown, keys: Record<string, unknown> = {}, query: unknown = 'up') {
  const asked: string[] = [];
  const server = await startHttpServer(({ url, headers }, response) => {
    asked.push([decodeURIComponent(url ?? ''), headers.authorization].filter(Boolean).join(' '));
    response.end(JSON.stringify(typeof answers === 'function' ? answers(url ?? '') : answers));
  });
  stop = server.stop;
  const connection = { type: 'prometheus', url: server.url, ...keys, queries: { q: query } };
  const { reading } = await readOne(connection, { from: '2026-11-01T00:00:00Z', to: '2026-11-03T00:00:00Z' });
  return { found: inShort(reading), asked };
}

test('each day is asked for at its end', async () => {
  const { found, asked } = await read(answer(series([end, '5'], [end + 86_400, '6'])));
  expect(asked).toEqual([`/api/v1/query_range?query=up&start=${end}&end=${end + 86_400}&step=86400&nocache=1`]);
  expect(found).toEqual([
    ['2026-11-01', 5],
    ['2026-11-02', 6],
  ]);
});

describe('answers', () => {
  test.each<[string, unknown, unknown]>([
    ['no series', answer(), 'empty'],
    ['nothing but NaN', answer(series([end, 'NaN'])), 'empty'],
    [
      'two series',
      answer(series([end, '5']), series([end, '6'])),
      'query-failed: the query gives 2 series where one is expected: put it into sum(...), avg(...) or max(...)',
    ],
    [
      'a vector',
      { status: 'success', data: { resultType: 'vector', result: [] } },
      'query-failed: the source did not answer as Prometheus does',
    ],
    [
      'histograms',
      answer({ metric: {}, histograms: [[end, {}]] }),
      'query-failed: the query gives histograms where a number is expected: put it into histogram_quantile(...), histogram_count(...) or histogram_sum(...)',
    ],
    [
      'histograms on some days',
      answer({ metric: {}, values: [[end, '5']], histograms: [[end + 86_400, {}]] }),
      /^query-failed: the query gives histograms/,
    ],
    [
      'a part (VictoriaMetrics: one node did not answer)',
      { ...answer(series([end, '5'])), isPartial: true },
      'query-failed: the source says that its answer is partial: it may lack a part, which would look like a change',
    ],
    ['the whole, and said', { ...answer(series([end, '5'])), isPartial: false }, [['2026-11-01', 5]]],
    [
      'a part (Thanos, Mimir: one store did not answer)',
      { ...answer(series([end, '5'])), warnings: ['store 31337 is down'] },
      'query-failed: the source answered with warnings: the answer may lack a part, which would look like a change',
    ],
    [
      'what is merely noticed',
      { ...answer(series([end, '5'])), warnings: [], infos: ['might not be a counter'] },
      [['2026-11-01', 5]],
    ],
    [
      'other times than those asked for (VictoriaMetrics, a cache)',
      answer(series([end - 7_200, '5'])),
      'query-failed: the source answered for other times than it was asked for: a cache before it may align them to its steps',
    ],
    [
      'two points at one time',
      answer(series([end, '5'], [end, '6'])),
      'query-failed: the source gives two figures for one time: servers side by side may answer at once, without their figures being merged',
    ],
    ['something else', { hello: 31337 }, 'query-failed: the source did not answer as Prometheus does'],
  ])('%s', async (_, answers, expected) => {
    const { found } = await read(answers);
    expect(found).toEqual(expected instanceof RegExp ? expect.stringMatching(expected) : expected);
  });
});

test('a ratio is two queries; where one of them has no value there is none', async () => {
  const query = { numerator: 'signups', denominator: 'visits' };
  const { found, asked } = await read(answer(series([end, '5'])), {}, query);
  expect(found).toEqual([['2026-11-01', 1]]);
  expect(asked.map((url) => /query=(\w+)/.exec(url)?.[1]).sort()).toEqual(['signups', 'visits']);
});

describe('a numerator without a series', () => {
  const query = { numerator: 'errors', denominator: 'requests', absent: 'zero' };
  const only = (name: string, value: string) => (url: string) =>
    answer(...(url.includes(`query=${name}`) ? [series([end, value])] : []));

  test.each([
    ['beside requests is zero, if the query says so', query, only('requests', '5'), [['2026-11-01', 0]]],
    ['is otherwise no value', { ...query, absent: undefined }, only('requests', '5'), 'empty'],
    ['beside nothing is no value', query, only('nothing', '5'), 'empty'],
    [
      'is not one that is NaN',
      query,
      (url: string) => answer(series([end, url.includes('errors') ? 'NaN' : '5'])),
      'empty',
    ],
  ])('%s', async (_, asked, answers, expected) => {
    expect((await read(answers, {}, asked)).found).toEqual(expected);
  });
});

test('a quantile with how many it is of is two queries', async () => {
  const { found, asked } = await read(answer(series([end, '5'])), {}, { query: 'p95', n: 'requests' });
  expect(found).toEqual([['2026-11-01', 5]]);
  expect(asked.map((url) => /query=(\w+)/.exec(url)?.[1]).sort()).toEqual(['p95', 'requests']);
});

test('more hours than rows are allowed are not asked for', async () => {
  const { found, asked } = await read(answer(), { step: '1h', max_rows: 47 });
  expect(found).toBe('too-many-rows: the time asked for has more than 47 rows');
  expect(asked).toEqual([]);
});

test('it is asked with the authentication of the connection', async () => {
  const { asked } = await read(answer(), { auth: { type: 'bearer', token: 'hidden' } });
  expect(asked).toEqual([expect.stringMatching(/ Bearer hidden$/)]);
});
