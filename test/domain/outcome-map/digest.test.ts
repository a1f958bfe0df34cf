import { expect, test } from 'vitest';
import { documentOf, mapOf, problemsIn } from './read-map.ts';

const withDigest = (digest: string) => `version: 1\ndigest: ${digest}\n`;
const planOf = (digest: string) => mapOf(documentOf(withDigest(digest))).digest;
const nine = { day: 1, minutes: 540 };

test.each<[string, object]>([
  [
    '{ repository: acme/goals, weekly: "mon 09:00", monthly: "1 09:00", quarterly: "1 09:00", timezone: Europe/Berlin }',
    {
      ...{ owner: 'acme', repository: 'goals', timezone: 'Europe/Berlin', repositories: [] },
      ...{ weekly: nine, monthly: nine, quarterly: nine },
    },
  ],
  [
    '{ repository: goals, weekly: Friday 9:05, repositories: [shop, "api-*"] }',
    { repository: 'goals', timezone: 'UTC', repositories: ['shop', 'api-*'], weekly: { day: 5, minutes: 545 } },
  ],
  ['{ repository: goals, monthly: 28 23:59 }', { monthly: { day: 28, minutes: 1439 } }],
])('%s', (digest, expected) => {
  expect(planOf(digest)).toMatchObject(expected);
});

test('a map that says nothing of it has none', () => {
  expect([mapOf(documentOf('version: 1')), planOf('')].map((one) => one && 'digest' in one)).toEqual([
    false,
    undefined,
  ]);
});

const weekdayExpected = 'a weekday and a time of day, such as `mon 09:00`';
const dayExpected = (of: string) => `a day from 1 to 28 of the ${of}, and a time of day, such as \`1 09:00\``;

test.each([
  ['{ weekly: mon 09:00 }', '`digest.repository` is missing', 'a repository of the same owner, such as `acme/goals`'],
  ['{ repository: a/b/c, weekly: mon 09:00 }', '`a/b/c`', 'a repository of the same owner, such as `acme/goals`'],
  [
    '{ repository: goals }',
    '`digest` does not say when it is due',
    '`weekly: "mon 09:00"`, `monthly: "1 09:00"` or `quarterly: "1 09:00"`',
  ],
  ...['mo 09:00', 'monday', '09:00', 'mon 24:00', 'mon 09:60', 'mon 9', 'noday 09:00', '1 09:00'].map((due) => [
    `{ repository: goals, weekly: ${due} }`,
    due,
    weekdayExpected,
  ]),
  ...['0 09:00', '29 09:00', 'mon 09:00', '1', '1st 09:00'].flatMap((due) => [
    [`{ repository: goals, monthly: ${due} }`, due, dayExpected('month')],
    [`{ repository: goals, quarterly: ${due} }`, due, dayExpected('first month of the quarter')],
  ]),
  [
    '{ repository: goals, weekly: mon 09:00, timezone: Berlin }',
    'Berlin',
    'a timezone such as `Europe/Berlin` or `UTC`',
  ],
  ['{ repository: goals, weekly: mon 09:00, timezone: CEST }', 'CEST', 'a timezone such as `Europe/Berlin` or `UTC`'],
  ['{ repository: goals, wekly: mon 09:00 }', 'wekly', '`weekly`'],
  ['goals', 'goals', 'a mapping (`key: value`)'],
])('%s is refused', (digest, what, expected) => {
  const problems = problemsIn(withDigest(digest ?? ''));
  expect(problems.join('\n')).toContain(what);
  expect(problems.join('\n')).toContain(expected);
  expect(problems.every((problem) => problem.startsWith('2:'))).toBe(true);
});

test('what adds to another map need not repeat it; policy and release say what else is told', () => {
  expect(problemsIn('_extends: .github\ndigest: { repositories: [shop] }')).toEqual([]);
  const { policy, release } = mapOf(documentOf('version: 1\npolicy: { portfolio: public }\nrelease: { notes: true }'));
  expect([policy.portfolio, release.notes]).toEqual(['public', true]);
  const off = mapOf(documentOf('version: 1\npolicy: { portfolio: off }\nrelease: { notes: false }'));
  expect(['portfolio' in off.policy, 'notes' in off.release]).toEqual([false, false]);
  expect(problemsIn('version: 1\npolicy: { portfolio: private }').join()).toContain('`public` or `off`');
  expect(problemsIn('version: 1\nrelease: { notes: yes please }').join()).toContain('`true` or `false`');
});
