import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { RepositoryStore } from '../../flows/ports/stores/repository-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';

const {
  confirmedAt,
  rewriteBelow: _,
  goneAt: __,
  rememberedSince: ___,
  firstNumber,
  ...columns
} = getTableColumns(repositories);
/** What others learn about a repository. */
export const repositoryColumns = columns;

/** With what it was confirmed by. */
export const confirmedColumns = { repository: columns, confirmedAt, firstNumber };

/** Above every number that GitHub assigns. */
export const everyNumber = 2_147_483_647;

export function repositoryStore(database: Database): RepositoryStore {
  return {
    async repository(id) {
      const [row] = await database.select(columns).from(repositories).where(eq(repositories.id, id));
      return row;
    },
    async repositoryNamed(ownerId, name) {
      const [row] = await database
        .select(columns)
        .from(repositories)
        .where(and(eq(repositories.ownerId, ownerId), eq(sql`lower(${repositories.name})`, name.toLowerCase())))
        // A name can be taken again after a rename that we did not hear of; ids only grow.
        .orderBy(desc(repositories.id))
        .limit(1);
      return row;
    },
    async rememberRepository(repository, at) {
      const { id, installationId, ownerId, owner, name, defaultBranch, private: hidden } = repository;
      const row = { installationId, ownerId, owner, name, defaultBranch, private: hidden, confirmedAt: at ?? null };
      const isOpened = sql`${repositories.private} and not ${hidden}::boolean`;
      await database
        .insert(repositories)
        .values({ id, ...row, ...(at ? { rememberedSince: at } : {}) })
        .onConflictDoUpdate({
          target: repositories.id,
          set: {
            ...row,
            // A new installation means that it was transferred, and is there again.
            goneAt: sql`case when ${repositories.installationId} = ${installationId} then ${repositories.goneAt} end`,
            rewriteBelow: sql`case when ${isOpened} then ${sql.raw(String(everyNumber))} else ${repositories.rewriteBelow} end`,
          },
        });
    },
    async confirmedRepository(id) {
      const [row] = await database.select(confirmedColumns).from(repositories).where(eq(repositories.id, id));
      return row && absentAsUndefined(row);
    },
    async goneSince(id) {
      const [row] = await database
        .select({ at: repositories.goneAt })
        .from(repositories)
        .where(eq(repositories.id, id));
      return row?.at ?? undefined;
    },
    async repositoriesGone(ids, installationId, at) {
      const gone = await database
        .update(repositories)
        .set({ goneAt: sql`coalesce(${repositories.goneAt}, ${at.toISOString()}::timestamptz)` })
        // A transferred repository has another installation by now.
        .where(and(anyOf(repositories.id, ids), eq(repositories.installationId, installationId)))
        .returning({ id: repositories.id });
      return gone.map(({ id }) => id);
    },
    async repositoryBack(id) {
      await database.update(repositories).set({ goneAt: null }).where(eq(repositories.id, id));
    },
  };
}
