import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { answerCase } from '../../src/cli/analyse/answer-case.ts';
import { recommend } from '../../src/domain/readout/recommend.ts';
import { shapeInWords } from '../../src/render/words/shape-in-words.ts';
import { caseSeries, effectOn } from './case-series.ts';

const said = (name: string) => shapeInWords(effectOn(name, '2026-10-06').shape, 'day').replaceAll('\u00a0', ' ');

test('three days of +50%: for three days, and back since', () => {
  expect(said('transient-1-spike')).toMatch(/^ It rose by (49|50|51)(\.\d)?% for 3 days and has been back since/);
  expect(effectOn('transient-1-spike', '2026-10-06').shape).toMatchObject({ kind: 'passing', lasts: 'no' });
});

test('a novelty has faded, a rollout by stages is still there, a lasting tenth needs no word', () => {
  expect(effectOn('transient-4-novelty', '2026-10-06').shape?.lasts).toBe('no');
  expect(effectOn('transient-8-staged', '2026-10-06').shape?.lasts).toBe('yes');
  expect(said('transient-7-freak')).toBe('');
});

test('a tenth at once on top of steady growth is that, and neither fades nor goes on rising', () => {
  const { relative, shape } = effectOn('base-1-one-zero', '2026-10-06');
  expect(relative).toBeCloseTo(0.1, 1);
  expect(shape).toMatchObject({ kind: 'at-once', lasts: 'yes' });
  expect(said('base-1-one-zero')).toBe('');
});

test('a day that is left aside is named, and so is a window that is cut', () => {
  expect(effectOn('transient-7-freak', '2026-10-06').warnings).toEqual([
    {
      kind: 'freak-days',
      text: expect.stringMatching(/^2026-10-08 is left aside: it lies far from the days around it/),
    },
  ]);
  const long = { bucket: 'day' as const, samples: [] as { t: number; value: number }[] };
  for (let i = 0; i < 900; i++) long.samples.push({ t: i * 86_400_000, value: 100 + ((i * 37) % 11) });
  const at = 60 * 86_400_000;
  const answer = analyse({ series: long, releaseFrom: at, releaseTo: at + 86_400_000, until: 900 * 86_400_000 });
  expect(answer).toMatchObject({ bucketsAfter: 400, warnings: [{ kind: 'cut-window' }] });
});

test('a level is of the days that the effect is of: a freak day lifts no key result', () => {
  const { samples } = caseSeries('transient-7-freak');
  const at = Date.parse('2026-10-06T00:00Z');
  const wild = samples.map(({ t, value }) => ({ t, value: t === at + 2 * 86_400_000 ? 9000 : value }));
  const since = wild.filter(({ t, value }) => t > at && value !== 9000);
  const mean = since.reduce((sum, { value }) => sum + value, 0) / since.length;
  const answer = analyse({
    series: { bucket: 'day', samples: wild },
    releaseFrom: at,
    releaseTo: at + 86_400_000,
    until: (wild.at(-1)?.t ?? 0) + 86_400_000,
  });
  expect(answer).toMatchObject({ kind: 'effect', actualLevel: expect.closeTo(mean, 6) });
});

test('told in the unit, an interval is no narrower for what the estimate came to', () => {
  const counts = Array.from({ length: 119 }, (_, i) => (i < 90 && [3, 9, 17, 24, 40, 61].includes(i) ? 1 : 0));
  const answer = answerCase(JSON.stringify({ pre: counts.slice(0, 90), post: counts.slice(90), freq: 'D' }));
  // Six events in ninety days, then none in four weeks: that half a percent of one were lost is not what the days say.
  expect(answer).toMatchObject({ verdict: 'inconclusive', base: expect.any(Number) });
  const { lo, base } = answer as { lo: number; base: number };
  expect(lo * base).toBeLessThan(-0.05);
});

test('on the command line and in answers a line', () => {
  const { samples } = caseSeries('transient-1-spike');
  const at = samples.findIndex(({ t }) => t === Date.parse('2026-10-06T00:00Z'));
  const values = samples.map(({ value }) => value);
  const answer = answerCase(JSON.stringify({ pre: values.slice(0, at), post: values.slice(at + 1), freq: 'D' }));
  expect(answer).toMatchObject({ verdict: 'moved', shape: { kind: 'passing', lasts: 'no' } });
});

test.each([
  ['transient-1-spike', 'moved'],
  ['transient-2-outage', 'backfired'],
] as const)('what did not last is neither kept nor reverted: %s', (name, verdict) => {
  const answer = effectOn(name, '2026-10-06');
  const movement = { movement: { metric: { name: 'm' } }, answer, verdict, series: { bucket: 'day', samples: [] } };
  const readout = { verdict, movements: [movement], guards: [], others: [], shippedTogether: [] };
  expect(recommend(readout as never)).toMatchObject({ what: 'iterate', why: expect.stringContaining('for a while') });
});

test('all days after are zero: a fall of all there was, and no end beyond it', () => {
  const { relative, low, high } = effectOn('base-4-gone', '2026-10-06');
  expect([relative, low]).toEqual([-1, -1]);
  // Three more might have come without one being seen.
  expect(high).toBeGreaterThan(-1);
  expect(high).toBeLessThan(-0.999);
});

test('around zero the effect and what was expected are held against one level', () => {
  const { absolute, counterfactualLevel, relative } = effectOn('base-2-net', '2026-10-06');
  expect(relative).toBeCloseTo(absolute.value / counterfactualLevel, 9);
  expect(absolute.low).toBeLessThan(100);
  expect(absolute.high).toBeGreaterThan(100);
});

test('one count in three months is no level to be sure of', () => {
  const { absolute } = effectOn('base-6-new-feature', '2026-10-06');
  expect(absolute.low).toBeGreaterThan(0);
  expect(absolute.high - absolute.low).toBeGreaterThan(0.1 * absolute.value);
});
