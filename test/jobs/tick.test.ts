import { expect, test } from 'vitest';
import { inTurn } from '../../src/jobs/tick.ts';

test('trouble with one round keeps no other from its turn, and is told', async () => {
  const done: string[] = [];
  const told: string[] = [];
  const warn = (fields: Record<string, unknown>) => void told.push(`${fields.error}`);
  const fail = (error: Error) => async () => {
    throw error;
  };
  const rounds = inTurn(
    [
      async () => done.push('first'),
      fail(new TypeError('a fault')),
      fail(new Error('the database is down')),
      async () => done.push('last'),
    ],
    { info() {}, warn, error: warn },
  );
  await rounds(new Date());
  expect(done).toEqual(['first', 'last']);
  expect(told).toEqual(['TypeError: a fault', 'Error: the database is down']);
});
