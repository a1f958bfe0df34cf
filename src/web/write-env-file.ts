import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * Adds variables to an `.env` that only its owner can read. Existing lines stay. Undefined: written. Otherwise the
 * reason why not: no existing value is overwritten.
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
  // As a separate file first: an existing one may be open to others, also while it is being written.
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${before}${gap}${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(fresh, path);
  return undefined;
}

/** Undefined: no form of it would read back the same. */
function lineOf(name: string, value: string): string | undefined {
  return ["'", '"', '`']
    .map((quote) => `${name}=${quote}${quote === '"' ? value.replaceAll('\n', '\\n') : value}${quote}`)
    .find((line) => new Map(Object.entries(parseEnv(line))).get(name) === value);
}
