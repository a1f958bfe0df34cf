import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { outcomesOf } from '../../src/domain/readout/outcomes-of.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';
import { betsOn, day, release, shippedAt } from './bet-cases.ts';
import { caseSeries, effectOn } from './case-series.ts';

const stage = betsOn(`version: 1
metrics:
  net: { title: Net revenue, unit: usd, good: up, source: w/net }
  loss: { title: Losses, unit: usd, good: down, source: w/loss }
  exports: { title: Exports, unit: count, good: up, source: w/exports }
  rate: { title: Sign-up rate, unit: ratio, good: up, source: w/rate }
objectives:
  - { id: O1, title: Out, key_results: [{ id: KR1, metric: rate, from: 3.1%, to: 4.0%, by: 2026-12-31 }] }
`);

/** Ninety days before and 28 after, the day of the release between them. */
function reading(value: (i: number, since: boolean, weekend: boolean) => number | [number, number]): Reading {
  const samples = Array.from({ length: 119 }, (_, i) => {
    const t = release + (i - 90) * day;
    const one = value(i, t >= release, [0, 6].includes(new Date(t).getUTCDay()));
    if (!Array.isArray(one)) return { t, value: one };
    return { t, value: one[0] / one[1], numerator: one[0], denominator: one[1] };
  });
  return { kind: 'samples', series: { bucket: 'day', samples } };
}

const noisy = (level: number, lift: number, spread = 100, seed = 5) => {
  const random = randomFrom(seed);
  return reading((_, since) => Math.round(level + (since ? lift : 0) + spread * random.normal()));
};
const amount = (size: number) => ({ kind: 'absolute', low: size, high: size }) as const;
const relative = (size: number) => ({ kind: 'relative', low: size, high: size }) as const;

describe('a level near zero, or below it: everything in the unit of the metric', () => {
  const near = { metric: 'net', change: amount(100), reading: noisy(20, 100), afterDays: 28 };

  test('effect, interval and expectation', () => {
    const readout = stage.measured(near);
    expect(readout.verdict).toBe('moved');
    const body = stage.readout(near);
    expect(body).toMatch(/### It moved: Net revenue up \$\d+(\.\d+)?, \$100 was expected/);
    expect(body).toMatch(/The effect is \+\$\d+(\.\d+)? \(95% interval \+\$\d+(\.\d+)? to \+\$\d+(\.\d+)?\)/);
    expect(body.split('<details>')[0]).not.toMatch(/\d%(?! interval)/);
  });

  test('what does not move by it is flat, or cannot be told', () => {
    expect(['flat', 'inconclusive']).toContain(stage.measured({ ...near, reading: noisy(20, 0) }).verdict);
    expect(stage.measured({ ...near, change: amount(500) }).verdict).toBe('moved-less');
    expect(stage.measured({ ...near, reading: noisy(20, -150) }).verdict).toBe('backfired');
  });

  test('a guard', () => {
    const guarded = { ...near, change: amount(10), limit: amount(-50) };
    expect(stage.measured({ ...guarded, reading: noisy(20, -250) }).guards[0]?.state).toBe('breached');
    expect(stage.readout({ ...guarded, reading: noisy(20, -250) })).toMatch(
      /Net revenue got worse by \$\d+ \(interval -\$\d+ to -\$\d+\), more than the \$50 allowed/,
    );
    expect(stage.measured({ ...guarded, reading: noisy(20, 150) }).guards[0]?.state).toBe('held');
  });

  test('a level below zero that rises is better where up is good, whatever per cent of it would say', () => {
    const rising = { metric: 'net', change: amount(100), reading: noisy(-400, 200, 60), afterDays: 28 };
    const { verdict, movements } = stage.measured(rising);
    expect(verdict).toBe('moved');
    expect(movements[0]?.answer).toMatchObject({ inUnit: { base: expect.any(Number) } });
    expect(stage.measured({ ...rising, metric: 'loss' }).verdict).toBe('backfired');
    // A tenth of 400 is 40 dollars towards zero.
    expect(stage.measured({ ...rising, change: relative(0.1) }).verdict).toBe('moved');
  });

  test('the forecast says what its window can show in the unit, and that +$60 is smaller', () => {
    const hoping = (dollars: number) =>
      stage.forecast({ metric: 'net', change: amount(dollars), reading: noisy(20, 0) });
    expect(hoping(6000)).toMatch(/\n\n14 days can show changes of \$\d+(\.\d+)? or more\.\n\n/);
    expect(hoping(60)).toMatch(/\+\$60 is smaller than what 14 days can show here \(\$\d+(\.\d+)?\)/);
  });

  test('the record of bets gets no per cent of it', () => {
    const bet = { id: '1', repository: { id: 1 }, number: 1, bet: stage.bet(near) };
    const [outcome] = outcomesOf(bet, stage.measured(near), shippedAt);
    expect(outcome).not.toHaveProperty('effect');
    expect(outcome).not.toHaveProperty('expected');
  });
});

test('a handful of counts before: from next to nothing to five a day, in counts', () => {
  const random = randomFrom(3);
  const body = stage.readout({
    metric: 'exports',
    reading: reading((i, since) => (since ? random.count(5) : i === 40 ? 1 : 0)),
    afterDays: 28,
  });
  expect(body).toMatch(/It moved: Exports up [45](\.\d+)?$/m);
});

test('one zero long ago changes nothing', () => {
  const [zero, none] = ['base-1-one-zero', 'base-1-none'].map((name) =>
    effectOn(name, '2026-10-06', { neverFalls: true }),
  );
  for (const end of ['relative', 'low', 'high'] as const) expect(zero?.[end]).toBeCloseTo(none?.[end] ?? 0, 1);
});

test('nor does one of the half year that is looked at, which is said', () => {
  const { bucket, samples } = caseSeries('base-1-none');
  const outage = Date.parse('2026-07-01T00:00Z');
  const series = { bucket, samples: samples.map((one) => (one.t === outage ? { ...one, value: 0 } : one)) };
  const [zero, none] = [{ series }, {}].map((more) =>
    effectOn('base-1-none', '2026-10-06', { neverFalls: true, ...more }),
  );
  for (const end of ['relative', 'low', 'high'] as const) expect(zero?.[end]).toBeCloseTo(none?.[end] ?? 0, 1);
  expect(zero?.warnings.map(({ kind }) => kind)).toContain('outages');
});

test('with an outage long ago the sibling is still used', () => {
  const series = (name: string) => ({ name, series: caseSeries(name) });
  const alone = effectOn('control-3-metric', '2026-10-06');
  const beside = effectOn('control-3-metric', '2026-10-06', { controls: [series('control-3-austria')] });
  expect(beside.controls).toEqual(['control-3-austria']);
  expect(beside.high - beside.low).toBeLessThan((alone.high - alone.low) / 5);
});

test('an expectation is held against the level without the release, as the effect is', () => {
  // Twice as much before the release as in the 28 days at the merge would have said.
  const random = randomFrom(9);
  const growing = reading((i, since) => 1000 * 1.01 ** i * Math.exp(0.01 * random.normal()) * (since ? 1.1 : 1));
  const { movements } = stage.measured({ metric: 'net', change: amount(200), reading: growing, afterDays: 28 });
  const [movement] = movements;
  if (movement?.answer.kind !== 'effect') throw new Error('no effect');
  expect(movement.expected?.low).toBeCloseTo(200 / movement.answer.counterfactualLevel, 9);
});

describe('a ratio', () => {
  /** 10,000 visits at 3% on weekdays, 500 at 10% at weekends: 3.1% of the visits. */
  const rate = reading((i, _, weekend) => {
    const denominator = weekend ? 500 : 10_000;
    return [Math.round(denominator * (weekend ? 0.1 : 0.03) * (1 + (((i * 37) % 41) - 20) / 400)), denominator];
  });

  test('is its sums over each other in the lead, in its weeks and in the key result', () => {
    const body = stage.readout({ metric: 'rate', reading: rate, afterDays: 28 });
    const level = /\*\*(3\.1\d%)\*\*, against (3\.\d+%) expected/.exec(body)?.[1];
    expect(level).toBeDefined();
    expect(body).toContain(`**KR1** is at ${level}, on the way`);
    const weeks = [...body.matchAll(/^\| \d+ (?:Sep|Oct) \| ([\d.]+%) \| ([\d.]+%)? ?\|$/gm)];
    expect(weeks.length).toBeGreaterThan(4);
    for (const [, measured, without] of weeks)
      for (const cell of [measured, without]) if (cell) expect(Number.parseFloat(cell)).toBeCloseTo(3.13, 0);
    expect(body).not.toMatch(/\b[45]\.\d\d%/);
  });
});

describe('a sibling that is given', () => {
  const austria = caseSeries('control-1-austria');
  const ordered = { ...austria, samples: austria.samples.toSorted((a, b) => a.t - b.t) };
  const change = (of: (value: number, i: number) => number) => ({
    ...ordered,
    samples: ordered.samples.map(({ t, value }, i) => ({ t, value: of(value, i) })),
  });
  const random = randomFrom(1);

  test.each([
    ['is used in order of time', ordered, undefined],
    ['is used though its counter was off for a day', change((value, i) => (i === 20 ? 0 : value)), undefined],
    ['newest first', austria, 'the values are not in order of time'],
    ['is by the hour', { ...ordered, bucket: 'hour' as const }, 'it has values by the hour'],
    ['is often zero', change((value, i) => (i % 5 ? value : 0)), 'it has values at or below zero'],
    [
      'has large gaps',
      { ...ordered, samples: ordered.samples.slice(30) },
      'it lacks more than a tenth of the days of the metric',
    ],
    [
      'says nothing of it',
      change(() => 1000 + 100 * random.normal()),
      'it explains less than a tenth of how the metric varies',
    ],
    ['never changes', change(() => 4), 'it hardly ever changes'],
  ])('%s', (_, series, why) => {
    const { controls, unusedControls = [] } = effectOn('control-1-metric', '2026-10-06', {
      controls: [{ name: 'austria', series }],
    });
    expect(controls).toEqual(why === undefined ? ['austria'] : []);
    expect(unusedControls).toEqual(why === undefined ? [] : [{ name: 'austria', why }]);
  });

  test('of a metric that is zero time and again', () => {
    const { unusedControls } = effectOn('base-6-new-feature', '2026-10-06', {
      controls: [{ name: 'austria', series: ordered }],
    });
    expect(unusedControls).toEqual([{ name: 'austria', why: 'the metric itself has values at or below zero' }]);
  });
});
