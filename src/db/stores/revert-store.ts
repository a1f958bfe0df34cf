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

  async function save(repositoryId: number, reverter: Reverter, targets: string[]): Promise<void> {
    await oneAfterTheOther(database, repositoryId);
    const by = nameOf(reverter);
    const { sha = null, at } = reverter;
    for (const target of targets)
      await database.insert(reverts).values({ repositoryId, by, target, sha, at, reverter }).onConflictDoNothing();
  }

  async function whoNames(repositoryId: number, targets: string[]): Promise<Reverter[]> {
    await oneAfterTheOther(database, repositoryId);
    const rows = await database
      .select({ by: reverts.by, reverter: told(reverts.reverter) })
      .from(reverts)
      .where(and(eq(reverts.repositoryId, repositoryId), anyOf(reverts.target, targets)))
      .orderBy(asc(reverts.at), asc(reverts.by));
    return toldOnce([...new Map(rows.map(({ by, reverter }) => [by, reverter])).values()]);
  }

  return {
    saveReverts: (repositoryId, by, reverted) => save(repositoryId, by, targets(reverted)),
    saveReapplies: (repositoryId, by, reapplied) => save(repositoryId, by, targets(reapplied).map(again)),
    reappliersOf: (repositoryId, merge) => whoNames(repositoryId, namesOf(merge).map(again)),
    revertersOf: (repositoryId, merge) => whoNames(repositoryId, namesOf(merge)),
    async isReverted(repositoryId, merges) {
      const named = and(eq(reverts.repositoryId, repositoryId), anyOf(reverts.target, merges.flatMap(namesOf)));
      return (await database.select({ by: reverts.by }).from(reverts).where(named).limit(1)).length > 0;
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
  };
}

/** One commit may be pushed to several branches, one after the other. */
const nameOf = (by: Reverter) => ('number' in by ? numbered(by.number) : [by.sha, by.branch].filter(Boolean).join(' '));

/** A pull request and the commit that it was merged as are one: what takes it back in turn may name either. */
const toldOnce = (all: Reverter[]): Reverter[] =>
  all.filter((one) => 'number' in one || !all.some((other) => 'number' in other && other.sha === one.sha));

const targets = ({ numbers, shas }: Reverted) => [...numbers.map(numbered), ...shas];

/** What is brought back by its own name stands beside what is taken back. */
const again = (target: string) => `again ${target}`;

function targetsOf(written: string[]): Reverted {
  const named = [...new Set(written)].filter((target) => !target.startsWith(again('')));
  return {
    numbers: named.filter((target) => target.startsWith('#')).map((target) => Number(target.slice(1))),
    shas: named.filter((target) => !target.startsWith('#')),
  };
}
