import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { whyUnreadable } from '../../../src/cli/server/why-unreadable.ts';
import { FolderInUse } from '../../../src/db/data-folder-lock.ts';
import { OperatorMistakes } from '../../../src/errors/operator-mistakes.ts';

const failed = (cause: Error) => new DrizzleQueryError('select $1', ['private text'], cause);

test.each<[string, unknown, string | RegExp]>([
  ['a query: not its parameters', failed(new Error('disk full')), 'disk full'],
  ['a password in an address', new Error('no postgres://me:hunter2@db/x'), 'no postgres://***@db/x'],
  [
    'tables of another version',
    failed(Object.assign(new Error('relation "bets" does not exist'), { code: '42P01' })),
    /^the database is not of this version: start the server/,
  ],
  ['our own words, whole', new FolderInUse('long '.repeat(100)), 'long '.repeat(100)],
  ['every mistake of a file', new OperatorMistakes('the file', ['one', 'two']), 'the file:\n- one\n- two'],
])('%s', (_, error, said) => {
  expect(whyUnreadable(error)).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
});
