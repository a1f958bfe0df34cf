import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { lookAtHistory } from '../../src/analysis/findings/look-at-history.ts';
import { everything } from '../../src/domain/disclosure/disclosure.ts';
import { buildForecast } from '../../src/domain/forecast/build-forecast.ts';
import type { Metric } from '../../src/domain/metric/metric.ts';
import { buildReadout } from '../../src/domain/readout/build-readout.ts';
import { measureGuards, type ReadoutBasis } from '../../src/domain/readout/measure.ts';
import { folderOf } from '../stage/process/run-soundings.ts';
import { metric, shopMap } from '../stage/samples/outcome-map-of-a-shop.ts';
import { renderForecast, renderReadout } from '../stage/samples/rendered.ts';
import { readOne } from '../stage/sources/read-one.ts';
import { caseSeries, effectOn } from './case-series.ts';

const day = 86_400_000;
const hour = day / 24;
const known: Metric = metric('m', { title: 'Sign-ups', source: 'c/q' });
const map = { ...shopMap(), metrics: [known], objectives: [] };

const basis = (part: Partial<ReadoutBasis>): ReadoutBasis => ({
  bet: { keyResults: [], hypotheses: [], movements: [{ metric: known, windowDays: 14 }], guardrails: [], evidence: [] },
  map,
  author: 'a',
  shippedAt: new Date('2026-10-06T09:00:00Z'),
  signal: { on: 'merge', sha: 'a1' },
  afterDays: 28,
  interim: false,
  alpha: 0.05,
  baseline: {},
  readings: {},
  edges: [],
  others: [],
  shippedTogether: [],
  amended: false,
  disclosure: everything,
  now: new Date('2026-11-04T09:00:00Z'),
  ...part,
});

test('dies-1: a metric that is zero from the eighth day on has no verdict, and the readout says why and what to do', () => {
  const series = caseSeries('dies-1-dies');
  const readout = buildReadout(basis({ readings: { m: { kind: 'samples', series } } }));
  expect(readout.verdict).toBe('no-data');
  const said = renderReadout(readout);
  expect(said).toContain('### No data: Sign-ups seems to be no longer counted');
  expect(said).toMatch(/every value is zero from 2026-10-14 on.* What to do: check whether it is still recorded/);
});

test('total-1, -3: a running total from a source is no daily figure, before and after the release', () => {
  for (const name of ['total-1-total', 'total-3-total'])
    expect(lookAtHistory(caseSeries(name))).toMatchObject({ kind: 'unanswerable', reason: 'running-total' });
  const readout = buildReadout(basis({ readings: { m: { kind: 'samples', series: caseSeries('total-1-total') } } }));
  expect(readout.verdict).toBe('no-data');
  expect(renderReadout(readout)).toContain('### No data: Sign-ups looks like a running total');
});

test('hours-1: a weekend that the history has four times is no fall', () => {
  const { relative, low, high } = effectOn('hours-1-fri', '2026-10-02T23:00');
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(Math.abs(relative)).toBeLessThan(0.1);
});

test('hours-3: a guard that is looked at on a Saturday raises no alarm', () => {
  const shippedAt = new Date('2026-10-02T23:10:00Z');
  const samples = [];
  for (let i = 0, t = Date.parse('2026-08-25'); t < shippedAt.getTime() + 2 * day; t += hour, i++) {
    const at = new Date(t);
    const rhythm = 1 + 0.6 * Math.sin(((at.getUTCHours() - 9) / 24) * 2 * Math.PI);
    const weekend = at.getUTCDay() % 6 === 0 ? 0.75 : 1;
    samples.push({ t, value: Math.round(500 * rhythm * weekend * (1 + (3 * (((i * 37) % 41) - 20)) / 1000)) });
  }
  const limit = { kind: 'relative' as const, low: -0.05, high: -0.05 };
  const [guard] = measureGuards(
    basis({
      bet: {
        keyResults: [],
        hypotheses: [],
        movements: [],
        guardrails: [{ metric: known, limit, line: '' }],
        evidence: [],
      },
      shippedAt,
      afterDays: 1,
      interim: true,
      alpha: 0.01,
      readings: { m: { kind: 'samples', series: { bucket: 'hour', samples } } },
      now: new Date(shippedAt.getTime() + day + 600_000),
    }),
    0.01,
  );
  expect(guard?.state).not.toBe('breached');
  expect(guard?.answer).toMatchObject({ kind: 'effect' });
});

test.each([
  ['Asia/Tokyo', '2026-10-06T08:00:00+09:00'],
  ['America/Los_Angeles', '2026-10-06T18:00:00-07:00'],
  ['UTC', '2026-10-06T08:00:00Z'],
])(
  'zone-1: shipped on 6 October by the clock of %s, the 6th is neither before nor after',
  async (timezone, shipped) => {
    const rows = Array.from({ length: 56 }, (_, i) => {
      const date = new Date(Date.parse('2026-09-01') + i * day).toISOString().slice(0, 10);
      return `${date},${1000 + ((i * 37) % 41) + (i % 7 < 2 ? -100 : 0)}`;
    });
    const folder = folderOf({ 'daily.csv': ['t,value', ...rows].join('\n') });
    const { reading } = await readOne(
      { type: 'csv', timezone, queries: { q: 'daily.csv' } },
      { from: '2026-09-01T00:00:00Z', to: '2026-10-27T00:00:00Z', folder },
    );
    const { movements } = buildReadout(
      basis({
        shippedAt: new Date(shipped),
        afterDays: 14,
        readings: { m: reading },
        now: new Date('2026-10-27T00:00:00Z'),
      }),
    );
    const answer = movements[0]?.answer;
    if (answer?.kind !== 'effect') throw new Error(JSON.stringify(answer));
    expect([answer.bucketsBefore, answer.bucketsAfter]).toEqual([35, 14]);
  },
);

test('refusal-7: one value a week cannot be measured, and the forecast says so before the merge', () => {
  const asOf = new Date('2026-10-06T00:00:00Z');
  const samples = Array.from({ length: 60 }, (_, i) => ({
    t: asOf.getTime() + (i - 60) * 7 * day,
    value: 7000 * (1 + (((i * 37) % 41) - 20) / 1000),
  }));
  const body = renderForecast(
    buildForecast({
      bet: {
        keyResults: [],
        hypotheses: [],
        movements: [{ metric: known, change: { kind: 'relative', low: 0.05, high: 0.05 }, windowDays: 14 }],
        guardrails: [],
        evidence: [],
      },
      map,
      state: 'open',
      readings: { m: { kind: 'samples', series: { bucket: 'day', samples } } },
      disclosure: everything,
      others: [],
      levels: {},
      edges: [],
      events: [],
      readoutDays: [14],
      asOf,
    }),
  );
  expect(body).toContain('<!-- soundings:forecast v1 measurable=no state=open -->');
  expect(body).toContain('cannot be measured: the values come every 7 days, not every day');
  expect(body).toContain('What to do: make the query return one value a day, or one an hour');
});

test('a file and a source of the same days have one answer', () => {
  const series = caseSeries('dies-1-dies');
  const from = Date.parse('2026-10-06');
  expect(analyse({ series, releaseFrom: from, releaseTo: from + day, until: from + 29 * day })).toMatchObject({
    kind: 'unanswerable',
    reason: 'dead',
  });
});
