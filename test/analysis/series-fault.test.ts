import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { smallestDetectable } from '../../src/analysis/detect.ts';
import type { Question } from '../../src/analysis/effect.ts';
import type { Sample, Series } from '../../src/analysis/samples.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';

const good = dailySeries({ days: 90 });
const ask = (series: Series, more: Partial<Question> = {}) =>
  analyse({ series, releaseFrom: 60 * day, releaseTo: 61 * day, until: 90 * day, ...more });
const changed = (at: number, change: Partial<Sample>): Series => ({
  bucket: 'day',
  samples: good.samples.map((sample, i) => (i === at ? { ...sample, ...change } : sample)),
});
const each = (value: (i: number) => number): Series => ({
  bucket: 'day',
  samples: good.samples.map(({ t }, i) => ({ t, value: value(i) })),
});
const weekly: Series = {
  bucket: 'day',
  samples: Array.from({ length: 60 }, (_, i) => ({ t: i * 7 * day, value: 100 + (i % 5) })),
};

const situations: [string, () => ReturnType<typeof analyse>, string][] = [
  ['no values', () => ask({ bucket: 'day', samples: [] }), 'no-samples: There are no values at all.'],
  ['NaN', () => ask(changed(9, { value: Number.NaN })), 'not-finite: One of the values is not a number.'],
  ['infinite', () => ask(changed(9, { value: Infinity })), 'not-finite: One of the values is not a number.'],
  ['1e300', () => ask(changed(9, { value: 1e300 })), 'too-large: One of the values is too large to be a measurement.'],
  ['out of order', () => ask(changed(9, { t: 5 * day })), 'unordered: The values are not in order of time.'],
  ['twice the same day', () => ask(changed(9, { t: 8 * day })), 'unordered: There are two values for the same day.'],
  [
    'at noon among midnights',
    () => ask(changed(9, { t: 9.5 * day })),
    'mixed-buckets: The values are not one a day: some lie between two days.',
  ],
  [
    'half hours',
    () => ask({ bucket: 'hour', samples: good.samples.map(({ value }, i) => ({ t: (i * day) / 48, value })) }),
    'mixed-buckets: The values are not one an hour: some lie between two hours.',
  ],
  ['weekly', () => ask(weekly), 'mixed-buckets: The values come every 7 days, not every day.'],
  [
    'every fourth day for a month, then daily',
    () => ask({ bucket: 'day', samples: good.samples.filter(({ t }) => t > 30 * day || t % (4 * day) === 0) }),
    'mixed-buckets: The values come every day, but from 1970-01-01 on, for a while, only every 4 days.',
  ],
  [
    'all equal',
    () => ask(each(() => 5)),
    'constant: The value was the same on every day before the release: there is no telling what is usual.',
  ],
  [
    'all zero',
    () => ask(each(() => 0)),
    'constant: The value was the same on every day before the release: there is no telling what is usual.',
  ],
  [
    'every week the same to the last digit',
    () => ask(each((i) => ([10, 12, 13, 12, 11, 5, 6][i % 7] ?? 0) * (i > 60 ? 1.1 : 1))),
    'constant: The values repeated themselves exactly before the release, week after week: there is no telling what is usual.',
  ],
  [
    'one value',
    () => ask({ bucket: 'day', samples: good.samples.slice(59, 60) }),
    'too-few-before: There is 1 day with a value before the release; 28 are needed.',
  ],
  [
    'three weeks of history',
    () => ask({ bucket: 'day', samples: good.samples.slice(39) }),
    'too-few-before: There are 21 days with a value before the release; 28 are needed.',
  ],
  [
    'three days since',
    () => ask(good, { until: 64 * day }),
    'too-few-after: There are 3 days with a value since the release; 7 are needed.',
  ],
  [
    'nothing since',
    () => ask({ bucket: 'day', samples: good.samples.slice(0, 61) }),
    'too-few-after: There are 0 days with a value since the release; 7 are needed.',
  ],
  [
    'release before the data',
    () => ask(good, { releaseFrom: -9 * day, releaseTo: -8 * day }),
    'release-outside: The release lies before the first value.',
  ],
  [
    'release after the data',
    () => ask(good, { releaseFrom: 120 * day, releaseTo: 121 * day, until: 140 * day }),
    'release-outside: The release lies after the last value.',
  ],
  [
    'release in the future',
    () => ask(good, { releaseFrom: 95 * day, releaseTo: 96 * day }),
    'release-outside: The release is in the future.',
  ],
  [
    'release at no time',
    () => ask(good, { releaseFrom: Number.NaN }),
    'release-outside: The time of the release is not a time.',
  ],
];

test.each(situations)('%s', (_, answer, said) => {
  const given = answer();
  expect(given.kind === 'unanswerable' ? `${given.reason}: ${given.text}` : given).toBe(said);
});

test('ten million values are refused before they are looked at', () => {
  const samples: Sample[] = new Array(10_000_000);
  expect(ask({ bucket: 'day', samples })).toMatchObject({ reason: 'too-large' });
});

test('negative values are answered, without logarithms', () => {
  const answer = ask(each((i) => -50 + ((i * 7919) % 13) + (i > 60 ? 30 : 0)));
  expect(answer).toMatchObject({ kind: 'effect' });
  if (answer.kind === 'effect') {
    expect(answer.absolute.value).toBeGreaterThan(20);
    expect(answer.absolute.value).toBeLessThan(40);
  }
});

test.each([
  ['no values', { bucket: 'day', samples: [] } as Series, 'no-samples'],
  ['all equal', each(() => 5), 'constant'],
  ['every week the same', each((i) => [10, 12, 13, 12, 11, 5, 6][i % 7] ?? 0), 'constant'],
  ['two weeks', { bucket: 'day', samples: good.samples.slice(0, 14) } as Series, 'too-few-before'],
])('nothing is promised on %s', (_, series, reason) => {
  expect(smallestDetectable(series, 14)).toMatchObject({ kind: 'unanswerable', reason });
});

test('a day of 23 or 25 hours is still a day', () => {
  const local = { ...good, samples: good.samples.map((s, i) => ({ ...s, t: s.t + (i > 30 ? day / 24 : 0) })) };
  expect(ask(local, { releaseFrom: 60 * day + day / 24, releaseTo: 61 * day + day / 24 })).toMatchObject({
    kind: 'effect',
    bucketsBefore: 60,
    bucketsAfter: 29,
  });
});
