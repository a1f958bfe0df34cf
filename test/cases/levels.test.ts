import { describe, expect, test } from 'vitest';
import { verdicts } from '../../src/analysis/verdict.ts';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import { disclosureOf, everything } from '../../src/domain/disclosure/disclosure.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { outcomesOf } from '../../src/domain/readout/outcomes-of.ts';
import { verdictAsTold } from '../../src/domain/readout/told.ts';
import { verdictInWords } from '../../src/render/words/verdict-in-words.ts';
import { type BetCase, betsOn, day, release, shippedAt } from './bet-cases.ts';

const stage = betsOn(`version: 1
metrics:
  csv_exports: { title: CSV exports, unit: count, good: up, source: w/csv }
  members: { title: Members, unit: count, good: up, source: w/members, increase: false }
  error_rate: { title: Error rate, unit: ratio, good: down, source: w/err }
objectives:
  - { id: O1, title: Out, key_results: [{ id: KR1, metric: csv_exports, from: 0, to: 55, by: 2026-12-31 }] }
`);

interface Case {
  metric?: string;
  change: Extract<Change, { kind: 'level' }>;
  /** A value a day: those since, from the day after the release, and those before it. */
  since: (number | null)[];
  before?: number[];
  /** Of so many each day, where it is a share. */
  parts?: number;
}

function readingOf({ since, before = [], parts = 0 }: Case): Reading {
  const sample = (t: number, value: number) =>
    parts ? { t, value, numerator: value * parts, denominator: parts } : { t, value };
  const samples = [
    ...before.map((value, i) => sample(release - (before.length - i) * day, value)),
    ...since.flatMap((value, i) => (value === null ? [] : [sample(release + (i + 1) * day, value)])),
  ];
  return samples.length ? { kind: 'samples', series: { bucket: 'day', samples } } : { kind: 'empty' };
}

const betCase = (one: Case): BetCase => ({
  metric: one.metric ?? 'csv_exports',
  change: one.change,
  reading: readingOf(one),
});
const atLeast = (value: number) => ({ kind: 'level', bound: 'at-least', value, percent: false }) as const;
const atMost = (value: number) => ({ kind: 'level', bound: 'at-most', value, percent: true }) as const;
const measured = (one: Case) => stage.measured(betCase(one));
const readoutOf = (one: Case, ...as: Parameters<typeof disclosureOf>[]) =>
  stage.readout(betCase(one), ...as.map((given) => disclosureOf(...given)));
const forecastOf = (one: Case, ...as: Parameters<typeof disclosureOf>[]) =>
  stage.forecast(betCase(one), ...as.map((given) => disclosureOf(...given)));

const ramp = [2, 9, 20, 33, 41, 55, 58];
const used = [...ramp, 60, 63, 57, 66, 61, 59, 64];
/** Errors for eight days, then none. */
const mended = [
  ...Array<number>(8)
    .fill(0.004)
    .map((rate, i) => rate + i / 10_000),
  ...Array<number>(6).fill(0),
];
const unitBefore = Array.from({ length: 40 }, (_, i) => (i < 30 ? 55_000 + 100 * (i % 7) : 55 + (i % 7)));
const week = (value: number) => Array<number>(14).fill(value);

describe('a level that is expected of what has no history', () => {
  test.each<[string, Case, string]>([
    ['is there', { change: atLeast(50), since: used }, 'moved'],
    [
      'is there, weekends at a fifth',
      { change: atLeast(40), since: [...Array(2)].flatMap(() => [60, 61, 59, 62, 58, 12, 13]) },
      'moved',
    ],
    ['is part of the way', { change: atLeast(90), since: used }, 'moved-less'],
    ['is hardly used', { change: atLeast(50), since: [0, 1, 0, 2, 1, 0, 0, 1, 0, 0, 2, 0, 1, 0] }, 'flat'],
    ['is never used, and counted', { change: atLeast(50), since: week(0) }, 'flat'],
    ['may be there or not', { change: atLeast(61), since: used }, 'inconclusive'],
    ['has no row', { change: atLeast(50), since: [] }, 'no-data'],
    ['has no row any more', { change: atLeast(50), since: ramp }, 'no-data'],
    ['stood there before', { change: atLeast(50), since: used, before: week(58) }, 'inconclusive'],
    ['was lower before', { change: atLeast(50), since: used, before: week(12) }, 'moved'],
    ['stays low enough', { metric: 'error_rate', change: atMost(0.01), since: week(0.004), parts: 10_000 }, 'moved'],
    ['is too high', { metric: 'error_rate', change: atMost(0.01), since: week(0.03), parts: 10_000 }, 'moved-less'],
    ['is far too high', { metric: 'error_rate', change: atMost(0.01), since: week(0.3), parts: 10_000 }, 'flat'],
  ])('%s', (_, one, verdict) => {
    expect(measured(one).verdict).toBe(verdict);
  });

  test('the readout: the level of the last week with its interval, the curve, and no effect', () => {
    const body = readoutOf({ change: atLeast(50), since: used });
    expect(body).toContain('### It got there: CSV exports is at 61.4, at least 50 was expected');
    expect(body).toMatch(/\*\*61\.4\*\* in the last 7 days \(95% interval 5\d\.\d to 6\d\.\d\)/);
    expect(body).toMatch(/Day by day: `▁[▁▂▃▄▅▆▇█]{13}`/);
    expect(body).toContain('A level claims no effect');
    expect(body).not.toMatch(/The effect is|coincides/);
    expect(body).toContain('**KR1** is reached: 61.4 of 55');
    expect(body).toContain('/soundings decide keep');
  });

  test('without a row: nobody has used it, or it is not counted', () => {
    expect(readoutOf({ change: atLeast(50), since: [] })).toContain('nobody has used it, or it is not counted');
  });

  const total = [110, 205, 330, 421, 540, 655, 731, 860, 955, 1080, 1190, 1301, 1420, 1533];
  test.each<[string, Case, string]>([
    ['a running total', { change: atLeast(50), since: total }, 'looks like a running total'],
    [
      'dead in the second week',
      { change: atLeast(50), since: [...used.slice(5), ...Array<number>(5).fill(0)] },
      'seems to be no longer counted',
    ],
    [
      'stuck to the last digit',
      { change: atLeast(50), since: [...used.slice(7), ...Array<number>(7).fill(57)] },
      'seems to be no longer counted',
    ],
    [
      'another unit within the window',
      { change: atLeast(50), since: week(61).map((value, i) => (value + (i % 5)) * (i < 9 ? 1 : 1000)) },
      'seems to have changed its unit',
    ],
  ])('%s is no level: no data, and what to do', (_, one, said) => {
    expect(measured(one).verdict).toBe('no-data');
    const body = readoutOf(one);
    expect(body).toContain(`### No data: CSV exports ${said}`);
    expect(body).toContain('What to do: ');
    expect(body).not.toContain('nobody has used it');
  });

  test.each<[string, Case, string]>([
    ['tried on the first day, and never again', { change: atLeast(50), since: [12, ...week(0).slice(1)] }, 'flat'],
    ['errors that end', { metric: 'error_rate', change: atMost(0.01), since: mended, parts: 10_000 }, 'moved'],
    [
      'a unit that changed before the release',
      { change: atLeast(50), since: used, before: unitBefore },
      'inconclusive',
    ],
  ])('%s is a level', (_, one, verdict) => {
    expect(measured(one).verdict).toBe(verdict);
  });

  test('a running total is seen on the forecast; a map that says it is none is believed', () => {
    const before = Array.from({ length: 60 }, (_, i) => 1000 + 97 * i + (i % 3));
    const body = forecastOf({ change: atLeast(50), since: [], before });
    expect(body).toContain('the values hardly ever fall');
    expect(body).toContain('measurable=no');
    expect(measured({ metric: 'members', change: atLeast(50), since: total }).verdict).toBe('moved');
  });

  test('what stood there before is said, before and after', () => {
    const one = { change: atLeast(50), since: used, before: week(58) };
    expect(forecastOf(one)).toContain(
      'CSV exports is already there (58 in the last 28 days), and at least 50 is expected',
    );
    expect(readoutOf(one)).toContain('CSV exports stood at 58 before the release already');
  });

  test('the forecast says that there is nothing to compare with, and that it can be measured all the same', () => {
    const body = forecastOf({ change: atLeast(50), since: [] });
    expect(body).toContain('measurable=yes');
    expect(body).toContain('There is nothing to compare with');
    expect(body).not.toMatch(/cannot be measured|can show|smaller than/);
  });

  test('the line that a level concluded with claims no movement', () => {
    const bet = stage.bet(betCase({ change: atLeast(50), since: used }));
    expect(verdicts.map((verdict) => verdictInWords(verdict, verdictAsTold(verdict, bet, everything)))).toEqual([
      'it got there',
      'it did not get there',
      'it is nowhere near',
      'cannot tell',
      'it moved the wrong way',
      'no data',
    ]);
  });

  test('nothing of an effect is kept for the record', () => {
    const [outcome] = outcomesOf(
      { id: '1', repository: { id: 1 }, number: 1, bet: stage.bet(betCase({ change: atLeast(50), since: [] })) },
      measured({ change: atLeast(50), since: used }),
      shippedAt,
    );
    expect(outcome).toMatchObject({ verdict: 'moved' });
    expect(outcome).not.toHaveProperty('effect');
    expect(outcome).not.toHaveProperty('expected');
  });

  test('where its figures are hidden neither level nor verdict tells it', () => {
    const hidden: Parameters<typeof disclosureOf> = [
      { metrics: stage.map.metrics, policy: { redact: 'auto' } },
      { repository: 'public', readsHome: true },
    ];
    const [there, not] = [used, week(3)].map((since) => readoutOf({ change: atLeast(50), since }, hidden));
    expect(there).not.toMatch(/61|inconclusive to|reached|got there/);
    expect(there?.split('\n')[0]).toContain('verdict=inconclusive');
    expect(not?.split('\n')[0]).toContain('verdict=inconclusive');
    const stands = forecastOf({ change: atLeast(50), since: [], before: week(58) }, hidden);
    expect(stands).not.toMatch(/already|58/);
  });
});
