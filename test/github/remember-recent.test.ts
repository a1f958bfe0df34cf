import { expect, test } from 'vitest';
import { rememberRecent } from '../../src/github/remember-recent.ts';

test('what was asked for lately is not made again, the rest is let go', () => {
  const made: string[] = [];
  const recent = rememberRecent<string>(2);
  const ask = (key: string) => recent(key, () => `${key}${made.push(key)}`);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(ask)).toEqual(['a1', 'b2', 'a1', 'c3', 'a1', 'b4']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('nothing made is remembered too', () => {
  let times = 0;
  const recent = rememberRecent<undefined>(2);
  const make = () => {
    times += 1;
    return undefined;
  };
  recent('a', make);
  recent('a', make);
  expect(times).toBe(1);
});
