import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Reverted } from '../../domain/release/find-reverts.ts';
import type { Reverter } from '../../flows/ports/job.ts';
import type { RevertStore } from '../../flows/ports/stores/revert-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { reverts } from '../schema/releases.ts';
import { namesOf, numbered, oneAfterTheOther } from './named-merges.ts';

/** Which change reverts which, as it was stated. */
export function revertStore(database: Database): RevertStore {
  const anyOf = (column: typeof reverts.by | typeof reverts.target, values: string[]) =>
    sql`${column} = any(${sql.param(values)}::text[])`;

  return {
    async saveReverts(repositoryId, reverter, { numbers, shas }) {
      await oneAfterTheOther(database, repositoryId);
      const by = nameOf(reverter);
      const { sha = null, at } = reverter;
      for (const target of [...numbers.map(numbered), ...shas])
        await database.insert(reverts).values({ repositoryId, by, target, sha, at, reverter }).onConflictDoNothing();
    },
    async revertedBy(repositoryId, { numbers, shas }) {
      const bySha = sql`exists (select from unnest(${sql.param(shas)}::text[]) as named where starts_with(${reverts.sha}, named))`;
      const rows = await database
        .select({ target: reverts.target })
        .from(reverts)
        .where(and(eq(reverts.repositoryId, repositoryId), or(anyOf(reverts.by, numbers.map(numbered)), bySha)))
        .orderBy(asc(reverts.at), asc(reverts.target));
      return targetsOf(rows.map(({ target }) => target));
    },
    async revertersOf(repositoryId, merge) {
      await oneAfterTheOther(database, repositoryId);
      const rows = await database
        .select({ by: reverts.by, reverter: told(reverts.reverter) })
        .from(reverts)
        .where(and(eq(reverts.repositoryId, repositoryId), anyOf(reverts.target, namesOf(merge))))
        .orderBy(asc(reverts.at), asc(reverts.by));
      return [...new Map(rows.map(({ by, reverter }) => [by, reverter])).values()];
    },
  };
}

const nameOf = (by: Reverter) => ('number' in by ? numbered(by.number) : by.sha);

function targetsOf(targets: string[]): Reverted {
  const named = [...new Set(targets)];
  return {
    numbers: named.filter((target) => target.startsWith('#')).map((target) => Number(target.slice(1))),
    shas: named.filter((target) => !target.startsWith('#')),
  };
}
