import type { ReadableLine } from '../../text/readable-line.ts';
import { meaningOf } from '../label-words.ts';

const mostCharacters = 2000;

/** Lines with those taken apart that are a JSON object with a key of ours: `{"key_result": "KR1"}` says what the same object over several lines does. */
export function* objectLines(lines: Iterable<ReadableLine>): Generator<ReadableLine> {
  for (const line of lines) {
    const said = line.text.length <= mostCharacters ? objectIn(line.text) : undefined;
    if (said)
      for (const text of said)
        yield { ...line, text, bare: line.bare.startsWith('\0') ? text.replace(/./g, '\0') : text };
    else yield line;
  }
}

/** Answers of servers have an `outcome` too: a reference or an expectation makes it ours. */
const ours = new Set(['key result', 'hypothesis', 'expect', 'guard']);

function objectIn(text: string): string[] | undefined {
  const json = /^\{\s*".*"\s*:.*\}[,;]?$/s.test(text) ? parsed(text.replace(/[,;]$/, '')) : undefined;
  if (!json) return undefined;
  const entries = Object.entries(json).map(([label, value]) => ({ label, value, meaning: meaningOf(label, false) }));
  if (!entries.some(({ meaning }) => meaning?.own && ours.has(meaning.key))) return undefined;
  return entries.flatMap(({ label, value }) => linesOf(label, value));
}

function linesOf(label: string, value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [`${label}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((one) => linesOf(label, one));
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [`${label}:`, ...parts.filter(([, one]) => typeof one === 'string').map(([part, one]) => `${part}: ${one}`)];
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
