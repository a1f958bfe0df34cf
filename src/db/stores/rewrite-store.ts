import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { RewriteStore } from '../../flows/ports/stores/rewrite-store.ts';
import type { Database } from '../connect.ts';
import { checks, comments } from '../schema/gate.ts';
import { installations, repositories } from '../schema/repositories.ts';
import { everyNumber } from './repository-store.ts';

/**
 * Repositories whose texts are all to be rewritten, from the newest number downwards; the progress is kept for each.
 */
export function rewriteStore(database: Database): RewriteStore {
  return {
    claimRewrites: (most) =>
      database.transaction(async (within) => {
        const { id, owner, name, rewriteBelow } = repositories;
        const [due] = await within
          .select({ id, owner, name, below: rewriteBelow })
          .from(repositories)
          .leftJoin(installations, eq(repositories.installationId, installations.id))
          .where(and(isNotNull(rewriteBelow), isNull(installations.suspendedAt)))
          .orderBy(asc(id))
          .limit(1)
          .for('update', { of: repositories, skipLocked: true });
        if (!due) return undefined;
        const { below, ...repository } = due;
        const numbersOf = (table: typeof checks | typeof comments) =>
          within
            .select({ number: table.number })
            .from(table)
            .where(and(eq(table.repositoryId, due.id), sql`${table.number} < ${below}`));
        const written = numbersOf(comments).union(numbersOf(checks)).as('written');
        const rows = await within.select().from(written).orderBy(sql`${written.number} desc`).limit(most);
        const numbers = rows.map(({ number }) => number);
        await within
          .update(repositories)
          .set({ rewriteBelow: numbers.length < most ? null : (numbers.at(-1) ?? null) })
          .where(eq(repositories.id, due.id));
        return { repository, numbers, begins: below === everyNumber };
      }),
  };
}
