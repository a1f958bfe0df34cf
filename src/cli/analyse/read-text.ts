import { readFileSync, writeFileSync } from 'node:fs';

/** The text of a file, or the reason, in a few words, why there is none. */
export function readText(path: string): { text: string } | { problem: string } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { problem: whyUnread(path, error as NodeJS.ErrnoException) };
  }
}

export function whyUnread(path: string, { code, message }: NodeJS.ErrnoException): string {
  return `cannot read ${path}: ${reasons.get(code ?? '') ?? message}`;
}

const reasons = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'it may not be read'],
]);

/** What went wrong, in one line; undefined: it is written. */
export function writeText(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return `${path}: cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`;
  }
}
