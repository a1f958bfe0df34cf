import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Effect, Question } from '../../src/analysis/effect.ts';
import { holidaysOf } from '../../src/analysis/holidays.ts';
import type { Series } from '../../src/analysis/samples.ts';
import { runs } from '../stage/run/property-runs.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';
import { normal, uniform } from '../stage/series/seeded-random.ts';

function effectOf(series: Series, more: Partial<Question> = {}): Effect {
  const answer = analyse({ series, releaseFrom: 60 * day, releaseTo: 61 * day, until: 90 * day, ...more });
  if (answer.kind !== 'effect') throw new Error(answer.text);
  return answer;
}
const mapped = (series: Series, change: (value: number, i: number) => number): Series => ({
  ...series,
  samples: series.samples.map((sample, i) => ({ ...sample, value: change(sample.value, i) })),
});
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const few = runs(0.25);

describe('whatever the series', () => {
  test('its unit does not matter', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1e-6, 0.01, 100, 1e9), (seed, factor) => {
        const series = dailySeries({ days: 90, seed });
        const [one, other] = [effectOf(series), effectOf(mapped(series, (value) => factor * value))];
        expect(other.relative).toBeCloseTo(one.relative, 8);
        expect(other.low).toBeCloseTo(one.low, 8);
        expect(other.absolute.value / factor).toBeCloseTo(one.absolute.value, 4);
      }),
      few,
    );
  });

  test('a later start of the calendar does not matter', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 20_000 }), (seed, days) => {
        const series = dailySeries({ days: 90, seed });
        const later = { ...series, samples: series.samples.map((s) => ({ ...s, t: s.t + days * day })) };
        const shift = { releaseFrom: (60 + days) * day, releaseTo: (61 + days) * day, until: (90 + days) * day };
        expect(effectOf(later, shift).relative).toBe(effectOf(series).relative);
      }),
      few,
    );
  });

  test('a lift of all days after is found as that lift', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -0.5, max: 1, noNaN: true }), (seed, lift) => {
        const still = dailySeries({ days: 90, seed });
        const lifted = mapped(still, (value, i) => (i > 60 ? value * (1 + lift) : value));
        const [before, after] = [effectOf(still), effectOf(lifted)];
        expect(Math.abs((1 + after.relative) / (1 + before.relative) - (1 + lift))).toBeLessThan(0.03);
      }),
      few,
    );
  });

  test('with values below zero, its origin does not matter', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -900, max: -600 }), (seed, shift) => {
        const below = mapped(dailySeries({ days: 90, seed }), (value) => value - 1000);
        const [one, other] = [effectOf(below), effectOf(mapped(below, (value) => value + shift))];
        expect(other.absolute.value).toBeCloseTo(one.absolute.value, 6);
        expect(other.p).toBeCloseTo(one.p, 8);
      }),
      few,
    );
  });

  test('the interval holds the estimate, and the absolute figures follow the relative ones', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.01, max: 1, noNaN: true }), (seed, noise) => {
        const effect = effectOf(dailySeries({ days: 90, seed, noise }));
        expect(effect.low).toBeLessThan(effect.relative);
        expect(effect.high).toBeGreaterThan(effect.relative);
        expect(effect.actualLevel - effect.counterfactualLevel).toBeCloseTo(effect.absolute.value, 6);
        expect(effect.detectable).toBeGreaterThan(0);
        expect(effect.p > 0.05).toBe(effect.low < 0 && effect.high > 0);
      }),
      few,
    );
  });

  test('which weekdays are the busy ones, and on which it starts, hardly matters', () => {
    const factors = [0.5, 0.6, 0.95, 1.1, 1.15, 1.2, 1.3];
    const weeks = fc.shuffledSubarray(factors, { minLength: 7 });
    fc.assert(
      fc.property(seeds, weeks, weeks, (seed, one, other) => {
        const chance = normal(uniform(seed));
        const noise = Array.from({ length: 90 }, () => Math.exp(0.02 * chance()));
        const inWeek = (week: number[]): Series => ({
          bucket: 'day',
          samples: noise.map((n, i) => ({ t: i * day, value: 100 * n * (week[i % 7] ?? 1) * (i > 60 ? 1.1 : 1) })),
        });
        const [first, second] = [effectOf(inWeek(one)), effectOf(inWeek(other))];
        const width = first.high - first.low;
        expect(width).toBeLessThan(0.3);
        expect(Math.abs(first.relative - second.relative)).toBeLessThan(width / 4);
      }),
      few,
    );
  });
});

describe('several releases', () => {
  const twice = mapped(dailySeries({ days: 120 }), (value, i) => value * (i > 60 ? 1.2 : 1) * (i > 90 ? 0.9 : 1));
  const later = { releaseFrom: 90 * day, releaseTo: 91 * day, until: 120 * day };

  test('each has its own effect', () => {
    const first = effectOf(twice, { until: 120 * day, otherReleases: [{ name: '#2', at: 90 * day }] });
    const second = effectOf(twice, { ...later, otherReleases: [{ name: '#1', at: 60 * day }] });
    expect(first.relative).toBeCloseTo(0.2, 1);
    expect(second.relative).toBeCloseTo(-0.1, 1);
    expect(first.low).toBeGreaterThan(0.1);
    expect(second.high).toBeLessThan(0);
  });

  test('within a week of each other they share it, and it is said so', () => {
    const effect = effectOf(twice, { until: 90 * day, otherReleases: [{ name: '#7', at: 63 * day }] });
    expect(effect.sharedWith).toEqual(['#7']);
    expect(effect.warnings).toContainEqual({
      kind: 'overlapping-release',
      text: '#7 shipped within the same week: the effect is shared, it cannot be told apart.',
    });
  });
});

describe('controls', () => {
  const noise = normal(uniform(12));
  const weather = Array.from({ length: 90 }, () => 0.2 * noise());
  const withWeather = (seed: number, lift: number) =>
    mapped(dailySeries({ days: 90, seed }), (value, i) => value * Math.exp(weather[i] ?? 0) * (i > 60 ? 1 + lift : 1));
  const sibling = { name: 'visits in Austria', series: withWeather(5, 0) };

  test('take out what the siblings share', () => {
    const alone = effectOf(withWeather(4, 0.08));
    const compared = effectOf(withWeather(4, 0.08), { controls: [sibling] });
    expect(compared.controls).toEqual(['visits in Austria']);
    expect(compared.high - compared.low).toBeLessThan(0.6 * (alone.high - alone.low));
    expect(compared.low).toBeGreaterThan(0);
  });

  test('that have nothing in common are left aside', () => {
    const stranger = { name: 'rain in Spain', series: dailySeries({ days: 90, seed: 99 }) };
    const series = dailySeries({ days: 90, seed: 1 });
    const { unusedControls, ...effect } = effectOf(series, { controls: [stranger] });
    expect(unusedControls?.map(({ name }) => name)).toEqual(['rain in Spain']);
    expect(effect).toEqual(effectOf(series));
  });

  test('that are broken are left aside', () => {
    const broken = { name: 'broken', series: mapped(sibling.series, () => Number.NaN) };
    expect(effectOf(withWeather(4, 0), { controls: [broken] }).controls).toEqual([]);
  });
});

describe('what is said beside the figures', () => {
  test('an ordinary metric: nothing', () => {
    expect(effectOf(dailySeries({ days: 90 })).warnings).toEqual([]);
  });

  test('a short history', () => {
    const { warnings } = effectOf(dailySeries({ days: 90 }), {
      releaseFrom: 35 * day,
      releaseTo: 36 * day,
      until: 60 * day,
    });
    expect(warnings).toEqual([
      {
        kind: 'short-history',
        text: 'There are only 35 days of history: its usual ups and downs may not all have shown yet.',
      },
    ]);
  });

  test('gaps', () => {
    const series = dailySeries({ days: 90 });
    const holes = { ...series, samples: series.samples.filter((_, i) => i % 6 !== 1) };
    expect(effectOf(holes).warnings).toEqual([
      { kind: 'gaps', text: '5 of the 29 days since the release have no value: what is said is of the others.' },
      { kind: 'gaps', text: '17% of the days before the release have no value.' },
    ]);
    const mostly = { ...series, samples: series.samples.filter((_, i) => i < 64 || i >= 79) };
    expect(effectOf(mostly).warnings).toEqual([
      {
        kind: 'thin-window',
        text: '15 of the 29 days since the release have no value: what is said is of the others.',
      },
    ]);
  });

  test('where there never was a value none is missing: weekends, and nights', () => {
    const series = dailySeries({ days: 90 });
    const workdays = (from: number) => ({
      ...series,
      samples: series.samples.filter((_, i) => i < from || i % 7 < 5),
    });
    expect(effectOf(workdays(0)).warnings).toEqual([]);
    expect(effectOf(workdays(61)).warnings).toMatchObject([{ text: expect.stringMatching(/^8 of the 28 days since/) }]);
    const hour = day / 24;
    const random = normal(uniform(4));
    const samples = Array.from({ length: 24 * 40 }, (_, i) => ({ t: i * hour, value: Math.exp(5 + 0.1 * random()) }));
    const open = samples.filter((_, i) => i % 24 >= 8 && i % 24 < 21);
    const release = { releaseFrom: 30 * day, releaseTo: 30 * day + hour, until: 40 * day };
    expect(effectOf({ bucket: 'hour', samples: open }, release).warnings).toEqual([]);
  });

  test('a holiday, and the holidays are passed over', () => {
    const at = (iso: string) => Date.parse(`${iso}T00:00:00Z`);
    const start = at('2026-10-01');
    const series = dailySeries({ days: 110 });
    const shifted: Series = {
      ...series,
      samples: series.samples.map(({ t, value }) => ({
        t: t + start,
        value: ['2026-12-25', '2026-12-26', '2027-01-01'].some((d) => at(d) === t + start) ? value / 3 : value,
      })),
    };
    const holidays = holidaysOf('DE', start, start + 110 * day);
    const question = { releaseFrom: at('2026-12-25'), releaseTo: at('2026-12-26'), until: start + 110 * day };
    const effect = effectOf(shifted, { ...question, ...(holidays ? { holidays } : {}) });
    expect(effect.warnings).toContainEqual({
      kind: 'holiday',
      text: 'The release falls on a holiday: 1. Weihnachtstag.',
    });
    expect(effect.bucketsAfter).toBe(effectOf(shifted, question).bucketsAfter - 2);
    expect(holidaysOf('XX', 0, 1)).toBeUndefined();
  });
});

test('an early look asks for more', () => {
  const series = dailySeries({ days: 90, step: 0.1, stepAt: 61 });
  const [early, last] = [effectOf(series, { alpha: 0.01 }), effectOf(series)];
  expect(early.confidence).toBe(0.99);
  expect(early.high - early.low).toBeGreaterThan(1.2 * (last.high - last.low));
});
