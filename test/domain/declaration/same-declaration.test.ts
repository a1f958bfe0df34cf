import { describe, expect, test } from 'vitest';
import { saysTheSame } from '../../../src/domain/declaration/same-declaration.ts';

const frozen = `Why: people leave.

Key result: KR1
Expect: signup_rate +3% within 14 days
Guard: p95_latency +5%
Guard: errors +1%
Because: 7 of 10 stop at the form
Evidence: https://example.com/a
`;

describe('the same bet', () => {
  test.each([
    ['with bullets and bold', frozen.replace(/^(Key result|Expect|Guard):/gm, '- **$1:**')],
    ['numbered', frozen.replace(/^(Expect|Because):/gm, '1. $1:')],
    [
      'with the guardrails first, and in another order',
      `Guard: errors +1%\nGuard: p95_latency +5%\n${frozen.replace(/^Guard.*\n/gm, '')}`,
    ],
    ['with a corrected typo elsewhere', frozen.replace('people leave', 'people are leaving')],
    [
      'with other blanks and capitals',
      frozen.replace('Expect: signup_rate', 'expect:   Signup_Rate').replace('KR1', 'kr1'),
    ],
    ['the number written otherwise', frozen.replace('+3%', '+3.0 %')],
    ['with the lines of Windows', frozen.replaceAll('\n', '\r\n')],
    ['without the blank line', frozen.replace('\n\n', '\n')],
    ['with a line that closes an issue', `${frozen}\nCloses #9`],
  ])('%s', (_, body) => {
    expect(body).not.toBe(frozen);
    expect(saysTheSame(frozen, body)).toBe(true);
    expect(saysTheSame(body, frozen)).toBe(true);
  });
});

describe('another bet', () => {
  test.each([
    ['expects less', frozen.replace('+3%', '+2%')],
    ['gives itself more time', frozen.replace('14 days', '28 days')],
    ['is on another metric', frozen.replace('signup_rate', 'signups')],
    ['lets go of a guardrail', frozen.replace('Guard: errors +1%\n', '')],
    ['names another key result', frozen.replace('KR1', 'KR2')],
    ['rests on a hypothesis', `${frozen}Hypothesis: #4\n`],
    ['gives another reason', frozen.replace('7 of 10', '3 of 10')],
    ['was none after all', `${frozen}Outcome: none (chore): it was only that\n`],
    ['is gone', ''],
  ])('%s', (_, body) => {
    expect(saysTheSame(frozen, body)).toBe(false);
  });

  test('two expectations change places: the first is what the verdict is about', () => {
    const [one, other] = ['Expect: a +1% within 14 days', 'Expect: b +1% within 14 days'];
    expect(saysTheSame(`${one}\n${other}`, `${other}\n${one}`)).toBe(false);
  });
});
