import { expect, test } from 'vitest';
import { judgeIssue } from '../../../src/domain/gate/judge-issue.ts';
import { issue, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';

const hypothesis = issue(42, 'Key result: KR1');
const prose = issue(43, 'We believe.');

test.each([
  ['a key result', 'Key result: KR1', true],
  ['an expectation: it is the hypothesis itself', 'We believe.\n\nExpect: signup_rate +3%', true],
  ['a hypothesis that carries a key result', 'Hypothesis: #42', true],
  ['no outcome, with a reason', 'Outcome: none (bugfix): crash', true],
  ['a hypothesis that carries nothing', 'Hypothesis: #43', false],
  ['a key result that does not exist', 'Key result: KR9', false],
  ['an expectation on no metric', 'Expect: churn -3%', false],
  ['itself', 'Hypothesis: #5', false],
  ['nothing', 'The form crashes.', false],
])('%s', (_, body, satisfied) => {
  const named = [hypothesis, prose].filter(({ number }) => body.includes(`#${number}`));
  expect(judgeIssue(issue(5, body), shopMap(), named).satisfied).toBe(satisfied);
});

test('what does not count is said', () => {
  expect(judgeIssue(issue(5, 'Key result: KR9\nHypothesis: #77'), shopMap(), [])).toMatchObject({
    satisfied: false,
    declaration: { keyResults: ['KR9'] },
    objections: [
      { what: 'KR9 is not in the outcome map', suggestions: [{ name: 'KR1' }, { name: 'KR2' }] },
      { what: '#77 does not exist, or cannot be read from here' },
    ],
  });
});

test('hypotheses that nobody looked up are not said to be missing', () => {
  expect(judgeIssue(issue(5, 'Hypothesis: #42'), shopMap())).toMatchObject({ satisfied: false, objections: [] });
});
