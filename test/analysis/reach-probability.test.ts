import { expect, test } from 'vitest';
import { daily } from '../../src/analysis/daily.ts';
import { meanOf } from '../../src/analysis/mean-and-median.ts';
import { type Outlook, outlookFor } from '../../src/analysis/reach-probability.ts';
import { generatedSeries } from '../stage/series/generated-series.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5);

/** The outlook after these values, one a day, for so many days later. */
function outlook(values: number[], days: number): Outlook {
  const samples = values.map((value, i) => ({ t: start + i * day, value }));
  const by = start + (values.length + days) * day;
  const answer = outlookFor({ series: { bucket: 'day', samples }, now: meanOf(values.slice(-28)), by });
  if (answer.kind !== 'outlook') throw new Error(answer.text);
  return answer;
}

/** 365 days around 100 with noise of 5, growing by this share a day. */
function series(growth = 0, seed = 7, days = 365): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: days }, (_, i) => 100 * Math.exp(growth * i + 0.05 * random.normal()));
}

test('where a metric stands still, its own level is an even chance and a rise of a tenth is none', () => {
  const still = outlook(series(), 60);
  const now = meanOf(series().slice(-28));
  expect(still.chanceOf(now, 'up')).toBeGreaterThan(0.2);
  expect(still.chanceOf(now, 'up')).toBeLessThan(0.8);
  expect(still.chanceOf(110, 'up')).toBeLessThan(0.01);
  expect(still.chanceOf(90, 'down')).toBeLessThan(0.01);
  expect(still.chanceOf(90, 'up')).toBeGreaterThan(0.99);
});

test('a trend goes on: 0.1% a day are some 6% in 60 days', () => {
  const values = series(0.001);
  const rising = outlook(values, 60);
  const level = meanOf(values.slice(-28));
  expect(rising.chanceOf(1.03 * level, 'up')).toBeGreaterThan(0.9);
  expect(rising.chanceOf(1.12 * level, 'up')).toBeLessThan(0.05);
  expect(rising.levelWith(0.5, 'up') / level).toBeCloseTo(1.06, 1);
  expect(outlook(series(-0.001), 60).chanceOf(0.97 * meanOf(series(-0.001).slice(-28)), 'down')).toBeGreaterThan(0.9);
});

test('more is never likelier than less, and the level of a chance has that chance', () => {
  const some = outlook(series(0.0003), 45);
  const chances = [80, 90, 95, 100, 105, 110, 130].map((target) => some.chanceOf(target, 'up'));
  expect(chances).toEqual(chances.toSorted((a, b) => b - a));
  for (const chance of [0.01, 0.2, 0.5, 0.9])
    for (const way of ['up', 'down'] as const)
      expect(some.chanceOf(some.levelWith(chance, way), way)).toBeCloseTo(chance, 6);
});

test('what is done elsewhere makes far targets likelier and sure ones less so', () => {
  const still = outlook(series(), 60);
  expect(still.chanceOf(115, 'up')).toBeLessThan(0.001);
  expect(still.chanceOf(115, 'up', 0.2)).toBeGreaterThan(0.15);
  expect(still.chanceOf(115, 'up', 0.2)).toBeLessThan(0.35);
  expect(still.chanceOf(90, 'up', 0.2)).toBeLessThan(still.chanceOf(90, 'up'));
  expect(still.chanceOf(still.levelWith(0.2, 'up', 0.2), 'up', 0.2)).toBeCloseTo(0.2, 6);
});

test('days that have been measured already count as they are', () => {
  const values = series();
  const level = meanOf(values.slice(-25));
  const soon = outlook(values, 3);
  expect(soon.levelWith(0.05, 'up') / soon.levelWith(0.95, 'up')).toBeLessThan(1.02);
  expect(soon.chanceOf(1.02 * level, 'up')).toBeLessThan(0.01);
});

test('what is not above zero cannot be reached by a metric that always was', () => {
  expect(outlook(series(), 30).chanceOf(0, 'down')).toBe(0);
  expect(outlook(series(), 30).chanceOf(-5, 'down')).toBe(0);
});

test('a metric that crosses zero is looked at as it is', () => {
  const around = outlook(
    series().map((value) => value - 100),
    30,
  );
  expect(around.chanceOf(-20, 'up')).toBeGreaterThan(0.99);
  expect(around.chanceOf(20, 'up')).toBeLessThan(0.01);
});

test('missing days are passed over', () => {
  const values = series(0.001);
  const samples = values.flatMap((value, i) =>
    i % 5 === 0 || (i > 200 && i < 230) ? [] : [{ t: start + i * day, value }],
  );
  const by = start + 425 * day;
  const answer = outlookFor({ series: { bucket: 'day', samples }, now: meanOf(values.slice(-28)), by });
  expect(answer.kind === 'outlook' && answer.levelWith(0.5, 'up') / meanOf(values.slice(-28))).toBeCloseTo(1.06, 1);
});

test('hours are looked at by days, those with too few of them left out', () => {
  const samples = Array.from({ length: 24 * 80 - 10 }, (_, i) => ({
    t: start + (i * day) / 24,
    value: 100 + (i % 24),
  }));
  const days = daily({ bucket: 'hour', samples });
  expect(days.samples).toHaveLength(79);
  expect(days.samples[0]).toEqual({ t: start, value: 111.5 });
});

const first = series().slice(0, 40);
test.each<[string, number[], number, string]>([
  ['nothing', [], 30, 'no-samples'],
  ['too short a history', first, 30, 'too-few-before'],
  ['no change at all', first.concat(first).map(() => 3), 30, 'constant'],
  ['a day that is over', series(), 0, 'release-outside'],
  ['a day in years', series(), 500, 'release-outside'],
])('no figure is made up of %s', (_, values, days, reason) => {
  const samples = values.map((value, i) => ({ t: start + i * day, value }));
  const by = start + (values.length + days) * day;
  expect(outlookFor({ series: { bucket: 'day', samples }, now: 100, by })).toMatchObject({
    kind: 'unanswerable',
    reason,
  });
});

/**
 * Every kind of metric that the verdicts are calibrated on, a year of each, looked at 60 days ahead. Of what was given one chance in
 * twenty one in twenty should come true; "trend and year" is left out, because a year's season cannot be seen in a year.
 */
test('chances come true as often as they say', () => {
  const history = 365;
  const ahead = 60;
  const chances = [1, 2]
    .flatMap(generatedSeries)
    .filter(({ regime }) => regime !== 'trend and year')
    .flatMap(({ values }) =>
      [history, history + 120].map((end) => {
        const there = outlook(values.slice(end - history, end), ahead);
        return there.chanceOf(meanOf(values.slice(end + ahead - 28, end + ahead)), 'up');
      }),
    );
  const share = (holds: (chance: number) => boolean) => chances.filter(holds).length / chances.length;
  expect(chances).toHaveLength(96);
  expect(share((chance) => chance < 0.05 || chance > 0.95)).toBeLessThan(0.16);
  expect(share((chance) => chance < 0.05 || chance > 0.95)).toBeGreaterThan(0.01);
  expect(share((chance) => chance < 0.5)).toBeGreaterThan(0.36);
  expect(share((chance) => chance < 0.5)).toBeLessThan(0.64);
});
