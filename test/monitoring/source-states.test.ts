import { expect, test } from 'vitest';
import type { SourceRead } from '../../src/domain/metric/source-read.ts';
import { sourceStates } from '../../src/monitoring/source-states.ts';

const failure = { reason: 'timeout', text: 'the source did not answer within 30 s' } as const;
const read = (query: string, minute: number, rest = {}): SourceRead => ({
  ...{ source: 'warehouse', query, at: new Date(minute * 60_000), seconds: 1 },
  ...rest,
});

test('a query fails until it is read again', () => {
  const states = sourceStates();
  expect(states.anyFails()).toBe(false);
  states.note(read('signups', 0, { failure }));
  states.note(read('latency', 1));
  expect(states.anyFails()).toBe(true);
  states.note(read('signups', 2));
  expect(states.anyFails()).toBe(false);
});

test('the latest read of each query is saved once, and again if it could not be, or there was a newer one meanwhile', async () => {
  const states = sourceStates();
  const saved: SourceRead[][] = [];
  const save = () => states.save(async (reads) => void saved.push(reads));
  for (const one of [read('signups', 0), read('signups', 1), read('latency', 2)]) states.note(one);
  await expect(states.save(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  await states.save(async (reads) => {
    saved.push(reads);
    states.note(read('latency', 3));
  });
  await save();
  await save();
  expect(saved).toEqual([[read('signups', 1), read('latency', 2)], [read('latency', 3)], []]);
});
