import { describe, expect, test } from 'vitest';
import { askStandIn } from '../../stage/sources/ask-stand-in.ts';

/* Graphite itself is in test/sources. */

const at = Date.UTC(2026, 10, 1) / 1_000;
const ask = (query: unknown, json: unknown) => askStandIn({ type: 'graphite', queries: { q: query } }, { json });

test('targets of one query are joined by time', async () => {
  const series = [
    {
      target: 'm',
      datapoints: [
        [5, at],
        [null, at + 86_400],
      ],
    },
  ];
  const { found, asked } = await ask({ numerator: 'a', denominator: "sum('b,c')" }, series);
  expect(found).toEqual([['2026-11-01', 1]]);
  expect(asked.map(({ line }) => line)).toEqual([
    `GET /behind/render?target=a&format=json&tz=UTC&from=${at - 1}&until=${at + 4 * 86_400}`,
    `GET /behind/render?target=sum%28%27b%2Cc%27%29&format=json&tz=UTC&from=${at - 1}&until=${at + 4 * 86_400}`,
  ]);
});

describe('answers that are no series', () => {
  test.each([
    ['nothing', [], 'query-failed: the target finds no series: it may be misspelled, or have an error in it'],
    ['no points', [{ datapoints: [[null, at]] }], 'empty'],
    [
      'two',
      [{ datapoints: [] }, { datapoints: [] }],
      'query-failed: the target gives 2 series where one is expected: put it into sumSeries(...), averageSeries(...) or maxSeries(...)',
    ],
    ['something else', { error: 'x' }, 'query-failed: the source did not answer as Graphite does'],
  ])('%s', async (_, json, found) => {
    expect((await ask('m', json)).found).toBe(found);
  });
});

test('a query of no form is refused', async () => {
  await expect(ask({ numerator: 'a' }, [])).rejects.toThrow('`numerator` and `denominator`');
});
