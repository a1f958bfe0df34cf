const otherDigit = /[\p{Nd}--[0-9]]/gv;
const isDigit = /^\p{Nd}$/u;
/** Marks of the writing direction, which are not seen. */
const unseen = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The text with digits 0 to 9 in place of those of other scripts, as spreadsheets in Arabic, Persian, Hindi or Bengali
 * write them, and without marks of the writing direction.
 */
export const withLatinDigits = (text: string): string => text.replace(unseen, '').replace(otherDigit, latin);

/** The ten digits of a script follow one another, and nothing else that is a digit stands before them. */
function latin(digit: string): string {
  const code = digit.codePointAt(0) as number;
  let value = 0;
  while (isDigit.test(String.fromCodePoint(code - value - 1))) value++;
  return `${value % 10}`;
}
