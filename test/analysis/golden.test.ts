import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Effect } from '../../src/analysis/effect.ts';
import { studyMethod } from '../../src/analysis/model/method.ts';
import { day } from '../stage/series/daily-series.ts';
import golden from './golden.json' with { type: 'json' };

/** Numbers of an independent implementation of the same recipe. */
test.each(golden)('$name', ({ before, after, expected }) => {
  const samples = [...before, ...after].flatMap((value, i) => (value === null ? [] : [{ t: i * day, value }]));
  const release = before.length * day;
  const until = (before.length + after.length) * day;
  const question = { series: { bucket: 'day' as const, samples }, releaseFrom: release, releaseTo: release, until };
  const answer = analyse(question, studyMethod) as Effect;
  expect(answer.kind).toBe('effect');
  expect(answer.relative).toBeCloseTo(expected.effect, 4);
  expect(answer.low).toBeCloseTo(expected.lo, 3);
  expect(answer.high).toBeCloseTo(expected.hi, 3);
  expect(answer.detectable).toBeCloseTo(expected.mde80, 3);
  expect(answer.p).toBeCloseTo(expected.p, 4);
  expect(answer.p < 0.05).toBe(expected.moved);
});
