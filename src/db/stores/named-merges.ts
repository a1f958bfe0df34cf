import { sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { lockKeys } from '../lock-keys.ts';

/** A pull request, as a target in what merges say of each other. */
export const numbered = (number: number) => `#${number}`;

const shortest = 7;

/** The names that a merge goes by: a commit is named by as much of its beginning as people like. */
export function namesOf({ number, sha = '' }: { number?: number; sha?: string }): string[] {
  const beginnings = Array.from({ length: Math.max(0, sha.length - shortest + 1) }, (_, more) =>
    sha.slice(0, shortest + more),
  );
  return [...(number === undefined ? [] : [numbered(number)]), ...beginnings];
}

/** A merge and one that names it may be worked at the same moment: without this neither would see the other. */
export const oneAfterTheOther = (database: Database, repositoryId: number) =>
  database.execute(sql`select pg_advisory_xact_lock(${lockKeys.reverts}, hashtext(${String(repositoryId)}))`);
