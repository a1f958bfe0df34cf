import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { scaleOf } from '../../../src/analysis/base/scale.ts';
import { smallestDetectable } from '../../../src/analysis/detect.ts';
import type { Effect, Question } from '../../../src/analysis/effect.ts';
import type { Series } from '../../../src/analysis/samples.ts';
import { lastYear, movedLastYear, yearBefore } from '../../../src/analysis/season/last-year.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const day = 86_400_000;
const samplesOf = (values: number[]) => values.map((value, i) => ({ t: i * day, value }));

describe('what was measured 52 weeks before', () => {
  test('lies on the same weekday, half a week more on either side; what is missing stays missing', () => {
    const samples = samplesOf(Array.from({ length: 800 }, (_, i) => i)).filter(({ value }) => value !== 37);
    const found = yearBefore(samples, 400 * day, 5);
    expect([...found]).toEqual([33, 34, 35, 36, Number.NaN, 38, 39, 40, 41, 42, 43]);
  });
});

describe('how the level went a year ago', () => {
  const before = 60;
  const size = 74;
  const of = (values: (i: number) => number) => {
    const measured = Float64Array.from({ length: size + 6 }, (_, i) => values(i - 3));
    return lastYear(measured, scaleOf(measured, before), 7, before);
  };
  const week = (i: number) => ((i + 7) % 7 < 5 ? 1 : 0.6);

  test('its week and single wild days taken off, the mean of the week around each day', () => {
    const level = of((i) => 1000 * week(i) * (i < 60 ? 1 : 1.3) * (i === 20 ? 10 : 1));
    expect(level).toHaveLength(size);
    expect(movedLastYear(level ?? new Float64Array(), before, before)).toBeCloseTo(Math.log(1.3), 1);
    expect(Math.max(...(level?.subarray(0, 50) ?? [1]).map(Math.abs))).toBeLessThan(0.1);
  });
  test.each<[string, (i: number) => number]>([
    ['a week of it is missing', (i) => (i > 50 && i < 58 ? Number.NaN : 1000 + (i % 3))],
    ['the end of the window is missing', (i) => (i > 65 ? Number.NaN : 1000 + (i % 3))],
    ['it begins less than a month before the release', (i) => (i < 40 ? Number.NaN : 1000 + (i % 3))],
    ['it was in another unit', (i) => (i < 30 ? 10 : 1000) + (i % 3)],
  ])('is not known where %s', (_, values) => {
    expect(of(values)).toBeUndefined();
  });
  test('stands still before it is known', () => {
    const level = of((i) => (i < 20 ? Number.NaN : 1000 + i));
    expect(new Set(level?.subarray(0, 16))).toEqual(new Set([0]));
  });
});

/** Two years of a metric of about a thousand a day that falls by `drop` (of logarithms) for two weeks, from the fourth day after the release on, each year. */
function holidays(seed: number, drop: number): Series {
  const { normal } = randomFrom(seed);
  const isAway = (i: number) => (i >= 352 && i < 366) || (i >= 716 && i < 730);
  const week = [0, 0.05, 0.05, 0.02, 0, -0.3, -0.3];
  const values = Array.from({ length: 740 }, (_, i) =>
    Math.round(1000 * Math.exp((week[i % 7] as number) - (isAway(i) ? drop : 0) + 0.05 * normal())),
  );
  return { bucket: 'day', samples: samplesOf(values) };
}

describe('a season that comes every year', () => {
  const question = (series: Series, more: Partial<Question> = {}): Question => ({
    ...{ series, releaseFrom: 712 * day, releaseTo: 712 * day, until: 740 * day },
    ...more,
  });
  const seeds = [1, 2, 3, 4, 5, 6];
  const answer = (asked: Question) => analyse(asked) as Effect;
  const isAlarm = ({ low, high }: Effect) => low > 0 || high < 0;
  const sincePart = ({ bucket, samples }: Series, from: number): Series => ({
    bucket,
    samples: samples.filter(({ t }) => t >= from * day),
  });

  test('is no effect of a release where the year before is known', () => {
    const all = seeds.map((seed) => holidays(seed, 0.3));
    const without = all.map((series) => answer(question(sincePart(series, 532))));
    const beside = all.map((series) => answer(question(series)));
    expect(without.filter(isAlarm)).toHaveLength(seeds.length);
    expect(beside.filter(isAlarm)).toEqual([]);
  });
  test('and it is the same whether that stands in the series or beside it', () => {
    const series = holidays(1, 0.5);
    const earlier = series.samples.filter(({ t }) => t < 532 * day);
    expect(analyse(question(sincePart(series, 532), { earlier }))).toEqual(analyse(question(series)));
    const history = { ...series, samples: series.samples.filter(({ t }) => t < 712 * day) };
    const ahead = smallestDetectable(sincePart(history, 532), 28, { earlier });
    expect(ahead).toEqual(smallestDetectable(history, 28));
    expect(ahead).not.toEqual(smallestDetectable(sincePart(history, 532), 28));
  });
  test('what moved likewise a year ago is said of a movement that is no chance; what moved only then, or only now, is not', () => {
    const kinds = (series: Series) => answer(question(series)).warnings.map(({ kind }) => kind);
    const times = ({ bucket, samples }: Series, by: number): Series => ({
      bucket,
      samples: samples.map(({ t, value }) => ({ t, value: t < 712 * day ? value : Math.round(value * by) })),
    });
    expect(kinds(times(holidays(1, 0.3), 0.8))).toContain('like-last-year');
    expect(kinds(times(holidays(1, 0), 0.8))).not.toContain('like-last-year');
    expect(kinds(times(holidays(1, 0.3), 2))).not.toContain('like-last-year');
    expect(kinds(holidays(1, 0.3))).not.toContain('like-last-year');
  });
});
