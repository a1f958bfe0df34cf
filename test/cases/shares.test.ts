import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import type { Disclosure } from '../../src/domain/disclosure/disclosure.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';
import { betsOn, day, release } from './bet-cases.ts';

const stage = betsOn(`version: 1
metrics:
  rate: { title: Sign-up rate, unit: ratio, good: up, source: w/rate }
  errors: { title: Error rate, unit: ratio, good: down, source: w/errors }
  retention: { title: Net retention, unit: ratio, good: up, source: w/retention }
  orders: { title: Orders, unit: count, good: up, source: w/orders }
objectives:
  - id: O1
    title: Out
    key_results:
      - { id: KR1, metric: rate, from: 3.1%, to: 4.0%, by: 2026-12-31 }
      - { id: KR2, metric: errors, from: 0.4%, to: 0.2%, by: 2026-12-31 }
`);

/** Days around a level, 90 before the release and 28 since. */
function around(level: number, lift = 1): Reading {
  const random = randomFrom(3);
  const samples = Array.from({ length: 119 }, (_, i) => {
    const t = release + (i - 90) * day;
    return { t, value: level * (1 + 0.02 * random.normal()) * (t > release ? lift : 1) };
  });
  return { kind: 'samples', series: { bucket: 'day', samples } };
}
const relative = (size: number): Change => ({ kind: 'relative', low: size, high: size });
const points = (size: number): Change => ({ kind: 'points', low: size, high: size });
const ofNames: Disclosure = { public: [], ofPublic: 'figures', ofOthers: 'name', words: true };

describe('a ratio whose source gives per cent', () => {
  test.each([
    ['3.1 for 3.1%', 'rate', around(3.1)],
    ['0.4 for 0.4%: a hundred times what its key result says', 'errors', around(0.4)],
    ['101 for 101%', 'retention', around(101)],
  ])('%s: said before the merge, and no verdict after it', (_, metric, reading) => {
    const bet = { metric, change: points(0.001), reading, afterDays: 28 };
    const forecast = stage.forecast(bet);
    expect(forecast).toMatch(/^### This bet cannot be measured yet/m);
    expect(forecast).toContain('its values look like per cent, and those of a ratio are shares (0.12 for 12%)');
    expect(forecast).not.toMatch(/\d{3}%|reached already/);
    expect(stage.measured(bet).verdict).toBe('no-data');
    expect(stage.readout(bet)).not.toMatch(/is reached|\d{3}%/);
  });

  test.each([
    ['shares', 'rate', around(0.031)],
    ['more than all of it', 'retention', around(1.08)],
    ['a metric that came a long way', 'errors', around(0.05)],
    ['no ratio', 'orders', around(310)],
  ])('%s are none', (_, metric, reading) => {
    expect(stage.forecast({ metric, change: relative(0.05), reading })).not.toContain('per cent');
    expect(stage.measured({ metric, change: relative(0.05), reading }).verdict).not.toBe('no-data');
  });
});

describe('an expectation that leads past what there can be', () => {
  test.each([
    ['a rate past 100%', 'rate', 0.985, relative(0.03), '+3% would lead past 100%, and no ratio goes there'],
    ['a rate past 100% in points', 'rate', 0.985, points(0.02), '+2 pp would lead past 100%, and no ratio goes there'],
  ])('%s', (_, metric, level, change, said) => {
    const reading = around(level, 1);
    if (reading.kind === 'samples')
      for (const sample of reading.series.samples) sample.value = Math.min(1, level + (sample.value - level) / 10);
    expect(stage.forecast({ metric, change, reading })).toContain(`**With care** ${said}`);
    expect(stage.forecast({ metric, change, reading }, ofNames)).not.toContain('100%');
  });

  test('a count below zero', () => {
    const change: Change = { kind: 'absolute', low: -400, high: -400 };
    expect(stage.forecast({ metric: 'orders', change, reading: around(310) })).toContain(
      '**With care** -400 would lead below zero, where it cannot go',
    );
  });

  test('what is possible gets no warning', () => {
    expect(stage.forecast({ metric: 'rate', change: relative(0.03), reading: around(0.93) })).not.toContain(
      'past 100%',
    );
    expect(stage.forecast({ metric: 'orders', change: relative(3), reading: around(310) })).not.toContain('past 100%');
  });
});

test('a key result is not reached by values that are none of its metric', () => {
  const thousands = around(0.031);
  if (thousands.kind === 'samples')
    for (const sample of thousands.series.samples) if (sample.t > release + 8 * day) sample.value *= 1000;
  const bet = { metric: 'rate', change: relative(0.05), reading: thousands, afterDays: 28 };
  expect(stage.measured(bet).movements[0]?.answer).toMatchObject({ reason: 'unit-changed' });
  expect(stage.readout(bet)).not.toContain('KR1** is');
});
