import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { lateOf, type Shape, shapesOf } from '../../../src/analysis/model/shapes.ts';
import { stretchOf } from '../../../src/analysis/model/stretch.ts';
import { cleanCase, cleanKinds } from '../../stage/series/clean-series.ts';
import { day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

test('a window knows only the turns that lie within it', () => {
  const turnsIn = (slots: number) =>
    shapesOf(slots, 'day').flatMap(({ kind, slots: turn }) => (kind === 'passing' ? [turn] : []));
  expect(turnsIn(7)).toEqual([2, 3, 4, 5]);
  expect(turnsIn(12)).toEqual([2, 3, 4, 5, 7, 10, 6, 8, 9]);
  expect(Math.max(...turnsIn(90).map((turn = 0) => turn))).toBe(28);
});

test('what passes is what one that comes late lacks of all, in the same order and last', () => {
  for (const bucket of ['day', 'hour'] as const) {
    const shapes = shapesOf(40, bucket);
    const late = lateOf(shapes);
    const passing = shapes.slice(-late.length);
    for (const [i, k] of late.entries()) {
      const { share, slots } = shapes[k] as Shape;
      expect(passing[i]).toMatchObject({ kind: 'passing', slots });
      expect(passing[i]?.share).toEqual(share.map((part) => 1 - part));
    }
  }
});

test('no shape is more than all of an effect, nor less than none', () => {
  for (const bucket of ['day', 'hour'] as const)
    for (const { share } of shapesOf(72, bucket))
      for (const value of share) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
});

const fourWeeks = [1, 2, 3, 4, 5]
  .map((seed) => cleanCase('nothing happens', seed))
  .find(({ after }) => after.length === 28) ?? { before: [], after: [] };

test('days that stand apart in a metric that wanders as far by itself are no shape of an effect', () => {
  const apart = Float64Array.from({ length: 28 }, (_, i) => (i >= 4 && i < 8 ? 10 : 0));
  const calm = new Float64Array(56);
  expect(stretchOf(apart, 1, calm)).toEqual({ from: 4, to: 8 });
  expect(stretchOf(apart, 1, calm.with(20, 6))).toBeUndefined();
  expect(stretchOf(apart, 2, calm)).toBeUndefined();
  expect(stretchOf(apart.with(15, 10), 1, calm)).toBeUndefined();
});

test.each([
  [0, 6, 1.5],
  [0, 8, 0.6],
  [0, 9, 0.02],
  [0, 12, 0.6],
  [0, 16, 1.5],
  [4, 8, 1.6],
  [10, 12, 0.7],
  [13, 22, 1.4],
  [2, 9, 0.02],
])('what is there from day %i to day %i of 28 is told with its days and their mean', (from, to, times) => {
  const { before, after } = fourWeeks;
  const made = after.map((value, i) => (i >= from && i < to ? times : 1) * value);
  const samples = [...before, ...made].map((value, i) => ({ t: i * day, value: Math.round(value) }));
  const release = before.length * day;
  const until = samples.length * day;
  const answer = analyse({ series: { bucket: 'day', samples }, releaseFrom: release, releaseTo: release, until });
  if (answer.kind !== 'effect') throw new Error(answer.text);
  expect(answer.shape).toMatchObject({ kind: 'passing', lasts: 'no', peak: { from, to } });
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const mean = sum(made) / sum(after) - 1;
  expect(answer.low).toBeLessThan(mean);
  expect(answer.high).toBeGreaterThan(mean);
  expect(answer.high - answer.low).toBeLessThan(0.05);
});

/** `npm run calibrate` has a thousand of each. */
describe('the interval holds the mean of the window', () => {
  test.each(cleanKinds)('%s', (kind) => {
    const seeds = Array.from({ length: 30 }, (_, i) => i + 1);
    const held = seeds.filter((seed) => {
      const { before, after, truth } = cleanCase(kind, seed);
      const samples = [...before, ...after].map((value, i) => ({ t: i * day, value }));
      const release = before.length * day;
      const answer = analyse({
        series: { bucket: 'day', samples },
        releaseFrom: release,
        releaseTo: release,
        until: samples.length * day,
      });
      return answer.kind === 'effect' && answer.low <= truth && truth <= answer.high;
    });
    expect(held.length).toBeGreaterThanOrEqual(27);
  });
});

test.each<[string, number, number, (i: number) => number, { from: number; to: number }]>([
  ['a holiday in a very quiet metric', 30, 0.004, (i) => (i >= 4 && i < 13 ? 0.9 : 1), { from: 4, to: 13 }],
  ['eleven days in the second week', 29, 0.03, (i) => (i >= 7 && i < 18 ? 0.4 : 1), { from: 7, to: 18 }],
  ['a month, and a month of nothing', 59, 0.03, (i) => (i < 30 ? 1.4 : 1), { from: 0, to: 30 }],
  ['eight days up, then lasting below', 28, 0.012, (i) => (i < 8 ? 1.3 : 0.9), { from: 0, to: 8 }],
])('%s: the interval holds the mean of the window, and the days are told', (_, days, noise, change, peak) => {
  for (const seed of [1, 2, 3]) {
    const { normal } = randomFrom(seed);
    const week = [1.02, 1.03, 1.02, 1, 0.97, 0.88, 0.86];
    const usual = Array.from({ length: 63 + days }, (_, i) => 1000 * (week[i % 7] ?? 1) * Math.exp(noise * normal()));
    const values = usual.map((value, i) => Math.round(i < 63 ? value : value * change(i - 63)));
    const sum = (of: number[]) => of.slice(63).reduce((a, b) => a + b, 0);
    const answer = analyse({
      series: { bucket: 'day', samples: values.map((value, i) => ({ t: i * day, value })) },
      releaseFrom: 63 * day,
      releaseTo: 63 * day,
      until: (63 + days) * day,
    });
    const truth = sum(values) / sum(usual) - 1;
    expect(answer).toMatchObject({ kind: 'effect', shape: { kind: 'passing', lasts: 'no', peak } });
    if (answer.kind !== 'effect') return;
    expect(answer.low).toBeLessThan(truth);
    expect(answer.high).toBeGreaterThan(truth);
    expect(answer.high - answer.low).toBeLessThan(0.2);
    expect(answer.warnings.some(({ kind }) => kind === 'came-and-went')).toBe(peak.from > 0);
  }
});

test('what a later release did is not what this one did nine days late', () => {
  const { normal } = randomFrom(2);
  const values = Array.from({ length: 90 }, (_, i) =>
    Math.round(240 * Math.exp(0.04 * normal()) * (i < 72 ? 1 : 1.25)),
  );
  const ask = (otherReleases: { name: string; at: number }[]) =>
    analyse({
      series: { bucket: 'day', samples: values.map((value, i) => ({ t: i * day, value })) },
      releaseFrom: 63 * day,
      releaseTo: 63 * day,
      until: 90 * day,
      otherReleases,
    });
  expect(ask([])).toMatchObject({ shape: { kind: 'late', peak: { from: 9 } } });
  const told = ask([{ name: 'v2', at: 72 * day }]);
  expect(told).not.toHaveProperty('shape');
  expect(told.kind === 'effect' && told.low < 0 && told.high > 0).toBe(true);
});

test.each([3, 7, 10, 14])('a release %i days later has that step to itself: the interval stays as narrow', (days) => {
  const { normal } = randomFrom(days);
  const samples = Array.from({ length: 91 }, (_, i) => ({ t: i * day, value: 1000 * Math.exp(0.03 * normal()) }));
  const answer = analyse({
    series: { bucket: 'day', samples },
    releaseFrom: 63 * day,
    releaseTo: 63 * day,
    until: 91 * day,
    alpha: 0.001,
    otherReleases: [{ name: 'v2', at: (63 + days) * day }],
  });
  expect(answer.kind === 'effect' && answer.high - answer.low).toBeLessThan(0.5);
});
