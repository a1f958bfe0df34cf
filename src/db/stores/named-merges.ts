import { sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { lockKeys } from '../lock-keys.ts';

/** A pull request, as a target in merges' statements about each other. */
export const numbered = (number: number) => `#${number}`;

const shortest = 7;

/** The names of a merge. A commit is named by any beginning of its hash. */
export function namesOf({ number, sha = '' }: { number?: number; sha?: string }): string[] {
  const beginnings = Array.from({ length: Math.max(0, sha.length - shortest + 1) }, (_, more) =>
    sha.slice(0, shortest + more),
  );
  return [...(number === undefined ? [] : [numbered(number)]), ...beginnings];
}

/** A merge and one that names it may be worked at the same moment; without this lock neither would see the other. */
export const oneAfterTheOther = (database: Database, repositoryId: number) =>
  database.execute(sql`select pg_advisory_xact_lock(${lockKeys.reverts}, hashtext(${String(repositoryId)}))`);
