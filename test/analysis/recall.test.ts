import { expect, test } from 'vitest';
import { recall } from '../../src/analysis/recall.ts';

test('made once of the same objects and key, anew of others that are alike', () => {
  let made = 0;
  const make = () => {
    made += 1;
    return made > 1 ? made : undefined;
  };
  const [one, control, other] = [{}, {}, {}];
  expect(recall([one], 'a', make)).toBeUndefined();
  expect(recall([one], 'a', make)).toBeUndefined();
  expect(recall([one], 'b', make)).toBe(2);
  expect(recall([other], 'a', make)).toBe(3);
  expect(recall([one, control], 'a', make)).toBe(4);
  expect(recall([one, control], 'a', make)).toBe(4);
  expect(recall([one, other], 'a', make)).toBe(5);
  expect(recall([one], 'a', make)).toBeUndefined();
});
