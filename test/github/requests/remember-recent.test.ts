import { expect, test } from 'vitest';
import { rememberRecent } from '../../../src/github/requests/remember-recent.ts';

function memory(mostBytes: number) {
  let clock = 1;
  const made: string[] = [];
  const recent = rememberRecent<{ as: string }>(mostBytes, () => clock);
  const ask = (key: string, bytes = 1) => recent(key, bytes, () => ({ as: `${key}${made.push(key)}` })).as;
  return { ask, pass: (ms: number) => (clock += ms) };
}

test('what was asked for lately is not made again, the rest is let go', () => {
  const { ask } = memory(2);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map((key) => ask(key))).toEqual(['a1', 'b2', 'a1', 'c3', 'a1', 'b4']);
});

test('bytes count, however few they are for', () => {
  const { ask } = memory(10);
  expect([ask('a', 6), ask('b', 3), ask('a', 6), ask('c', 4), ask('a', 6), ask('b', 3)]).toEqual([
    'a1',
    'b2',
    'a1',
    'c3',
    'a1',
    'b4',
  ]);
  expect([ask('huge', 11), ask('huge', 11), ask('a', 6)]).toEqual(['huge5', 'huge6', 'a1']);
});

test('what nobody asks for is let go after an hour', () => {
  const { ask, pass } = memory(10);
  ask('a');
  pass(3_599_000);
  expect(ask('a')).toBe('a1');
  pass(3_599_000);
  expect(ask('a')).toBe('a1');
  pass(3_601_000);
  expect(ask('a')).toBe('a2');
});
