import { stripVTControlCharacters } from 'node:util';

const control = /[[\p{Cc}\p{Cf}]--[\n\t]]/gv;

/**
 * Text with people's words, without characters that would move a terminal's cursor, colour it or turn the direction of
 * its text.
 */
export const forTerminal = (text: string): string => stripVTControlCharacters(text).toWellFormed().replace(control, '');

/** On standard error, exit status 1. */
export function fail(what: string): undefined {
  console.error(forTerminal(what));
  process.exitCode = 1;
}
