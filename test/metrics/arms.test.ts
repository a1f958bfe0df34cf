import { describe, expect, test } from 'vitest';
import type { ArmNames } from '../../src/domain/metric/metric.ts';
import type { Row } from '../../src/metrics/source.ts';
import { toSamples } from '../../src/metrics/to-samples.ts';
import { folderOf } from '../stage/process/run-soundings.ts';
import { readOne } from '../stage/sources/read-one.ts';

const november = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };
const named: ArmNames = { control: 'a', treatment: 'b' };

/** The arms as control/treatment with the values of each, or the text of the failure. */
function armsOf(rows: Row[], names?: ArmNames) {
  const reading = toSamples(rows, november, 'UTC', names);
  if (reading.kind !== 'samples') return reading.kind === 'failed' ? reading.failure.text : reading.kind;
  if (!reading.arms) return 'no arms';
  const { control, treatment } = reading.arms;
  return [control, treatment].map(({ name, samples }) => [name, ...samples.map(({ value }) => value)]);
}

/** A day's rows, a share for each arm. */
const shares = (...arms: unknown[]): Row[] =>
  arms.map((arm, i) => ({ t: '2026-11-02', arm, numerator: i + 1, denominator: 10 }));

describe('which arm is which', () => {
  test.each<[string, Row[], ArmNames | undefined, unknown]>([
    [
      'control, and any other',
      shares('Control', 'new-form'),
      undefined,
      [
        ['Control', 0.1],
        ['new-form', 0.2],
      ],
    ],
    ['control alone, so far', shares('control'), undefined, [['control', 0.1], ['treatment']]],
    [
      'named',
      shares('b', 'a'),
      named,
      [
        ['a', 0.2],
        ['b', 0.1],
      ],
    ],
    [
      'named, others left out',
      shares('b', 'c', 'a'),
      named,
      [
        ['a', 0.3],
        ['b', 0.1],
      ],
    ],
    ['named, one that has not begun', shares('a'), named, [['a', 0.1], ['b']]],
    [
      'numbers and truths as names',
      shares(0, true),
      { control: '0', treatment: 'true' },
      [
        ['0', 0.1],
        ['true', 0.2],
      ],
    ],
    [
      'none is called control',
      shares('a', 'b'),
      undefined,
      'there are rows of the arms "a" and "b": two are expected, one of them "control", or "arms" of this metric in the outcome map that says which is which',
    ],
    [
      'a column of something else',
      shares('control', 'customer-1', 'customer-2', 'customer-3', 'customer-4', `x${'y'.repeat(99)}`),
      undefined,
      'there are rows of the arms "control", "customer-1", "customer-2", "customer-3" and 2 more: two are expected, one of them "control", or "arms" of this metric in the outcome map that says which is which',
    ],
    [
      'a named one is called otherwise',
      shares('a', 'B'),
      named,
      'there are no rows of the arm "b" that the outcome map names, but of "B" and "a"',
    ],
    [
      'the map names arms, the source has none',
      [{ t: '2026-11-02', value: 3 }],
      named,
      'the rows have no column "arm", and the outcome map says that this metric has arms',
    ],
    ['a row without', shares('control', ' '), undefined, 'the row of 2026-11-02 has no name in column "arm"'],
    ['null', shares('control', null), undefined, 'the row of 2026-11-02 has no name in column "arm"'],
    [
      'the same twice',
      shares('control', 'control'),
      undefined,
      'there are two rows for 2026-11-02 in one arm: one row a day is expected',
    ],
    ['no rows', [], named, 'empty'],
  ])('%s', (_, rows, names, expected) => expect(armsOf(rows, names)).toEqual(expected));
});

describe('what the rows of an arm hold', () => {
  const pair = (row: Row) => ['control', 'treatment'].map((arm) => ({ t: '2026-11-02', arm, ...row }));

  test('means: pooled with their spread', () => {
    const rows = [
      { t: '2026-11-02', arm: 'control', mean: 1, stddev: 0, n: 2 },
      { t: '2026-11-02', arm: 'treatment', mean: 3, stddev: 0, n: 2 },
    ];
    expect(toSamples(rows, november, 'UTC')).toMatchObject({
      series: { samples: [{ value: 2, n: 4, stddev: expect.closeTo(1.1547005, 7) }] },
    });
  });

  test('two sums and the people they are of', () => {
    expect(toSamples(pair({ numerator: 30, denominator: 12.5, n: 7 }), november, 'UTC')).toMatchObject({
      series: { samples: [{ value: 2.4, numerator: 60, denominator: 25, n: 14 }] },
      arms: { control: { samples: [{ value: 2.4, n: 7 }] } },
    });
    expect(armsOf(pair({ numerator: 30, denominator: 12.5, n: null }))).toBe('empty');
  });

  test.each<[string, Row, string]>([
    [
      'a value alone',
      { value: 3 },
      'the rows have the columns "arm" and "value": a comparison needs the size of each arm, "numerator" and "denominator", or "mean", "stddev" and "n"',
    ],
    [
      'a numerator beyond its denominator',
      { numerator: 11, denominator: 10 },
      'the row of 2026-11-02 has a "numerator" that is not a part of its "denominator": with arms these are people, and those of them who did it; beside two sums, "n" says how many people',
    ],
    [
      'halves of people',
      { numerator: 1, denominator: 10.5 },
      'the row of 2026-11-02 has numbers that are not whole: with arms these are people, and those of them who did it; beside two sums, "n" says how many people',
    ],
    [
      'a mean without its spread',
      { mean: 3, stddev: null, n: 4 },
      'the row of 2026-11-02 has a "mean" of several without their "stddev"',
    ],
    [
      'a count below zero',
      { numerator: 1, denominator: 2, n: -4 },
      'the row of 2026-11-02 has a number below zero, in column "n"',
    ],
  ])('%s', (_, row, text) => expect(armsOf(pair(row))).toBe(text));
});

describe('columns by other names', () => {
  const read = async (query: object) => {
    const folder = folderOf({
      'daily.csv': 'day,variant,signups,visits\n2026-11-02,control,1,10\n2026-11-02,treatment,2,10\n',
    });
    const connection = { type: 'csv', queries: { q: { file: `${folder}/daily.csv`, time: 'day', ...query } } };
    const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
    const { reading } = await readOne(connection, window);
    return reading.kind === 'samples' ? reading.arms?.treatment.samples[0]?.value : reading;
  };
  test('the arm, and the figures', async () => {
    expect(await read({ arm: 'variant', numerator: 'signups', denominator: 'visits' })).toBe(0.2);
  });

  test('an arm that is not there', async () => {
    expect(await read({ arm: 'group', numerator: 'signups', denominator: 'visits' })).toMatchObject({
      failure: { text: 'the file of the source has no column "group"' },
    });
  });
});
