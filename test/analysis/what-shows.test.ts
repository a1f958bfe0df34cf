import { expect, test } from 'vitest';
import { whatShows } from '../../src/analysis/what-shows.ts';

test.each([
  ['the interval is as wide as the history promised', { detectable: 0.03, low: -0.01, high: 0.03 }, 0.03],
  ['they leave more open than that', { detectable: 0.02, low: -0.05, high: 0.24 }, undefined],
  ['a large rise widens its own interval', { detectable: 0.1, low: 1.8, high: 2.3 }, 0.1],
  ['a fall of all there was', { detectable: 0.1, low: -1, high: -0.97 }, 0.1],
  ['shares of the unit', { detectable: 0.5, low: -0.9, high: 0.6, inUnit: { base: 20 } }, undefined],
  ['no promise at all', { detectable: Number.POSITIVE_INFINITY, low: -0.1, high: 0.1 }, undefined],
] as const)('%s', (_, effect, shows) => {
  expect(whatShows(effect)).toBe(shows);
});
