import { stripVTControlCharacters } from 'node:util';

const opening = '\u001b]';
const control = /[[\p{Cc}\p{Cf}]--[\n\t]]/gv;

/**
 * Text with people's words, without characters that would move a terminal's cursor, colour it or turn the direction of
 * its text.
 */
export const forTerminal = (text: string): string =>
  stripVTControlCharacters(withoutOpenEnds(text)).toWellFormed().replace(control, '');

/** For each command to the operating system that nothing closes Node.js would look through the whole rest of the text. */
function withoutOpenEnds(text: string): string {
  const end = Math.max(...['\u0007', '\u001b\\', '\u009c'].map((close) => text.lastIndexOf(close)));
  return end < 0 ? text.replaceAll(opening, '') : text.slice(0, end) + text.slice(end).replaceAll(opening, '');
}

/** On standard error, exit status 1. */
export function fail(what: string): undefined {
  console.error(forTerminal(what));
  process.exitCode = 1;
}
