import { expect, test } from 'vitest';
import type { ExpectedMovement } from '../../../src/domain/bet/bet.ts';
import type { OtherBet } from '../../../src/domain/bet/other-bet.ts';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import { buildForecast } from '../../../src/domain/forecast/build-forecast.ts';
import { metric, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { dailySeries, day } from '../../stage/series/daily-series.ts';

const [days, ago] = [180, 30];
const shippedAt = new Date((days - ago) * day);
const signups = metric('signups', { source: 'warehouse/signups' });
const series = dailySeries({ days, noise: 0.04, seed: 1, step: 0.06, stepAt: days - ago });

const expected: ExpectedMovement = {
  metric: signups,
  change: { kind: 'relative', low: 0.05, high: 0.05 },
  windowDays: 28,
};

function rowsOf(movements: ExpectedMovement[], others: Partial<OtherBet>[] = []) {
  const other = { betId: 'b', repositoryId: 1, number: 7, state: 'shipped', relation: 'same', windowDays: 28 } as const;
  const { rows } = buildForecast({
    bet: {
      keyResults: [],
      hypotheses: [],
      movements,
      guardrails: [],
      evidence: [],
    },
    map: { ...shopMap(), metrics: [signups], objectives: [] },
    state: 'open',
    disclosure: everything,
    readings: { signups: { kind: 'samples', series } },
    others: others.map((part) => ({ metrics: ['signups'], ...other, ...part })),
    levels: {},
    edges: [],
    events: [],
    readoutDays: [28],
    asOf: new Date(days * day),
  });
  return rows;
}

function shown(others: Partial<OtherBet>[]): number {
  const detectable = rowsOf([expected], others)[0]?.detectable;
  if (detectable?.kind !== 'detectable') throw new Error('nothing is detectable');
  return detectable.relative;
}

test('what a bet on the same metric did to it is no noise to the forecast, as it is none to the readout', () => {
  const alone = shown([]);
  expect(shown([{ shippedAt }])).toBeLessThan(0.8 * alone);
  expect(shown([{}])).toBe(alone);
  expect(shown([{ shippedAt, metrics: ['revenue'] }])).toBe(alone);
});

test('a window that is long enough is searched for the first three movements, however many there are', () => {
  const change = { kind: 'relative' as const, low: 0.1, high: 0.1 };
  const rows = rowsOf(Array<ExpectedMovement>(20).fill({ ...expected, change, windowDays: 1 }));
  expect(rows.map(({ enoughDays }) => enoughDays !== undefined)).toEqual(rows.map((_, place) => place < 3));
  expect(rows.every(({ detectable }) => detectable?.kind === 'detectable')).toBe(true);
});
