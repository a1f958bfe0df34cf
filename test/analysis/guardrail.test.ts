import { expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Effect } from '../../src/analysis/effect.ts';
import { type GuardrailState, guardrailState } from '../../src/analysis/guardrail.ts';
import { unanswerable } from '../../src/analysis/unanswerable.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';

const effect = (low: number, high: number) => ({ kind: 'effect', relative: (low + high) / 2, low, high }) as Effect;

const situations: [string, Effect, number, 'up' | 'down', GuardrailState][] = [
  ['latency surely up by more than 5%', effect(0.31, 0.72), 0.05, 'down', 'breached'],
  ['latency up, perhaps by less than 5%', effect(0.02, 0.18), 0.05, 'down', 'unclear'],
  ['latency within 5%', effect(-0.03, 0.04), 0.05, 'down', 'held'],
  ['latency surely down', effect(-0.3, -0.2), 0.05, 'down', 'held'],
  ['sign-ups surely down by more than 2%', effect(-0.2, -0.1), -0.02, 'up', 'breached'],
  ['sign-ups up', effect(0.1, 0.2), -0.02, 'up', 'held'],
  ['sign-ups down, perhaps by less', effect(-0.1, 0.01), -0.02, 'up', 'unclear'],
  ['the sign of the limit does not matter', effect(-0.2, -0.1), 0.02, 'up', 'breached'],
];

test.each(situations)('%s', (_, interval, limit, good, state) => {
  expect(guardrailState(interval, limit, good)).toBe(state);
});

test('no answer is unclear', () => {
  expect(guardrailState(unanswerable('constant', 'The value never changed.'), 0.05, 'down')).toBe('unclear');
});

test.each([1, 2])('a jump by half breaches a limit of 5%% after %i day', (days) => {
  const series = dailySeries({ days: 60 + days, step: 0.5, stepAt: 60 });
  const answer = analyse({
    series,
    releaseFrom: 60 * day,
    releaseTo: 60 * day,
    until: (60 + days) * day,
    minimumAfter: 1,
    alpha: 0.01,
  });
  expect(answer.kind).toBe('effect');
  expect(guardrailState(answer as Effect, 0.05, 'down')).toBe('breached');
});
