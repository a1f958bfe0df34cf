import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBytes, fitCharacters } from '../../../src/github/requests/fit-text.ts';
import { runs } from '../../stage/run/property-runs.ts';

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abc…'],
  ['äöü', 6, 'äöü'],
  ['äöüß', 7, 'äö…'],
  ['äöüß', 6, 'ä…'],
  ['📏📏', 7, '📏…'],
  ['📏📏', 6, '…'],
  ['a\0\uDC00', 10, 'a\uFFFD\uFFFD'],
])('%j in %i bytes', (text, most, fitted) => {
  expect(fitBytes(text, most)).toBe(fitted);
});

test.each([
  ['Re-check', 8, 'Re-check'],
  ['Re-check it', 8, 'Re-chec…'],
  ['a📏📏', 4, 'a📏…'],
  ['a📏📏', 3, 'a…'],
])('%j in %i characters', (text, most, fitted) => {
  expect(fitCharacters(text, most)).toBe(fitted);
});

test('never too long, never broken, and untouched where it fits', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 50 }), (text, most) => {
      const [bytes, characters] = [fitBytes(text, most), fitCharacters(text, most)];
      expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(most);
      expect(characters.length).toBeLessThanOrEqual(most);
      expect([bytes, characters].every((fitted) => fitted.isWellFormed() && !fitted.includes('\0'))).toBe(true);
      if (!text.includes('\0') && Buffer.byteLength(text) <= most) expect([bytes, characters]).toEqual([text, text]);
    }),
    runs(),
  );
});
