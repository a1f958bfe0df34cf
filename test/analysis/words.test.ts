import { expect, test } from 'vitest';
import type { Effect } from '../../src/analysis/effect.ts';
import { unanswerable } from '../../src/analysis/unanswerable.ts';
import { verdictOf } from '../../src/analysis/verdict.ts';
import { type Finding, percent, signed, wordsOf } from '../../src/analysis/words.ts';

const effect = (relative: number, low: number, high: number, more: Partial<Effect> = {}): Effect => ({
  kind: 'effect',
  relative,
  low,
  high,
  absolute: { value: 0, low: 0, high: 0 },
  actualLevel: 1,
  counterfactualLevel: 1,
  counterfactual: [],
  p: 0.0004,
  detectable: 0.041,
  bucketsBefore: 90,
  bucketsAfter: 14,
  warnings: [],
  controls: [],
  ...more,
});

/** As people get it: the verdict of these figures, in words. */
function said(answer: Effect, expected: number | undefined, more: Partial<Finding> = {}): string {
  const good = more.good ?? 'up';
  const towards = good === 'up' ? 1 : -1;
  const ends = [towards * answer.low, towards * answer.high];
  const verdict = verdictOf(
    { low: Math.min(...ends), high: Math.max(...ends) },
    expected === undefined ? undefined : towards * expected,
  );
  const finding = { title: 'Sign-up rate', good, days: 14, answer, verdict, ...more } as Finding;
  return [verdict, ...wordsOf(expected === undefined ? finding : { ...finding, expected }).sentences].join('\n');
}

test.each([
  [
    'moved',
    said(effect(0.118, 0.079, 0.159), 0.1),
    `moved
Sign-up rate rose by 11.8% in the 14 days since the release; 10% was expected.
The data are consistent with +7.9% to +15.9%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'moved, where down is good',
    said(effect(-0.08, -0.12, -0.04), -0.05, { title: 'p95 latency', good: 'down', days: 1 }),
    `moved
p95 latency fell by 8% on the day after the release; 5% was expected.
The data are consistent with -12% to -4%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'moved, nothing expected',
    said(effect(0.04, 0.01, 0.07), undefined),
    `moved
Sign-up rate rose by 4% in the 14 days since the release.
The data are consistent with +1% to +7%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'moved less',
    said(effect(0.04, 0.01, 0.07), 0.1),
    `moved-less
Sign-up rate rose by 4% in the 14 days since the release, less than the 10% expected.
The data are consistent with +1% to +7%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'flat',
    said(effect(0.004, -0.021, 0.03), 0.1),
    `flat
Sign-up rate did not move by the 10% expected in the 14 days since the release.
The data are consistent with -2.1% to +3%, which rules out the +10% expected.`,
  ],
  [
    'flat, by little',
    said(effect(0.004, -0.021, 0.0998), 0.1),
    `flat
Sign-up rate did not move by the 10% expected in the 14 days since the release.
The data are consistent with -2.1% to +10%, which just rules out the +10% expected.`,
  ],
  [
    'flat, where down is good',
    said(effect(-0.004, -0.0999, 0.021), -0.1, { title: 'p95 latency', good: 'down' }),
    `flat
p95 latency did not move by the 10% expected in the 14 days since the release.
The data are consistent with -10% to +2.1%, which just rules out the -10% expected.`,
  ],
  [
    'moved, by very little',
    said(effect(0.0002, 0.0001, 0.0003), undefined),
    `moved
Sign-up rate rose by 0.02% in the 14 days since the release.
The data are consistent with +0.01% to +0.03%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'moved less, where down is good',
    said(effect(-0.04, -0.07, -0.01), -0.1, { title: 'p95 latency', good: 'down', days: 28 }),
    `moved-less
p95 latency fell by 4% in the 28 days since the release, less than the 10% expected.
The data are consistent with -7% to -1%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'backfired, where down is good',
    said(effect(0.08, 0.04, 0.12), -0.1, { title: 'p95 latency', good: 'down' }),
    `backfired
p95 latency rose by 8% in the 14 days since the release, which is the wrong way.
The data are consistent with +4% to +12%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'inconclusive',
    said(effect(0.05, -0.03, 0.14), 0.1),
    `inconclusive
Whether Sign-up rate moved in the 14 days since the release cannot be told.
The data are consistent with -3% to +14%: with no change, and with the +10% expected.`,
  ],
  [
    'inconclusive, nothing expected',
    said(effect(0.05, -0.03, 0.14), undefined),
    `inconclusive
Whether Sign-up rate moved in the 14 days since the release cannot be told.
The data are consistent with -3% to +14%, and so with no change.`,
  ],
  [
    'backfired',
    said(effect(-0.08, -0.12, -0.04), 0.1),
    `backfired
Sign-up rate fell by 8% in the 14 days since the release, which is the wrong way.
The data are consistent with -12% to -4%; this coincides with the release, which does not prove that it is the cause.`,
  ],
  [
    'interim',
    said(effect(0.118, 0.079, 0.159), 0.1, { interim: true }).split('\n')[1],
    'So far: Sign-up rate rose by 11.8% in the 14 days since the release; 10% was expected.',
  ],
])('%s', (_, text, wanted) => {
  expect(text).toBe(wanted);
});

test('too little for a verdict', () => {
  const finding = { title: 'Sign-up rate', good: 'up', days: 4, answer: effect(0.05, 0.01, 0.09), verdict: 'no-data' };
  expect(wordsOf(finding as Finding).sentences).toEqual([
    'There is too little data on Sign-up rate to say whether it moved.',
    'The data are consistent with +1% to +9%; a verdict needs more days.',
  ]);
});

test('no answer', () => {
  const answer = unanswerable('constant', 'The value never changed.');
  expect(wordsOf({ title: 'Sign-up rate', good: 'up', days: 7, answer, verdict: 'no-data' }).sentences).toEqual([
    'There is no answer for Sign-up rate yet.',
    'The value never changed.',
  ]);
});

test('the figures, for those who want them', () => {
  const answer = effect(0.118, 0.079, 0.159, { controls: ['visits in Austria'], confidence: 0.99 });
  expect(wordsOf({ title: 'Sign-up rate', good: 'up', days: 14, answer, verdict: 'moved' }).figures).toBe(
    'effect +11.8% (99% interval +7.9% to +15.9%); p < 0.001; 90 before, 14 after; 4.1% or more would be detected 80% of the time; compared with visits in Austria',
  );
});

test('of a share that percent say nothing of, in points', () => {
  const answer = effect(0.3, -0.7, 1, { inUnit: { base: 0.2 } });
  const { sentences, figures } = wordsOf({
    ...{ title: 'Sign-up rate', good: 'up', days: 14, answer, verdict: 'inconclusive' },
    ...{ expected: 0.05, isShare: true },
  });
  expect(sentences[1]).toBe(
    'The data are consistent with -14 pp to +20 pp: with no change, and with the +1 pp expected.',
  );
  expect(figures).toMatch(/^effect \+6 pp \(95% interval -14 pp to \+20 pp\);/);
});

test.each([
  [0.1, '10%', '+10%'],
  [-0.0213, '-2.1%', '-2.1%'],
  [0.0003, '0.03%', '+0.03%'],
  [-0.000314, '-0.031%', '-0.031%'],
  [0.0095, '0.95%', '+0.95%'],
  [0.00999, '1%', '+1%'],
  [0.00949, '0.95%', '+0.95%'],
  [0.3, '30%', '+30%'],
  [1, '100%', '+100%'],
  [-1e-12, '0%', '0%'],
  [1.234, '123%', '+123%'],
  [0, '0%', '0%'],
])('%d is %s, with its sign %s', (share, plain, withSign) => {
  expect(percent(share)).toBe(plain);
  expect(signed(share)).toBe(withSign);
});
