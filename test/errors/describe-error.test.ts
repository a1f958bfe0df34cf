import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeError } from '../../src/errors/describe-error.ts';

test.each<[string, unknown, string]>([
  ['name and message', new TypeError('no such thing'), 'TypeError: no such thing'],
  ['one line', new Error('first\nsecond'), 'Error: first'],
  ['not an error', 'boo', 'boo'],
  ['what pg-boss tells of', { message: 'lost it', queue: 'work' }, 'lost it'],
  [
    'a password in an address',
    new Error('cannot reach postgres://me:hunter2@db/x'),
    'Error: cannot reach postgres://***@db/x',
  ],
  ['a token', new Error('sent authorization: Bearer abc.def-123456'), 'Error: sent authorization: Bearer ***'],
  ['a token of ours', new Error('no snd_0123456789-abcdef'), 'Error: no ***'],
  ['a token of GitHub', new Error('bad credentials ghs_0123456789abcdef'), 'Error: bad credentials ***'],
  [
    'a query of Drizzle: not its parameters, which hold payloads',
    new DrizzleQueryError('insert into x values ($1)', ['private text'], new Error('disk full')),
    'Error: disk full',
  ],
])('%s', (_, error, text) => {
  expect(describeError(error)).toBe(text);
});

test('never long', () => {
  expect(describeError(new Error('x'.repeat(10_000)))).toHaveLength(300);
});
