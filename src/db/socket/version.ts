import { readFileSync } from 'node:fs';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

/** Of this program and of the tables that it expects: clones of one version may differ in these. */
export function ownVersion(): string {
  const { entries } = read('drizzle/meta/_journal.json') as { entries: { tag: string }[] };
  return `${read('package.json').version}, tables ${entries.at(-1)?.tag}`;
}
