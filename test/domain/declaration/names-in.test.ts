import { expect, test } from 'vitest';
import { namesIn } from '../../../src/domain/declaration/names-in.ts';

test.each(
  'and|und|et|y|e|en|og|och|ja|i|oraz|és|ve|dan|và|și|и|та|і|και|ו|और|และ|및|와|과|하고|و|及び|および|並びに|和|与|plus|as well as|sowie|ainsi que|así como|bem como|·|•'.split(
    '|',
  ),
)('two key results with "%s" between them are two', (word) =>
  expect(namesIn(`KR1 ${word} O2-KR1`)).toEqual(['KR1', 'O2-KR1']),
);

test.each(['KR1와 O2-KR1', 'KR1및 O2-KR1', 'KR1和O2-KR1', 'KR1 وO2-KR1', 'KR1および O2-KR1'])(
  'so are those of %s',
  (list) => expect(namesIn(list)).toEqual(['KR1', 'O2-KR1']),
);

test.each([
  'KR1 a 5 % rise',
  'KR1 i podobne',
  'KR1 en route',
  'KR1 plus 3 more',
  'KR1 to KR4',
  'KR1 bis KR4',
  'KR1 dan lain',
])('%s names one thing', (value) => expect(namesIn(value)).toEqual([value]));
