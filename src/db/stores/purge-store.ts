import { and, eq, getTableColumns, gt, is, type SQL, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { PurgeStore } from '../../flows/ports/stores/purge-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import * as schema from '../schema/tables.ts';

const { bets, contentWrites, deliveries, installations, mapVersions, parkedJobs, purges, repositories } = schema;

/** How much one transaction removes at most: rows of one table, and repositories. */
const portion = 1_000;
const repositoriesAtOnce = 100;

interface Part {
  table: PgTable;
  condition: SQL | undefined;
}

/** The columns that name a row's owner. */
type Owned = 'repositoryId' | 'ownerId' | 'installationId' | 'id';

const tables = Object.values(schema).filter((value) => is(value, PgTable));
const having = (name: Owned, except: PgTable[]) =>
  tables.filter((table) => !except.includes(table) && name in getTableColumns(table));
const allOf = (table: PgTable, name: Owned, ids: number[]): Part => ({
  table,
  condition: anyOf(sql<number>`${getTableColumns(table)[name]}`, ids, 'bigint'),
});

/**
 * Includes every table that is added to the schema. Rows that refer to a bet go before it, or the cascade would remove
 * all of them at once; rows that bets refer to go after.
 */
const ofRepositories = (ids: number[]) =>
  [...having('repositoryId', [bets, mapVersions, deliveries]), bets, mapVersions].map((table) =>
    allOf(table, 'repositoryId', ids),
  );
/** Includes repositories that have been transferred to others since. */
const ofOwner = (id: number) =>
  having('ownerId', [deliveries, installations, repositories]).map((table) => allOf(table, 'ownerId', [id]));

/** Removes in portions, each a transaction: an interrupted purge resumes, and holds nobody up. */
export function purgeStore(database: Database): PurgeStore {
  return {
    startPurge: (installationId, uninstalled, ownerId) =>
      database.transaction(async (within) => {
        // From here on nothing that arrives late is kept.
        const purge = { at: sql`now()`, uninstalled };
        await within
          .insert(purges)
          .values({ installationId, ...purge })
          .onConflictDoUpdate({ target: purges.installationId, set: purge });
        if (ownerId === undefined) return;
        await within
          .insert(installations)
          .values({ id: installationId, ownerId })
          .onConflictDoUpdate({ target: installations.id, set: { ownerId } });
      }),
    purgeSome: (installationId) =>
      database.transaction(async (within) => {
        const [installation] = await within.select().from(installations).where(eq(installations.id, installationId));
        const some = await within
          .select({ id: repositories.id })
          .from(repositories)
          .where(eq(repositories.installationId, installationId))
          .limit(repositoriesAtOnce);
        const ids = some.map(({ id }) => id);
        const owner = installation?.ownerId ?? undefined;
        const isGone = owner !== undefined && !(await isThereAgain(within, owner, installationId));
        const isMore = await removeParts(within, [
          ...(ids.length > 0 ? [...ofRepositories(ids), allOf(repositories, 'id', ids)] : []),
          ...(isGone ? ofOwner(owner) : []),
          ...[deliveries, parkedJobs, contentWrites].map((table) => allOf(table, 'installationId', [installationId])),
        ]);
        if (isMore || ids.length === repositoriesAtOnce) return true;
        // Last, because it names the owner of the rest.
        await within.delete(installations).where(eq(installations.id, installationId));
        return false;
      }),
    purgeSomeOfRepository: (id) =>
      database.transaction(async (within) => {
        const [repository] = await within
          .select({ installationId: repositories.installationId })
          .from(repositories)
          .where(eq(repositories.id, id));
        if (!repository) return false;
        const about = and(eq(deliveries.installationId, repository.installationId), eq(deliveries.repositoryId, id));
        return removeParts(within, [
          ...ofRepositories([id]),
          { table: deliveries, condition: about },
          allOf(repositories, 'id', [id]),
        ]);
      }),
  };
}

/** Whether the owner has installed the App anew: installations are numbered as they come, and one of them may be heard of late. */
async function isThereAgain(database: Database, ownerId: number, installationId: number): Promise<boolean> {
  const later = and(eq(installations.ownerId, ownerId), gt(installations.id, installationId));
  const found = await database.select({ id: installations.id }).from(installations).where(later).limit(1);
  return found.length > 0;
}

/** One table after the other, until one has more than a portion. true: there is more. */
async function removeParts(within: Database, parts: Part[]): Promise<boolean> {
  for (const { table, condition } of parts) {
    const removed = await within
      .delete(table)
      .where(sql`ctid = any(array(select ctid from ${table} where ${condition} limit ${portion}))`)
      .returning({ one: sql`1` });
    if (removed.length === portion) return true;
  }
  return false;
}
