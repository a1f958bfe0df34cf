import { describe, expect, test } from 'vitest';
import { parseExpectation, parseGuardrail } from '../../../src/domain/declaration/parse-expectation.ts';

const forms =
  '`Expect: signup_rate +3% within 14 days`; a change is written as +3%, +0.5pp, -120ms, +250, +1% to +2%, from 3.1% to 3.4%; a level as at least 50';

test.each([
  ['signup_rate +3% within 14 days', 'signup_rate', 14],
  ['signup_rate +3%', 'signup_rate', 14],
  ['signup_rate: +3% in 2 weeks', 'signup_rate', 14],
  ['`signup_rate` by +3% within 28d.', 'signup_rate', 28],
  ['signup_rate+3% within 1 month', 'signup_rate', 30],
  ['signup_rate up 3% over a week', 'signup_rate', 7],
  ['signup_rate should rise', undefined, undefined],
  ['signup_rate +3%, within 14-days of the release', 'signup_rate', 14],
  ['p95-latency -120ms after 1 quarter', 'p95-latency', 90],
  ['signup_rate from 3.1% to 3.4% within 1 year', 'signup_rate', 365],
  ['Visit to sign-up rate +3% within 14 days', 'Visit to sign-up rate', 14],
  ['Time in app from 3 to 4 in 10 days', 'Time in app', 10],
  ['top 10 pages +3%', 'top 10 pages', 14],
])('%s', (value, metric, windowDays) => {
  const read = parseExpectation(value);
  if (metric === undefined) expect(read).toHaveProperty('problem');
  else expect(read).toMatchObject({ movements: [{ metric, windowDays }] });
});

describe('what cannot be read is quoted, with the forms that can', () => {
  test.each([
    ['signup_rate', 'There is no change', forms],
    ['signup_rate 3%', 'The change has no sign', forms],
    ['signup_rate +lots', '"+lots" is not a change', forms],
    ['+3% within 14 days', 'There is no metric', forms],
    ['signup_rate -1% to +1%', 'A range lies on one side of zero', forms],
    [`signup_rate +3% ${'x'.repeat(400)}`, 'The line is too long to be read', forms],
    [
      'signup_rate +3% within soon',
      '"soon" is not a window of whole days',
      '`within 14 days`, from 1 to 365 days, or weeks or months',
    ],
    [
      'signup_rate +3% within 36 hours',
      '"36 hours" is not a window of whole days',
      '`within 14 days`, from 1 to 365 days, or weeks or months',
    ],
    [
      'signup_rate +3% within 0 days',
      'The window is not from 1 to 365 days',
      '`within 14 days`, from 1 to 365 days, or weeks or months',
    ],
    [
      'signup_rate +3% within 53 weeks',
      'The window is not from 1 to 365 days',
      '`within 14 days`, from 1 to 365 days, or weeks or months',
    ],
  ])('%s', (value, what, expected) => {
    expect(parseExpectation(value)).toEqual({ problem: { what, expected } });
  });
});

test.each([
  ['p95_latency +5%', 0.05],
  ['p95_latency at most +5%', 0.05],
  ['p95_latency: max 5%', { kind: 'level', bound: 'at-most', value: 0.05, percent: true }],
  ['p95_latency no more than 5% within 14 days', { kind: 'level', bound: 'at-most', value: 0.05, percent: true }],
  ['p95_latency ≤ 5 %', { kind: 'level', bound: 'at-most', value: 0.05, percent: true }],
  ['revenue −2 %', -0.02],
])('Guard: %s', (value, limit) => {
  expect(parseGuardrail(value)).toMatchObject({
    movements: [
      {
        metric: value.startsWith('revenue') ? 'revenue' : 'p95_latency',
        change: typeof limit === 'number' ? { kind: 'relative', low: limit, high: limit } : limit,
      },
    ],
  });
});

test('a limit without a sign is a level: what it is worth, the metric tells', () => {
  expect(parseGuardrail('p95_latency at most 250ms')).toMatchObject({
    movements: [{ metric: 'p95_latency', change: { kind: 'level', bound: 'at-most', value: 250, unit: 'ms' } }],
  });
});
