import { expect, test } from 'vitest';
import { memoize } from '../../src/analysis/memoize.ts';

test('made once of objects that say the same under one key, anew of others', () => {
  let made = 0;
  const make = () => {
    made += 1;
    return made > 1 ? made : undefined;
  };
  const one = { samples: [{ t: 1, value: 2 }] };
  const [control, other] = [{ samples: [{ t: 1, value: 3 }] }, { samples: [{ t: 1, value: 4 }] }];
  expect(memoize([one], 'a', make)).toBeUndefined();
  expect(memoize([one], 'a', make)).toBeUndefined();
  expect(memoize([structuredClone(one)], 'a', make)).toBeUndefined();
  expect(memoize([one], 'b', make)).toBe(2);
  expect(memoize([other], 'a', make)).toBe(3);
  expect(memoize([one, control], 'a', make)).toBe(4);
  expect(memoize([structuredClone(one), structuredClone(control)], 'a', make)).toBe(4);
  expect(memoize([control, one], 'a', make)).toBe(5);
  expect(memoize([one, other], 'a', make)).toBe(6);
  expect(memoize([one], 'a', make)).toBeUndefined();
});

test('what was not asked for in a long time is made anew', () => {
  let made = 0;
  const series = { samples: [] };
  const ask = (key: string) => memoize([series], key, () => ++made);
  expect(ask('first')).toBe(1);
  for (let n = 0; n < 1_000; n += 1) ask(`other ${n}`);
  expect(ask('other 999')).toBe(1001);
  expect(ask('first')).toBe(1002);
});
