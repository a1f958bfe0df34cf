import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * Adds variables to an `.env`, for its owner alone to read. What stands there stays; undefined: written. Otherwise why it was not: nothing that is there is written over.
 */
export function addToEnvFile(path: string, variables: Map<string, string>): string | undefined {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const there = new Map(Object.entries(parseEnv(before)));
  const taken = [...variables.keys()].find((name) => there.get(name));
  if (taken) return `${taken} stands in ${path} already: take it out first`;
  const lines: string[] = [];
  for (const [name, value] of variables) {
    const line = lineOf(name, value);
    if (line === undefined) return `${name} has characters that cannot stand in ${path}`;
    lines.push(line);
  }
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  // As a file of its own first: one that is there may be open to others, and would be while it is written.
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${before}${gap}${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(fresh, path);
  return undefined;
}

/** Undefined: there is no way to write it that reads as the same. */
function lineOf(name: string, value: string): string | undefined {
  return ["'", '"', '`']
    .map((quote) => `${name}=${quote}${quote === '"' ? value.replaceAll('\n', '\\n') : value}${quote}`)
    .find((line) => new Map(Object.entries(parseEnv(line))).get(name) === value);
}
