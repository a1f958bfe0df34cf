import { expect, test } from 'vitest';
import { horizonDays } from '../../../src/domain/metric/horizon.ts';

test.each([
  ['leading', 14],
  ['lagging', 56],
  ['6 weeks', 42],
  ['90d', 90],
  ['999w', 365],
  ['0d', 28],
])('%s is %i days', (horizon, days) => expect(horizonDays({ horizon })).toBe(days));

test('what nobody says is four weeks', () => expect(horizonDays({})).toBe(28));
