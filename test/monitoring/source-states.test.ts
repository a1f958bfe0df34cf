import { expect, test } from 'vitest';
import { sourceStates } from '../../src/monitoring/source-states.ts';

const failure = { reason: 'timeout', text: 'the source did not answer within 30 s' } as const;

test('a query fails since its first failure, until it is read again', () => {
  let minute = 0;
  const states = sourceStates(() => new Date(minute++ * 60_000));
  expect(states.of('warehouse')).toBeUndefined();
  for (const query of ['signups', 'signups', 'latency'])
    states.note({ source: 'warehouse', query, seconds: 30, failure });
  states.note({ source: 'warehouse', query: 'latency', seconds: 0.2 });
  expect(states.of('warehouse')).toEqual({
    at: new Date(180_000),
    seconds: 0.2,
    failing: [{ query: 'signups', since: new Date(0), text: failure.text }],
  });
  expect(states.anyFails()).toBe(true);
  states.note({ source: 'warehouse', query: 'signups', seconds: 1 });
  expect(states.anyFails()).toBe(false);
});

test('names that people make up take no memory without end', () => {
  const states = sourceStates(() => new Date(0));
  for (let n = 0; n < 500; n += 1) states.note({ source: 'push', query: `m${n}`, seconds: 0, failure });
  expect(states.of('push')?.failing).toHaveLength(100);
});

test('what nobody has pushed is no failure of a source: anyone may write its name into a map', () => {
  const states = sourceStates(() => new Date(0));
  states.note({
    source: 'push',
    query: 'invented',
    seconds: 0,
    failure: { reason: 'not-pushed', text: 'nothing was' },
  });
  expect([states.anyFails(), states.of('push')?.failing]).toEqual([false, []]);
});
