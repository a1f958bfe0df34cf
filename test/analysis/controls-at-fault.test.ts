import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';

const day = 86_400_000;
const [before, after] = [90, 28];

/** A metric and a sibling that goes where it goes, whose values a rule makes wrong. */
function beside(wrong: (value: number, i: number, own: number) => number) {
  const random = randomFrom(8);
  let level = 0;
  const days = Array.from({ length: before + 1 + after }, (_, i) => {
    level += 0.03 * random.normal();
    const own = 1000 * Math.exp(level + 0.01 * random.normal());
    return { t: i * day, own, sibling: wrong(400 * Math.exp(level + 0.01 * random.normal()), i - before, own) };
  });
  const seriesOf = (key: 'own' | 'sibling') => ({
    bucket: 'day' as const,
    samples: days.map((one) => ({ t: one.t, value: one[key] })),
  });
  return analyse({
    series: seriesOf('own'),
    controls: [{ name: 'sibling', series: seriesOf('sibling') }],
    releaseFrom: before * day,
    releaseTo: (before + 1) * day,
    until: (before + 1 + after) * day,
  });
}

test('a sound sibling is compared with', () => {
  expect(beside((v) => v)).toMatchObject({ controls: ['sibling'] });
});

test.each<[string, Parameters<typeof beside>[0], string]>([
  [
    'another unit since some day of the window',
    (v, i) => (i < 15 ? v : 100 * v),
    'it changes its unit, or what it counts',
  ],
  ['another unit long before', (v, i) => (i < -60 ? v : 1000 * v), 'it changes its unit, or what it counts'],
  ['the same value for two weeks', (v, i) => (i < 14 ? v : 377), 'it stands still at its end'],
  [
    'a step of its own at the release',
    (v, i) => (i < 0 ? v : 1.3 * v),
    'it moved at the release itself, perhaps because of it',
  ],
  ['the metric under another name', (_, __, own) => own, 'it is the metric itself'],
])('a sibling with %s is not, and why is said', (_, wrong, why) => {
  expect(beside(wrong)).toMatchObject({ controls: [], unusedControls: [{ name: 'sibling', why }] });
});
