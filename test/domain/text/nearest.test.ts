import { expect, test } from 'vitest';
import { nearest } from '../../../src/domain/text/nearest.ts';

const metrics = [
  { name: 'signup_rate', title: 'Visit to sign-up rate' },
  { name: 'signup_rate_mobile', title: 'The same on phones' },
  { name: 'projects_completed', title: 'Completed projects' },
  { name: 'revenue', title: 'Monthly recurring revenue' },
  { name: 'KR1', title: 'Half the waiting' },
  { name: 'KR2', title: 'Half the errors' },
];

test.each([
  ['signup_rat', ['signup_rate', 'signup_rate_mobile']],
  ['SignUp-Rate', ['signup_rate', 'signup_rate_mobile']],
  ['sinup_rate', ['signup_rate']],
  ['visit to signup rate', ['signup_rate']],
  ['completed project', ['projects_completed']],
  ['revenues', ['revenue']],
  ['KR9', ['KR1', 'KR2']],
  ['ABC-000', []],
  ['churn', []],
  ['X', []],
  ['', []],
  ['!?', []],
])('%s: %j', (written, names) => expect(nearest(written, metrics).map(({ name }) => name)).toEqual(names));

test('at most three, the best first', () => {
  const many = ['KR4', 'KR3', 'KR2', 'KR11', 'KR1'].map((name) => ({ name, title: '' }));
  expect(nearest('kr1', many).map(({ name }) => name)).toEqual(['KR1', 'KR4', 'KR3']);
});
