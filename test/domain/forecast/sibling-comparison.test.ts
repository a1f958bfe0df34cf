import { describe, expect, test } from 'vitest';
import type { Series } from '../../../src/analysis/samples.ts';
import { type Disclosure, everything } from '../../../src/domain/disclosure/disclosure.ts';
import { buildForecast } from '../../../src/domain/forecast/build-forecast.ts';
import { siblingsToTry, withComparisons } from '../../../src/domain/forecast/sibling-comparison.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { metric, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { renderForecast } from '../../stage/samples/rendered.ts';
import { day } from '../../stage/series/daily-series.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';

const days = 120;
const asOf = new Date(days * day);
const weather = Array.from({ length: days }, (_, i) => Math.sin(i * i));

/** A metric that the weather moves, as much as is said. */
function series(weathered: number, seed: number): Series {
  const noise = normal(uniform(seed));
  return {
    bucket: 'day',
    samples: weather.map((w, i) => ({ t: i * day, value: 1000 * Math.exp(weathered * w + 0.02 * noise()) })),
  };
}
const reading = (weathered: number, seed: number): Reading => ({ kind: 'samples', series: series(weathered, seed) });

const source = (name: string) => ({ source: `warehouse/${name}` });
const here = metric('signups', { drives: ['revenue'], controls: ['known'], ...source('signups') });
const sibling = (name: string, part: Partial<Metric> = {}) => metric(name, { ...source(name), ...part });
const metrics = [
  here,
  sibling('revenue'),
  sibling('clicks', { drives: ['signups'] }),
  sibling('latency', { drives: [] }),
  metric('dark'),
  sibling('noise'),
  sibling('france'),
  sibling('spain'),
  sibling('known'),
];
const map = { ...shopMap(), metrics, objectives: [] };

const stake = (
  low: number,
  state: 'open' | 'merged' = 'open',
  readings: Record<string, Reading> = {},
  disclosure: Disclosure = everything,
) =>
  buildForecast({
    bet: {
      keyResults: [],
      hypotheses: [],
      movements: [{ metric: here, change: { kind: 'relative', low, high: low }, windowDays: 14 }],
      guardrails: [{ metric: metrics[3] as Metric, limit: { kind: 'relative', low: 0.05, high: 0.05 }, line: '' }],
      evidence: [],
    },
    map,
    state,
    disclosure,
    readings: { signups: reading(0.3, 1), ...readings },
    others: [],
    levels: {},
    edges: [],
    events: [],
    readoutDays: [14],
    asOf,
  });
const names = (found: Metric[]) => found.map(({ name }) => name);

describe('which metrics are tried', () => {
  test('those with a source that the bet has no business with, read ones first', () => {
    expect(names(siblingsToTry(stake(0.05), map, {}))).toEqual(['noise', 'france', 'spain']);
    expect(names(siblingsToTry(stake(0.05), map, { spain: reading(0.3, 3) }))).toEqual(['spain', 'noise', 'france']);
  });

  test('a handful of a large map', () => {
    const many = Array.from({ length: 50 }, (_, i) => sibling(`m${i}`));
    expect(siblingsToTry(stake(0.05), { ...map, metrics: [here, ...many] }, {})).toHaveLength(8);
  });

  test('none where the window can show it, or nobody can choose any more', () => {
    expect(siblingsToTry(stake(5), map, {})).toEqual([]);
    expect(siblingsToTry(stake(0.05, 'merged'), map, {})).toEqual([]);
  });
});

describe('which one would do', () => {
  const said = (low: number, readings: Record<string, Reading>) =>
    withComparisons(stake(low), map, readings).rows[0]?.comparison?.name;

  test('the one that shares the weather, and of several the one that shows the least', () => {
    const france = reading(0.3, 2);
    expect(said(0.1, { noise: reading(0, 4), france })).toBe('france');
    expect(said(0.1, { france, spain: reading(0.1, 3) })).toBe('france');
  });

  test('none that shares nothing, is hourly, could not be read, or is not enough', () => {
    expect(said(0.1, { noise: reading(0, 4) })).toBeUndefined();
    const hourly: Reading = { kind: 'samples', series: { ...series(0.3, 2), bucket: 'hour' } };
    expect(said(0.1, { france: hourly })).toBeUndefined();
    expect(said(0.1, { france: { kind: 'empty' } })).toBeUndefined();
    expect(said(0.001, { france: reading(0.3, 2) })).toBeUndefined();
  });

  test('none that the bet is meant to move', () => {
    expect(said(0.1, { revenue: reading(0.3, 2), clicks: reading(0.3, 3), latency: reading(0.3, 5) })).toBeUndefined();
  });
});

test.each<[Reading, string | undefined]>([
  [reading(0.3, 2), undefined],
  [reading(0, 4), 'Not compared with known: it explains less than a tenth of how the metric varies.'],
  [{ kind: 'empty' }, 'Not compared with known: its source has no value of it.'],
  [
    { kind: 'failed', failure: { reason: 'timeout', text: 'the source did not answer within 30 s' } },
    'Not compared with known: it could not be read.',
  ],
])('a control that is not used says why on the forecast', (known, why) => {
  const forecast = stake(0.1, 'open', { known });
  const said = renderForecast(forecast).match(/Not compared with [^.]*\./)?.[0];
  expect(said).toBe(why);
});

test('it is not named where it may not be', () => {
  const forecast = stake(0.1, 'open', { known: { kind: 'empty' } }, { ...everything, ofOthers: 'nothing' });
  expect(renderForecast(forecast)).not.toContain('Not compared with');
});
