import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { Effect } from '../../../src/analysis/effect.ts';
import { day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';
import { shopMetrics } from '../../stage/shop/shop-metrics.ts';

const week = [1.02, 1.03, 1.02, 1, 0.97, 0.88, 0.86];
const seeds = Array.from({ length: 6 }, (_, i) => i + 1);

/** A metric whose logarithm goes as is said; from the release on it is lifted. */
function effect(
  { history, days, noise = 0.012, lift = 0 }: { history: number; days: number; noise?: number; lift?: number },
  seed: number,
  logarithm: (i: number) => number,
): Effect {
  const { normal } = randomFrom(seed * 977);
  const samples = Array.from({ length: history + days }, (_, i) => ({
    t: i * day,
    value:
      1000 * (week[i % 7] ?? 1) * Math.exp(logarithm(i - history) + noise * normal()) * (i < history ? 1 : 1 + lift),
  }));
  const at = history * day;
  const answer = analyse({
    series: { bucket: 'day', samples },
    releaseFrom: at,
    releaseTo: at,
    until: (history + days) * day,
  });
  if (answer.kind !== 'effect') throw new Error(answer.text);
  return answer;
}
const isAlarm = ({ low, high }: Effect) => low > 0 || high < 0;

const windows = [
  { history: 63, days: 28 },
  { history: 90, days: 14 },
];

describe('growth that goes on is no effect', () => {
  test.each(windows.flatMap((window) => [0.02, 0.01, 0.005, -0.01].map((growth) => ({ ...window, growth }))))(
    '$growth a day, $history days before, $days after',
    ({ growth, ...window }) => {
      for (const seed of seeds) expect(isAlarm(effect(window, seed, (i) => growth * i))).toBe(false);
    },
  );

  test('a lift beside it is found, and held', () => {
    for (const seed of seeds) {
      const answer = effect({ history: 90, days: 14, lift: 0.1 }, seed, (i) => 0.01 * i);
      expect(isAlarm(answer)).toBe(true);
      expect(answer.low).toBeLessThan(0.1);
      expect(answer.high).toBeGreaterThan(0.1);
    }
  });

  test('a plain lift of a metric whose days resemble the day before is found: a few days are no growth', () => {
    const releasedAt = new Date('2026-10-01');
    const from = releasedAt.getTime();
    for (const seed of [3, 7, 34]) {
      const days = shopMetrics({ until: new Date('2026-10-29'), days: 290, seed, shippedAt: releasedAt });
      const samples = days.map(({ day: on, visits, signups }) => ({
        ...{ t: Date.parse(on), value: signups / visits, numerator: signups, denominator: visits },
      }));
      const asked = { releaseFrom: from, releaseTo: from + day, until: from + 29 * day };
      const answer = analyse({ series: { bucket: 'day', samples }, ...asked });
      expect(answer.kind === 'effect' && isAlarm(answer)).toBe(true);
    }
  });

  test('that it may not go on is said where it matters', () => {
    const kinds = (growth: number) =>
      effect({ history: 63, days: 28 }, 1, (i) => growth * i).warnings.map(({ kind }) => kind);
    expect(kinds(0.02)).toContain('growing');
    expect(kinds(0)).not.toContain('growing');
  });
});

describe('growth that began one to three weeks before', () => {
  const begun = windows.flatMap((window) =>
    [0.02, 0.01].flatMap((growth) => [7, 14, 21].map((since) => ({ ...window, growth, since }))),
  );
  const answersTo = (isOver: boolean) =>
    begun.flatMap(({ growth, since, ...window }) =>
      seeds
        .slice(0, 2)
        .map((seed) => effect(window, seed, (i) => growth * Math.max(0, (isOver ? Math.min(i, 0) : i) + since))),
    );
  const isSaid = ({ warnings }: Effect) =>
    warnings.some(({ kind, text }) => kind === 'began-before' && /about 1970-0\d-\d\d/.test(text));
  test('is seldom an effect where it goes on, and that it is there is said', () => {
    const answers = answersTo(false);
    expect(answers.filter(isAlarm).length).toBeLessThanOrEqual(answers.length / 5);
    expect(answers.filter(isSaid).length).toBeGreaterThanOrEqual((4 / 5) * answers.length);
  });
  test.each([false, true])('or four or five days before: mostly no effect (%s: it ends with the release)', (isOver) => {
    const late = windows.flatMap((window) =>
      [4, 5].flatMap((since) =>
        seeds.map((seed) =>
          effect({ ...window, noise: 0.02 }, seed, (i) => 0.02 * Math.max(0, (isOver ? Math.min(i, 0) : i) + since)),
        ),
      ),
    );
    expect(late.filter(isAlarm).length).toBeLessThanOrEqual(late.length / 4);
  });
  test('a step at the release is none of that', () => {
    for (const window of windows)
      for (const seed of seeds) {
        const answer = effect({ ...window, noise: 0.02, lift: 0.1 }, seed, () => 0);
        expect(isAlarm(answer)).toBe(true);
        expect(isSaid(answer)).toBe(false);
      }
  });
  test('nor where it ends with the release', () => {
    const answers = answersTo(true);
    expect(answers.filter(isAlarm).length).toBeLessThanOrEqual(answers.length / 5);
  });
});

describe('growth that ends is none either', () => {
  test.each([
    { name: 'two weeks before the release', of: (i: number) => 0.01 * Math.min(i, -14) },
    { name: 'on the day of the release', of: (i: number) => 0.01 * Math.min(i, 0) },
    { name: 'as adoption does', of: (i: number) => Math.log(200 + 1000 / (1 + Math.exp(-(i + 20) / 15))) },
  ])('$name', ({ of }) => {
    const answers = windows.flatMap((window) => seeds.map((seed) => effect({ ...window, noise: 0.03 }, seed, of)));
    expect(answers.filter(isAlarm).length).toBeLessThanOrEqual(1);
  });
});
