import { and, asc, eq, isNull, lte, min, or, sql } from 'drizzle-orm';
import type { Store } from '../flows/ports.ts';
import { absentAsUndefined } from './absent.ts';
import type { Database } from './connect.ts';
import { bets, checkpoints, installations, repositories } from './schema.ts';

type CheckpointStore = Pick<
  Store,
  'saveCheckpoints' | 'cancelCheckpoints' | 'checkpoints' | 'updateCheckpoint' | 'betsDue'
>;

export function checkpointStore(database: Database): CheckpointStore {
  return {
    async saveCheckpoints(betId, planned) {
      if (planned.length === 0) return;
      // One statement, however many there are.
      const column = (
        type: 'text' | 'float8' | 'timestamptz' | 'boolean',
        of: (one: (typeof planned)[number]) => unknown,
      ) => sql`${sql.param(planned.map(of))}::${sql.raw(type)}[]`;
      const columns = [
        column('text', ({ kind }) => kind),
        column('float8', ({ afterDays }) => afterDays),
        column('timestamptz', ({ dueAt }) => dueAt.toISOString()),
        column('boolean', ({ final }) => final),
      ];
      await database
        .insert(checkpoints)
        .select(
          sql`select gen_random_uuid(), ${betId}::text, *, 'pending', null::timestamptz, 0, null::timestamptz, null from unnest(${sql.join(columns, sql`, `)})`,
        )
        // What was called off is due again when the same clock starts anew: the revert and the re-apply were heard of after their release.
        .onConflictDoUpdate({
          target: [checkpoints.betId, checkpoints.kind, checkpoints.dueAt],
          set: { status: 'pending', notBefore: null, attempts: 0, firstTriedAt: null, posted: null },
          setWhere: eq(checkpoints.status, 'cancelled'),
        });
    },
    async cancelCheckpoints(betId) {
      await database
        .update(checkpoints)
        .set({ status: 'cancelled' })
        .where(and(eq(checkpoints.betId, betId), eq(checkpoints.status, 'pending')));
    },
    async checkpoints(betId) {
      const rows = await database
        .select()
        .from(checkpoints)
        .where(eq(checkpoints.betId, betId))
        .orderBy(asc(checkpoints.dueAt), asc(checkpoints.kind));
      return rows.map(absentAsUndefined);
    },
    async updateCheckpoint({ id, status, notBefore, attempts, firstTriedAt, posted }) {
      await database
        .update(checkpoints)
        .set({
          status,
          notBefore: notBefore ?? null,
          attempts,
          firstTriedAt: firstTriedAt ?? null,
          posted: posted ?? null,
        })
        .where(eq(checkpoints.id, id));
    },
    async betsDue(now, patient) {
      const rows = await database
        .select({
          betId: checkpoints.betId,
          repositoryId: bets.repositoryId,
          number: bets.number,
          dueAt: min(checkpoints.dueAt),
        })
        .from(checkpoints)
        .innerJoin(bets, eq(checkpoints.betId, bets.id))
        .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
        .leftJoin(installations, eq(repositories.installationId, installations.id))
        .where(
          and(
            eq(checkpoints.status, 'pending'),
            lte(checkpoints.dueAt, now),
            patient ? or(isNull(checkpoints.notBefore), lte(checkpoints.notBefore, now)) : undefined,
            isNull(installations.suspendedAt),
          ),
        )
        .groupBy(checkpoints.betId, bets.repositoryId, bets.number)
        .orderBy(asc(min(checkpoints.dueAt)), asc(checkpoints.betId));
      return rows.flatMap(({ dueAt, ...bet }) => (dueAt === null ? [] : [{ ...bet, dueAt }]));
    },
  };
}
