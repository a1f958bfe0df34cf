import { and, eq, exists, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Written } from '../../flows/ports/stored.ts';
import type { MemoryStore } from '../../flows/ports/stores/memory-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { lockKeys } from '../lock-keys.ts';
import { beats } from '../schema/deliveries.ts';
import { recollected, repositories } from '../schema/repositories.ts';

/** How far back this database knows what we wrote. */
export function memoryStore(database: Database): MemoryStore {
  return {
    beginMemory: (now, of) =>
      database.transaction(async (within) => {
        // Replicas that start together would otherwise wait for each other's rows.
        await within.execute(sql`select pg_advisory_xact_lock(${lockKeys.memory})`);
        await within
          .update(repositories)
          .set({ rememberedSince: now, firstNumber: null })
          .where(of && anyOf(repositories.id, of));
        await within.delete(recollected).where(of && anyOf(recollected.repositoryId, of));
      }),
    async beat() {
      const [row] = await database
        .insert(beats)
        .values({ beat: 1 })
        .onConflictDoUpdate({ target: beats.one, set: { beat: sql`${beats.beat} + 1` } })
        .returning({ beat: beats.beat });
      const after = row?.beat ?? 1;
      return { before: after - 1, after };
    },
    async noteOpened(repositoryId, number, at) {
      const { id, firstNumber, rememberedSince } = repositories;
      await database
        .update(repositories)
        .set({ firstNumber: number })
        .where(
          and(eq(id, repositoryId), lt(rememberedSince, at), or(isNull(firstNumber), sql`${firstNumber} > ${number}`)),
        );
    },
    async isRemembered(repositoryId, number, what) {
      const { id } = repositories;
      const [row] = await database
        .select({ id })
        .from(repositories)
        .where(and(eq(id, repositoryId), remembers(database, number, what)));
      return row !== undefined;
    },
    async saveRecollected(repositoryId, number, what) {
      await database.insert(recollected).values({ repositoryId, number, what }).onConflictDoNothing();
    },
    async reachesBackTo(repositoryId, at) {
      const { id, rememberedSince } = repositories;
      const [row] = await database
        .select({ id })
        .from(repositories)
        .where(and(eq(id, repositoryId), lt(rememberedSince, at)));
      return row !== undefined;
    },
  };
}

/** Of a repository, whether all that we have written there is known here. */
export function remembers(database: Database, number: number, what: Written): SQL<boolean> {
  const { id, firstNumber } = repositories;
  const sought = database
    .select({ one: sql`1` })
    .from(recollected)
    .where(and(eq(recollected.repositoryId, id), eq(recollected.number, number), eq(recollected.what, what)));
  return sql<boolean>`(coalesce(${firstNumber} <= ${number}, false) or ${exists(sought)})`;
}
