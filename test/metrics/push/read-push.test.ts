import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLive } from '../../../src/metrics/push/read-live.ts';
import { readPush } from '../../../src/metrics/push/read-push.ts';
import { runs } from '../../stage/run/property-runs.ts';

const now = new Date('2026-11-20T12:00:00Z');
const read = (body: unknown) => readPush(body, now);
const samples = (...list: unknown[]) => read({ samples: list });
const day = (t: unknown, more: object = { value: 12 }) => ({ t, ...more });

/** What is wrong, as people would be told. */
function fault(reading: ReturnType<typeof read>) {
  if (reading.kind !== 'wrong') return reading.kind;
  const { sample, key, what, instead } = reading.problem;
  expect(instead).toMatch(/\w/);
  return `${sample ?? 'all'}${key === undefined ? '' : ` ${key}`}: ${what}`;
}

const at = (reading: ReturnType<typeof read>) =>
  reading.kind === 'push' && reading.push.samples.map(({ at: instant }) => instant.toISOString());

describe('what is taken', () => {
  test.each([
    ['2026-11-03', '2026-11-03T00:00:00.000Z', true],
    ['20261103', '2026-11-03T00:00:00.000Z', true],
    ['3 Nov 2026', '2026-11-03T00:00:00.000Z', true],
    ['2026-11-03T10:00:00Z', '2026-11-03T10:00:00.000Z', false],
    ['2026-11-03T10:00:00+05:30', '2026-11-03T04:30:00.000Z', false],
    ['2026-11-02T23:00:00.000Z', '2026-11-02T23:00:00.000Z', false],
    [1793700000, '2026-11-03T10:00:00.000Z', false],
    [1793700000000, '2026-11-03T10:00:00.000Z', false],
    // Where the day begins first it is tomorrow already.
    ['2026-11-21', '2026-11-21T00:00:00.000Z', true],
  ])('the time %s', (t, instant, dates) => {
    const reading = samples(day(t));
    expect(at(reading)).toEqual([instant]);
    expect(reading).toMatchObject({ push: { dates } });
  });

  test.each([
    [{ value: 12 }, { value: 12 }],
    [{ value: '3.50' }, { value: 3.5 }],
    [{ value: -0 }, { value: 0 }],
    [{ value: null }, { value: null }],
    [
      { n: 5, value: 240 },
      { value: 240, n: 5 },
    ],
    [
      { numerator: 0, denominator: 0 },
      { numerator: 0, denominator: 0 },
    ],
    [
      { mean: 1, stddev: null, n: 1 },
      { mean: 1, stddev: null, n: 1 },
    ],
    [
      { arm: 'control', numerator: 3, denominator: 9 },
      { numerator: 3, denominator: 9 },
    ],
    [
      { arm: 'b', numerator: 3.5, denominator: 9, n: 4 },
      { numerator: 3.5, denominator: 9, n: 4 },
    ],
  ])('the figures %j', (given, figures) => {
    expect(samples(day('2026-11-03', given))).toMatchObject({ kind: 'push', push: { samples: [{ figures }] } });
  });

  test('the same sample twice counts once, however it is written; the order of the request stays', () => {
    const reading = samples(day('2026-11-04'), day('2026-11-03'), day('20261104', { value: '12' }));
    expect(at(reading)).toEqual(['2026-11-04T00:00:00.000Z', '2026-11-03T00:00:00.000Z']);
    expect(reading).toMatchObject({ push: { places: [0, 1], repeated: 1 } });
  });

  test('two arms of one day are two samples', () => {
    const arm = (name: string) => day('2026-11-03', { arm: name, numerator: 1, denominator: 2 });
    expect(samples(arm('control'), arm('treatment'))).toMatchObject({
      push: { columns: ['arm', 'numerator', 'denominator'], places: [0, 1] },
    });
  });
});

describe('what is not', () => {
  test.each<[unknown, string]>([
    [[], 'all: the body is no JSON object'],
    [null, 'all: the body is no JSON object'],
    [{}, 'all: "samples" is no list'],
    [{ samples: {} }, 'all: "samples" is no list'],
    [{ samples: [] }, 'all: "samples" is empty'],
    [{ samples: [], revize: true }, 'all: "revize" is no key of a push'],
    [JSON.parse('{"samples":[],"__proto__":1}'), 'all: "__proto__" is no key of a push'],
    [{ samples: [], revise: 'yes' }, 'all: "revise" is neither true nor false'],
    [{ samples: [12] }, '0: it is no object'],
    [{ samples: Array(10_001).fill(0) }, 'too-many'],
  ])('the body %j', (body, expected) => {
    expect(fault(read(body))).toBe(expected);
  });

  test.each<[unknown, string]>([
    [undefined, 'it has no time'],
    ['yesterday', 'it is no time, or can be read as several'],
    ['11/3/2026', 'it is no time, or can be read as several'],
    ['2026-02-30', 'it is no time, or can be read as several'],
    [true, 'it is no time, or can be read as several'],
    [12, 'it is no time, or can be read as several'],
    [1e300, 'it is no time, or can be read as several'],
    ['2026-W45', 'it is a week'],
    ['2026-11', 'it is a month'],
    [2026, 'it is a year'],
    ['2026-11-03T10:00:00', 'it has no offset'],
    ['2026-11-03T10:17:00Z', 'it is the beginning of no hour'],
    ['2026-11-22', 'it lies in the future'],
    ['2026-11-20T13:00:00Z', 'it lies in the future'],
    ['2021-11-19', 'it is older than five years'],
    ['1999-12-31', 'it is older than five years'],
  ])('the time %j', (t, expected) => {
    expect(fault(samples(day('2026-11-03'), day(t)))).toBe(`1 t: ${expected}`);
  });

  test.each<[object, string]>([
    [{}, '0: it has no figure'],
    [{ values: 12 }, '0 values: "values" is no key of a sample'],
    [JSON.parse('{"__proto__":12}'), '0 __proto__: "__proto__" is no key of a sample'],
    [{ constructor: 12 }, '0 constructor: "constructor" is no key of a sample'],
    [{ numerator: 3 }, '0: it has "numerator"'],
    [{ value: 3, numerator: 1, denominator: 2 }, '0: it has "value", "numerator", "denominator"'],
    [{ value: 'about 12' }, '0 value: it is text where a number is expected'],
    [{ value: 'NaN' }, '0 value: it is NaN where a number is expected'],
    [JSON.parse('{"value":1e999}'), '0 value: it is an infinite or far too large number'],
    [{ value: 1e16 }, '0 value: it is so large that whole numbers are not exact any more'],
    [{ value: true }, '0 value: it is true or false where a number is expected'],
    [{ value: [1] }, '0 value: it is a list where a number is expected'],
    [{ numerator: 1, denominator: -2 }, '0 denominator: it is below zero'],
    [{ numerator: 1, denominator: 0 }, '0 denominator: it is zero, and "numerator" is not'],
    [{ mean: 1, stddev: -1, n: 2 }, '0 stddev: it is below zero'],
    [{ arm: '', value: 1 }, '0 arm: it is no name of an arm'],
    [{ arm: 'x'.repeat(41), value: 1 }, '0 arm: it is no name of an arm'],
    [{ arm: 'a\u0000', value: 1 }, '0 arm: it is no name of an arm'],
    [{ arm: 'control', value: 1 }, '0: it has "value"'],
  ])('the sample %j', (given, expected) => {
    expect(fault(samples(day('2026-11-03', given)))).toBe(expected);
  });

  test.each<[string, unknown[], string]>([
    [
      'two kinds',
      [day('2026-11-03'), day('2026-11-04', { numerator: 1, denominator: 2 })],
      '1: it has "numerator" and "denominator" by date, and samples[0] has "value" by date',
    ],
    [
      'a day and an hour',
      [day('2026-11-03'), day('2026-11-04T10:00:00Z')],
      '1: it has "value" by instant, and samples[0] has "value" by date',
    ],
    [
      'two values of a day',
      [day('2026-11-03'), day('2026-11-04'), day('2026-11-03', { value: 13 })],
      '2 t: samples[0] is of the same time and has other figures',
    ],
    [
      'quarters of an hour',
      [day('2026-11-03T10:15:00Z'), day('2026-11-03T10:00:00Z')],
      '0 t: it is less than an hour from samples[1]',
    ],
    [
      'more of an arm than there are',
      [day('2026-11-03', { arm: 'control', numerator: 3, denominator: 2 })],
      '0: the row of 2026-11-03 has a "numerator" that is not a part of its "denominator": with arms these are people, and those of them who did it; beside two sums, "n" says how many people',
    ],
  ])('%s', (_, list, expected) => {
    expect(fault(samples(...list))).toBe(expected);
  });
});

test('whatever is sent is read, or told what is wrong with it', () => {
  const sample = fc.oneof(
    fc.record({
      t: fc.oneof(fc.jsonValue(), fc.constantFrom('2026-11-03', '2026-11-03T10:00:00Z')),
      value: fc.jsonValue(),
    }),
    fc.dictionary(fc.constantFrom('t', 'arm', 'value', 'n', 'mean', 'stddev', '__proto__'), fc.jsonValue()),
    fc.jsonValue(),
  );
  const body = fc.oneof(fc.jsonValue(), fc.record({ samples: fc.array(sample) }));
  fc.assert(
    fc.property(body, (given) => {
      const reading = read(given);
      if (reading.kind !== 'push') return;
      for (const { at: instant, figures } of reading.push.samples) {
        expect(Number.isNaN(instant.getTime())).toBe(false);
        for (const figure of Object.values(figures)) expect(figure === null || Number.isFinite(figure)).toBe(true);
      }
    }),
    runs(),
  );
});

describe('that a change is live', () => {
  const said = (more: object) => readLive({ repository: 'shop', number: 12, ...more }, now);
  test.each([
    [{}, undefined],
    [{ at: '2026-11-03T10:00:00+01:00' }, '2026-11-03T09:00:00.000Z'],
    [{ at: '2026-11-03' }, '2026-11-03T12:00:00.000Z'],
    [{ at: '2026-11-20' }, '2026-11-20T12:00:00.000Z'],
  ])('%j', (more, at) => {
    expect(said(more)).toEqual({
      kind: 'wish',
      wish: { repository: 'shop', number: 12, ...(at && { at: new Date(at) }) },
    });
  });

  test.each<[object, string]>([
    [{ repository: 'acme/shop' }, 'repository: it is no name of a repository'],
    [{ number: 0 }, 'number: it is no number of a pull request'],
    [{ number: 1e12 }, 'number: it is no number of a pull request'],
    [{ number: '12' }, 'number: it is no number of a pull request'],
    [{ sha: 'abcdef0' }, ': it says which change twice, or not at all'],
    [{ number: undefined }, ': it says which change twice, or not at all'],
    [{ number: undefined, sha: 'main' }, 'sha: it is no commit'],
    [{ at: 'now' }, 'at: it is no day and no instant'],
    [{ at: '2026-11-03T10:00:00' }, 'at: it has no offset'],
    [{ at: '2026-11-21' }, 'at: it lies in the future'],
    [{ when: 'now' }, 'when: "when" is no key of this'],
    [JSON.parse('{"__proto__":1}'), '__proto__: "__proto__" is no key of this'],
  ])('%j', (more, expected) => {
    const reading = readLive(
      Object.defineProperties({ repository: 'shop', number: 12 }, Object.getOwnPropertyDescriptors(more)),
      now,
    );
    expect(reading.kind === 'wrong' && `${reading.problem.key ?? ''}: ${reading.problem.what}`).toBe(expected);
  });
});
