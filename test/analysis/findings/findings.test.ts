import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { Question } from '../../../src/analysis/effect.ts';
import { lookAtHistory } from '../../../src/analysis/findings/look-at-history.ts';
import type { Series } from '../../../src/analysis/samples.ts';
import { cleanCase, cleanKinds } from '../../stage/series/clean-series.ts';
import { dailySeries, day } from '../../stage/series/daily-series.ts';
import { randomFrom } from '../../stage/series/seeded-random.ts';

const history = 90;
const days = 28;
const release = { releaseFrom: history * day, releaseTo: (history + 1) * day, until: (history + 1 + days) * day };

/** A usual metric, changed by a rule; `i` counts from the day after the release. */
function changed(change: (value: number, i: number, t: number) => number | undefined, seed = 3): Series {
  const { samples } = dailySeries({ days: history + 1 + days, seed, noise: 0.03 });
  return {
    bucket: 'day',
    samples: samples.flatMap(({ t, value }) => {
      const made = change(Math.round(value), t / day - history - 1, t);
      return made === undefined ? [] : [{ t, value: made }];
    }),
  };
}
const ask = (series: Series, more: Partial<Question> = {}) => analyse({ series, ...release, ...more });
const reasonOf = (series: Series, more: Partial<Question> = {}) => {
  const answer = ask(series, more);
  return answer.kind === 'unanswerable' ? answer.reason : answer.warnings.map(({ kind }) => kind);
};
const effectOf = (series: Series) => {
  const answer = ask(series);
  if (answer.kind !== 'effect') throw new Error(answer.text);
  return answer;
};

const isWorkday = (t: number) => ![0, 6].includes(new Date(t).getUTCDay());
const isOtherMonth = (a: number, b: number) => new Date(a).getUTCMonth() !== new Date(b).getUTCMonth();

describe('refused, with the cause', () => {
  test.each<[string, (value: number, i: number) => number | undefined, string]>([
    ['zero from the eighth day on', (v, i) => (i < 7 ? v : 0), 'dead'],
    ['zero for the last three days', (v, i) => (i < days - 3 ? v : 0), 'dead'],
    ['the same value for the last nine days', (v, i) => (i < days - 9 ? v : 987), 'dead'],
    ['no value for the last twenty days', (v, i) => (i < 8 ? v : undefined), 'dead'],
    ['per cent instead of a share', (v, i) => (v / 30_000) * (i < 0 ? 1 : 100), 'unit-changed'],
    ['a share instead of per cent, a week later', (v, i) => (v / 300) * (i < 7 ? 1 : 0.01), 'unit-changed'],
    ['milliseconds instead of seconds', (v, i) => (v / 1000) * (i < 3 ? 1 : 1000), 'unit-changed'],
    ['thousands, mended after ten days', (v, i) => (i >= 5 && i < 15 ? v / 1000 : v), 'unit-changed'],
    ['euros instead of cents, whole ones', (v, i) => Math.round(i < 12 ? 250 * v : 2.5 * v), 'unit-changed'],
    ['25-fold at once', (v, i) => (i < 0 ? v : 31 * v), 'counting-changed'],
    ['25-fold at once, two weeks before', (v, i) => (i < -15 ? v : 31 * v), 'too-few-before'],
  ])('%s', (_, change, reason) => {
    expect(reasonOf(changed(change))).toBe(reason);
  });

  test('a running total, also one that begins anew each month', () => {
    let total = 40_000;
    const ever = changed((v) => (total += v));
    expect(reasonOf(ever)).toBe('running-total');
    expect(reasonOf(ever, { neverFalls: true })).not.toBe('running-total');
    let month = 0;
    const anew = changed((v, _, t) => (month = new Date(t).getUTCDate() === 1 ? v : month + v));
    expect(reasonOf(anew)).toBe('running-total');
    expect(lookAtHistory(anew)).toMatchObject({ kind: 'unanswerable', reason: 'running-total' });
    total = 40_000;
    const mended = changed((v, i) => (total += i === -20 || i === 9 ? -v / 3 : v));
    expect(reasonOf(mended)).toBe('running-total');
    total = 40_000;
    const often = changed((v, i) => (total += i % 9 === 0 ? -v / 3 : v));
    expect(reasonOf(often)).not.toBe('running-total');
  });

  test('a total to which something is added on one day of five', () => {
    let total = 200;
    const seldom = changed((_, i) => (total += i % 5 === 0 ? 1 : 0));
    expect(reasonOf(seldom)).toBe('running-total');
    expect(lookAtHistory(seldom)).toMatchObject({ reason: 'running-total' });
  });

  test('daily values that are added up from the release on', () => {
    let total = 0;
    const added = changed((v, i) => {
      total = i < 0 ? 0 : total + v;
      return i < 0 ? v : total;
    });
    expect(ask(added)).toMatchObject({
      reason: 'counting-changed',
      text: 'From 1970-04-02 on the values add up, as those of a running total, and before they did not.',
    });
    // What grows by less each day than a day had before is a metric that grows.
    expect(reasonOf(changed((v, i) => (i < 0 ? v : 1000 + 150 * i)))).not.toBe('counting-changed');
  });

  test('hours: a unit that changed in the middle of a day', () => {
    const { normal } = randomFrom(5);
    const hour = day / 24;
    const samples = Array.from({ length: 24 * 35 }, (_, i) => ({
      t: i * hour,
      value: (2 + Math.sin(i / 3.8)) * Math.exp(0.05 * normal()) * (i < 24 * 31 + 11 ? 1 : 1000),
    }));
    const from = 24 * 30 * hour;
    const answer = analyse({
      series: { bucket: 'hour', samples },
      releaseFrom: from,
      releaseTo: from + hour,
      until: 24 * 35 * hour,
    });
    expect(answer).toMatchObject({ kind: 'unanswerable', reason: 'unit-changed' });
  });
});

describe('answered rightly, and said', () => {
  test('another unit long before: only the days since are looked at', () => {
    const series = changed((v, i) => (i < -50 ? v / 1000 : i < 0 ? v : v * 1.2));
    const { relative, warnings, bucketsBefore } = effectOf(series);
    expect(relative).toBeCloseTo(0.2, 1);
    expect(warnings.map(({ kind }) => kind)).toContain('other-unit');
    expect(bucketsBefore).toBe(49);
  });

  test('another unit for nine days, and back: those are left out', () => {
    const series = changed((v, i) => (i >= -30 && i < -21 ? v / 1000 : i < 0 ? v + 0.5 : 1.2 * v + 0.5));
    const { relative, warnings, bucketsBefore } = effectOf(series);
    expect(relative).toBeCloseTo(0.2, 1);
    expect(warnings).toMatchObject([
      { kind: 'other-unit', text: expect.stringMatching(/^From 1970-03-03 to 1970-03-11 .* these days are left out/) },
    ]);
    expect(bucketsBefore).toBe(history - 9);
    const upToNow = { ...series, samples: series.samples.slice(0, history) };
    expect(lookAtHistory(upToNow)).toMatchObject({ warnings: [{ kind: 'other-unit' }] });
  });

  test('a campaign across the release that leaves too few days of the window is named', () => {
    const series = changed((v, i) => (i >= -6 && i < 6 ? 1.5 * v : v));
    const until = (history + 1 + 11) * day;
    const answer = analyse({ series, ...release, until });
    expect(answer).toMatchObject({ kind: 'unanswerable', reason: 'too-few-after' });
    expect(answer).toMatchObject({ text: expect.stringMatching(/across the release.*There are 5 days since/) });
  });

  test.each([1, 15, 31])('bills on day %i of each month are left out, before and after', (date) => {
    const isBilled = (t: number) =>
      date === 31 ? new Date(t + day).getUTCDate() === 1 : new Date(t).getUTCDate() === date;
    const series = changed((v, i, t) => (isBilled(t) ? 9 * v : i < 0 ? v : 1.1 * v));
    const { relative, low, high, warnings } = effectOf(series);
    expect(relative).toBeCloseTo(0.1, 1);
    expect(high - low).toBeLessThan(0.15);
    expect(warnings.map(({ kind }) => kind)).toContain('monthly-days');
  });

  test.each([
    ['a campaign', 1.6],
    ['an outage', 0.4],
  ])('%s that ends with the release is no effect', (_, times) => {
    const { low, high, warnings } = effectOf(changed((v, i) => (i < -1 && i >= -6 ? times * v : v)));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(high - low).toBeLessThan(0.25);
    expect(warnings).toMatchObject([{ kind: 'moved-before' }]);
    expect(warnings[0]?.text).toMatch(/left out/);
  });

  test.each<[string, (t: number) => boolean]>([
    ['The last working day', (t) => isWorkday(t) && isOtherMonth(t, t + (new Date(t).getUTCDay() === 5 ? 3 : 1) * day)],
    [
      'The first working day',
      (t) => isWorkday(t) && isOtherMonth(t, t - (new Date(t).getUTCDay() === 1 ? 3 : 1) * day),
    ],
    ['The second Tuesday', (t) => new Date(t).getUTCDay() === 2 && Math.ceil(new Date(t).getUTCDate() / 7) === 2],
  ])('%s of each month is left out, before and after', (name, isBilled) => {
    const start = 120 * day;
    const { samples } = dailySeries({ days: 180, seed: 5, noise: 0.03 });
    const series: Series = {
      bucket: 'day',
      samples: samples.map(({ t, value }, i) => ({
        t: start + t,
        value: value * (isBilled(start + t) ? 4 : 1) * (i < 150 ? 1 : 1.1),
      })),
    };
    const [releaseFrom, until] = [start + 149 * day, start + 180 * day];
    expect(analyse({ series, releaseFrom, releaseTo: releaseFrom + day, until })).toMatchObject({
      relative: expect.closeTo(0.1, 1),
      warnings: [{ text: `${name} of each month is unlike other days, and left out, before and after.` }],
    });
  });

  test.each<[string, (value: number, i: number) => number, RegExp]>([
    [
      'a campaign that ended a day before',
      (v, i) => (i >= -8 && i < -2 ? 1.5 * v : v),
      /from 1970-03-25 to 1970-03-30, before/,
    ],
    [
      'one of nine days that ended five days before',
      (v, i) => (i >= -15 && i < -6 ? 1.6 * v : v),
      /before the release/,
    ],
    [
      'one from five days before to a week after',
      (v, i) => (i >= -6 && i < 7 ? 1.5 * v : v),
      /to 1970-04-08, across the/,
    ],
    ['an outage across it', (v, i) => (i >= -6 && i < 3 ? 0.3 * v : v), /across the release/],
    ['nothing counted for the four days up to it', (v, i) => (i >= -5 && i < 0 ? 0 : v), /up to the release/],
    ['nothing counted for two weeks up to it', (v, i) => (i >= -15 && i < 0 ? 0 : v), /up to the release/],
  ])('%s is no effect', (_, change, said) => {
    const { relative, low, high, warnings } = effectOf(changed(change));
    expect(low < 0 && high > 0).toBe(true);
    expect(Math.abs(relative)).toBeLessThan(0.05);
    expect(high - low).toBeLessThan(0.25);
    expect(warnings).toMatchObject([{ kind: 'moved-before' }]);
    expect(warnings[0]?.text.toLowerCase()).toMatch(said);
    expect(warnings[0]?.text).toMatch(/these days are left out/);
  });

  test('three weeks up to the release that are over since: nobody knows what was usual', () => {
    const { high, warnings } = effectOf(changed((v, i) => (i >= -22 && i < 0 ? 1.5 * v : v)));
    expect(high).toBeLessThan(0);
    expect(warnings).toMatchObject([{ kind: 'moved-before', text: expect.stringMatching(/the end of that/) }]);
    expect(reasonOf(changed((v, i) => (i >= -22 && i < 0 ? 1.5 * v : i < 0 ? v : 1.25 * v)))).toEqual([]);
  });

  test('a level that moved a week before and stayed is what is held against', () => {
    const { relative, low, high, warnings } = effectOf(changed((v, i) => (i < -8 ? v : 1.6 * v)));
    expect(Math.abs(relative)).toBeLessThan(0.15);
    expect(low < 0 && high > 0).toBe(true);
    expect(warnings).toMatchObject([{ kind: 'moved-before', text: expect.stringMatching(/had moved already/) }]);
  });

  test('all zero from the release on is a fall of all there was, with care', () => {
    const { relative, warnings } = effectOf(changed((v, i) => (i < 0 ? v : 0)));
    expect(relative).toBe(-1);
    expect(warnings.map(({ kind }) => kind)).toContain('all-zero');
  });

  test('a fiftieth of it from some day on: what fell, and that it may be the counting', () => {
    const { shape, warnings, relative } = effectOf(changed((v, i) => (i < 9 ? v : v / 50)));
    expect(relative).toBeCloseTo((-19 * 0.98) / days, 1);
    expect(shape).toMatchObject({ kind: 'late', peak: { from: 9 } });
    expect(warnings).toMatchObject([
      {
        kind: 'collapsed',
        text: expect.stringMatching(/^From 1970-04-11 on the values are about 1\/49 of what they were/),
      },
    ]);
  });

  test('days of zero that are over are part of the fall, with care', () => {
    const series = changed((v, i) => (i >= 6 && i < 20 ? 0 : v));
    expect(effectOf(series).warnings).toContainEqual({
      kind: 'all-zero',
      text: 'Every value is zero from 1970-04-08 to 1970-04-21, and none was before: see whether it was counted.',
    });
    expect(reasonOf(series, { good: 'down' })).not.toContain('all-zero');
    expect(reasonOf(changed((v, i) => ((i >= 6 && i < 20) || i === -40 ? 0 : v)))).not.toContain('all-zero');
  });

  test('errors that are zero from some day on were mended', () => {
    const mended = changed((v, i) => (i < 3 ? v : 0));
    expect(reasonOf(mended, { good: 'down' })).toContain('all-zero');
    expect(reasonOf(mended, { good: 'up' })).toBe('dead');
    const rate: Series = {
      bucket: 'day',
      samples: mended.samples.map(({ t, value }, i) => {
        const denominator = 50_000 + ((i * 37) % 41);
        return { t, value: value / denominator, numerator: value, denominator };
      }),
    };
    expect(reasonOf(rate, { good: 'up' })).toEqual(['all-zero']);
    expect(reasonOf(rate, { good: 'down' })).toEqual([]);
  });

  test('whole numbers that come back after an outage of nine days', () => {
    const series = changed((v, i) => Math.round(i >= 0 && i < 9 ? v / 50 : v));
    const { relative, shape, warnings } = effectOf(series);
    expect(relative).toBeCloseTo((-9 * 0.98) / days, 1);
    expect(shape).toMatchObject({ kind: 'passing', lasts: 'no', peak: { from: 0, to: 9 } });
    expect(warnings).toEqual([]);
  });

  test('the last days have not come in', () => {
    expect(reasonOf(changed((v, i) => (i < days - 4 ? v : undefined)))).toEqual(['late']);
  });
});

describe('nothing is found where nothing is wrong', () => {
  const findings = new Set(['late', 'all-zero', 'monthly-days', 'moved-before', 'other-unit']);
  test.each(cleanKinds)('%s', (kind) => {
    for (let seed = 0; seed < 25; seed++) {
      const { before, after } = cleanCase(kind, seed);
      const samples = [...before, ...after].map((value, i) => ({ t: i * day, value }));
      const at = before.length * day;
      const answer = analyse({
        series: { bucket: 'day', samples },
        releaseFrom: at,
        releaseTo: at,
        until: samples.length * day,
      });
      expect(answer.kind).toBe('effect');
      if (answer.kind === 'effect')
        expect(answer.warnings.filter(({ kind: found }) => findings.has(found))).toEqual([]);
    }
  });

  test('counts of a few a day, with many zeros', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { count } = randomFrom(seed);
      const found = reasonOf(changed(() => count(0.3 + (seed % 10) / 2)));
      expect(found).not.toBe('dead');
      expect(found).not.toBe('counting-changed');
    }
  });

  test('ordinary histories', () => {
    for (let seed = 0; seed < 40; seed++)
      expect(lookAtHistory(dailySeries({ days: 180, seed }))).toMatchObject({ warnings: [] });
  });
});

describe('on the forecast already', () => {
  const upTo = (series: Series): Series => ({
    ...series,
    samples: series.samples.filter(({ t }) => t < history * day),
  });
  test.each<[string, (value: number, i: number, t: number) => number | undefined, object]>([
    ['dead', (v, i) => (i < -9 ? v : 0), { reason: 'dead' }],
    ['another unit since last week', (v, i) => (i < -9 ? v : v / 1000), { reason: 'unit-changed' }],
    ['bills', (v, _, t) => (new Date(t).getUTCDate() === 1 ? 7 * v : v), { warnings: [{ kind: 'monthly-days' }] }],
    ['a campaign now', (v, i) => (i < -6 ? v : 1.7 * v), { warnings: [{ kind: 'moved-before' }] }],
    [
      'a campaign last week',
      (v, i) => (i >= -14 && i < -5 ? 1.7 * v : v),
      { warnings: [{ text: expect.stringMatching(/left out/) }] },
    ],
    ['another unit long ago', (v, i) => (i < -60 ? v / 100 : v + 0.5), { warnings: [{ kind: 'other-unit' }] }],
  ])('%s', (_, change, found) => {
    expect(lookAtHistory(upTo(changed(change)))).toMatchObject(found);
  });
});
