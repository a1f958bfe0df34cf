import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArmsQuestion, armsEffect } from '../../../src/analysis/arms/arms-effect.ts';
import { compareDailyRatios } from '../../../src/analysis/arms/daily-ratios.ts';
import { pooled } from '../../../src/analysis/arms/pooled.ts';
import { compareProportions } from '../../../src/analysis/arms/two-proportions.ts';
import type { Effect } from '../../../src/analysis/effect.ts';
import type { Sample } from '../../../src/analysis/samples.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { day } from '../../stage/series/daily-series.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';

const share = (t: number, numerator: number, denominator: number): Sample => ({
  t: t * day,
  value: numerator / denominator,
  numerator,
  denominator,
});
const days = (count: number, of: (at: number) => Sample) => Array.from({ length: count }, (_, at) => of(at));

const question = (control: Sample[], treatment: Sample[], part: Partial<ArmsQuestion> = {}): ArmsQuestion => ({
  arms: { control: { name: 'control', samples: control }, treatment: { name: 'treatment', samples: treatment } },
  from: 0,
  until: 100 * day,
  ...part,
});
const answered = (asked: ArmsQuestion): Effect => {
  const answer = armsEffect(asked);
  if (answer.kind !== 'effect') throw new Error(answer.text);
  return answer;
};

/** 1,100 against 1,000 of 20,000 each, over ten days. */
const [control, treatment] = [days(10, (at) => share(at, 100, 2000)), days(10, (at) => share(at, 110, 2000))];

describe('shares', () => {
  test('the days together are the two proportions', () => {
    const answer = answered(question(control, treatment));
    const whole = compareProportions({ n: 20_000, successes: 1100 }, { n: 20_000, successes: 1000 });
    expect(answer).toMatchObject({
      relative: expect.closeTo(0.1, 12),
      low: expect.closeTo(whole.relative.low, 12),
      high: expect.closeTo(whole.relative.high, 12),
      p: whole.p,
      confidence: 0.95,
      actualLevel: 0.055,
      counterfactualLevel: 0.05,
      bucketsBefore: 0,
      bucketsAfter: 10,
      arms: { control: { name: 'control', n: 20_000 }, treatment: { name: 'treatment', n: 20_000 } },
    });
    expect(answer.detectable).toBeCloseTo((1.959964 + 0.841621) * 0.046787, 5);
    expect(answer.counterfactual[3]).toEqual({ t: 3 * day, expected: 0.05, low: 0.05, high: 0.05 });
  });

  test('totals of no day give what their days give, and no course', () => {
    const [without, withChange] = [control, treatment].map((samples) => [{ ...pooled(samples), t: -5 * day }]);
    const arms = {
      control: { name: 'control', samples: without ?? [] },
      treatment: { name: 'treatment', samples: withChange ?? [] },
      totals: true as const,
    };
    const whole = answered({ arms, from: 0, until: 10 * day });
    const byDay = answered(question(control, treatment));
    expect(whole).toEqual({ ...byDay, counterfactual: [], arms: { ...byDay.arms, totals: true } });
  });

  test('only the days that are asked about count', () => {
    const wild = [share(-1, 2000, 2000), ...treatment, share(100, 2000, 2000)];
    expect(answered(question(control, wild))).toEqual(answered(question(control, treatment)));
  });

  test('a look before the last is wider, and its p agrees with its interval', () => {
    const last = answered(question(control, treatment));
    const look = answered(question(control, treatment, { until: 10 * day, judgedAt: 28 * day }));
    expect(look.arms?.anytime).toBe(true);
    expect(look.low).toBeLessThan(last.low);
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), (successes) => {
        const arm = days(10, (at) => share(at, successes, 2000));
        const { absolute, p } = answered(question(control, arm, { until: 10 * day, judgedAt: 28 * day }));
        expect(p < 0.05).toBe(absolute.low > 0 || absolute.high < 0);
      }),
      runs(),
    );
  });

  test('28 looks at nothing: false alarms stay under the level, where a fixed interval has many', () => {
    const random = uniform(11);
    const binomial = (n: number, p: number) => Array.from({ length: n }, random).filter((u) => u < p).length;
    const found = { fixed: 0, anytime: 0 };
    for (let run = 0; run < 120; run++) {
      const [a, b] = [0, 1].map(() => days(28, (at) => share(at, binomial(200, 0.2), 200))) as [Sample[], Sample[]];
      const looks = Array.from({ length: 28 }, (_, i) => (i + 1) * day);
      const alarm = (part: Partial<ArmsQuestion>) =>
        looks.some((until) => {
          const { low, high } = answered(question(a, b, { ...part, until }));
          return low > 0 || high < 0;
        });
      if (alarm({})) found.fixed += 1;
      if (alarm({ judgedAt: 28 * day })) found.anytime += 1;
    }
    expect(found.fixed).toBeGreaterThan(20);
    expect(found.anytime).toBeLessThanOrEqual(6);
  });
});

describe('what cannot be compared', () => {
  test('the split is looked at first, against what was meant', () => {
    const fewer = days(10, (at) => share(at, 110, 1800));
    expect(armsEffect(question(control, fewer))).toMatchObject({
      reason: 'sample-ratio',
      text: 'The two groups did not get the shares of people that they were meant to: something apart from the change tells them apart, and they cannot be compared.',
      arms: { control: { n: 20_000 }, treatment: { n: 18_000 } },
    });
    expect(armsEffect(question(control, fewer, { split: [10, 9] }))).toMatchObject({ kind: 'effect' });
    expect(armsEffect(question(control, treatment, { split: [90, 10] }))).toMatchObject({
      ...{ reason: 'sample-ratio', arms: { split: [90, 10] } },
    });
  });

  test.each<[string, Sample[], Sample[], string, string]>([
    ['nobody yet', control, [], 'too-few-in-arm', 'One of the two groups has nobody in it yet.'],
    [
      'hardly anybody',
      [share(0, 9, 200)],
      [share(0, 20, 200)],
      'too-few-in-arm',
      'Fewer than 10 people of one of the two groups did it, or did not.',
    ],
    [
      'a few days of sums',
      days(6, (at) => ({ ...share(at, 300 + at, 200), n: 100 })),
      days(6, (at) => ({ ...share(at, 310 + 2 * at, 200), n: 100 })),
      'too-few-in-arm',
      'There are 6 days with both groups; 7 are needed.',
    ],
  ])('%s', (_, without, withChange, reason, text) => {
    expect(armsEffect(question(without, withChange))).toMatchObject({ kind: 'unanswerable', reason, text });
  });
});

test('a control below zero, or at it: in the unit, its sign that of the difference', () => {
  const arm = (mean: number): Sample[] => [{ t: 0, value: mean, stddev: 1, n: 500 }];
  const below = armsEffect(question(arm(-2), arm(2)));
  expect(below).toMatchObject({ relative: 2, inUnit: { base: 2 }, absolute: { value: 4 } });
  const none = armsEffect(question(arm(0), arm(0.5)));
  expect(none).toMatchObject({ relative: 0.5, inUnit: { base: 1 } });
  if (none.kind === 'effect') expect(none.low).toBeGreaterThan(0);
});

test('means: pooling the days gives the mean and spread of all units', () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 });
  const described = (units: number[]): Sample => {
    const mean = units.reduce((a, b) => a + b, 0) / units.length;
    const squares = units.reduce((sum, unit) => sum + (unit - mean) ** 2, 0);
    return { t: 0, value: mean, n: units.length, stddev: Math.sqrt(squares / (units.length - 1)) };
  };
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), (groups) => {
      const [whole, parts] = [described(groups.flat()), pooled(groups.map(described))];
      expect(parts.value).toBeCloseTo(whole.value, 6);
      expect(parts.stddev).toBeCloseTo(whole.stddev ?? 0, 6);
      expect(parts.n).toBe(whole.n);
    }),
    runs(),
  );
});

test('means are compared by Welch', () => {
  const of = (mean: number, n: number, stddev: number) => days(2, (at) => ({ t: at * day, value: mean, n, stddev }));
  const answer = answered(question(of(10, 500, 4), of(10.5, 500, 4)));
  expect(answer).toMatchObject({ relative: expect.closeTo(0.05, 12), actualLevel: 10.5 });
  expect(answer.p).toBeCloseTo(0.00524, 4);
});

describe('ratios of sums, by day', () => {
  const [x, y] = [
    [20, 24, 22, 21, 23, 15, 14],
    [100, 110, 105, 100, 108, 80, 76],
  ];
  const arm = (lift: number) => ({
    n: 700,
    days: (x ?? []).map((numerator, i) => ({ numerator: numerator + lift * (i % 3), denominator: y?.[i] ?? 0 })),
  });

  test('an arm against itself', () => {
    expect(compareDailyRatios(arm(0), arm(0))).toMatchObject({ value: 0, error: 0 });
  });

  // Python: e = [(a - r * b) / mean(y)]; statistics.stdev(eT - eC) / sqrt(7); scipy 1.17: 2 * stats.t.sf(2.52570677596311, 6)
  test('one more on some days', () => {
    const { value, error, p, relative } = compareDailyRatios(arm(1), arm(0));
    expect(value).toBeCloseTo(0.008836524300441823, 12);
    expect(error).toBeCloseTo(0.003498634277160797, 12);
    expect(p).toBeCloseTo(0.04493940443993562, 9);
    expect(relative.value).toBeCloseTo(0.043165467625899234, 12);
    expect(relative.error).toBeCloseTo(0.017141518767368004, 12);
  });

  test('a difference of nothing is found at the level that was asked for', () => {
    const noise = normal(uniform(5));
    let found = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const [a, b] = [0, 1].map(() => ({
        n: 1000,
        days: Array.from({ length: 14 }, (_, i) => {
          const denominator = 1000 * (1 + 0.3 * Math.sin(i)) + 30 * noise();
          return { numerator: 0.2 * denominator * (1 + 0.05 * noise()), denominator };
        }),
      })) as [ReturnType<typeof arm>, ReturnType<typeof arm>];
      if (compareDailyRatios(a, b).p < 0.05) found += 1;
    }
    expect(found / runs).toBeGreaterThan(0.035);
    expect(found / runs).toBeLessThan(0.065);
  });
});
