import { expect, test } from 'vitest';
import { Dice } from './dice.ts';

const numbers = Array.from({ length: 101 }, (_, index) => index);

test('what is shuffled is all there, in another order, and the same for the same seed', () => {
  const shuffled = Dice.of(1, 'order').shuffled(numbers);
  expect(shuffled).not.toEqual(numbers);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(numbers);
  expect(Dice.of(1, 'order').shuffled(numbers)).toEqual(shuffled);
});
