import { and, asc, eq, getTableColumns, gt, isNull, lte, min, or, sql } from 'drizzle-orm';
import type { CheckpointStore } from '../../flows/ports/stores/checkpoint-store.ts';
import type { Database } from '../connect.ts';
import { bets, checkpoints } from '../schema/bets.ts';
import { installations, repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';

const { claimedUntil: _, gaveUp: __, ...columns } = getTableColumns(checkpoints);

export function checkpointStore(database: Database): CheckpointStore {
  return {
    async saveCheckpoints(betId, planned) {
      if (planned.length === 0) return;
      // One statement for any number of them.
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
          sql`select gen_random_uuid(), ${betId}::text, *, 'pending', null::timestamptz, 0, null::timestamptz, null, null::timestamptz, 0 from unnest(${sql.join(columns, sql`, `)})`,
        )
        // Cancelled checkpoints are due again if the same clock starts anew: the revert and the re-apply arrived after
        // their release.
        .onConflictDoUpdate({
          target: [checkpoints.betId, checkpoints.kind, checkpoints.dueAt],
          set: {
            status: 'pending',
            notBefore: null,
            attempts: 0,
            firstTriedAt: null,
            posted: null,
            claimedUntil: null,
          },
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
        .select(columns)
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
          // The job ended, and said when it wants the next one.
          claimedUntil: null,
          gaveUp: 0,
        })
        .where(eq(checkpoints.id, id));
    },
    async betsDue(now) {
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
        .where(and(isDue(now), isNull(installations.suspendedAt), isNull(repositories.goneAt)))
        .groupBy(checkpoints.betId, bets.repositoryId, bets.number)
        .orderBy(asc(min(checkpoints.dueAt)), asc(checkpoints.betId));
      return rows.flatMap(({ dueAt, ...bet }) => (dueAt === null ? [] : [{ ...bet, dueAt }]));
    },
    async claimDue(now, most) {
      const isFree = and(
        isDue(now),
        or(isNull(checkpoints.notBefore), lte(checkpoints.notBefore, now)),
        or(
          isNull(checkpoints.claimedUntil),
          lte(checkpoints.claimedUntil, now),
          // It was claimed before the clock was set back.
          gt(checkpoints.claimedUntil, new Date(now.getTime() + longestRestMs)),
        ),
      );
      const due = database
        .select({
          ...{ betId: checkpoints.betId, repositoryId: bets.repositoryId, number: bets.number },
          turn: sql<number>`row_number() over (partition by ${repositories.installationId} order by min(${checkpoints.dueAt}), ${checkpoints.betId})`.as(
            'turn',
          ),
        })
        .from(checkpoints)
        .innerJoin(bets, eq(checkpoints.betId, bets.id))
        .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
        .leftJoin(installations, eq(repositories.installationId, installations.id))
        .where(and(isFree, isNull(installations.suspendedAt), isNull(repositories.goneAt)))
        .groupBy(checkpoints.betId, bets.repositoryId, bets.number, repositories.installationId)
        .as('due');
      const chosen = database.select().from(due).orderBy(due.turn, due.betId).limit(most).as('chosen');
      const claimed = await database
        .update(checkpoints)
        .set({ claimedUntil: new Date(now.getTime() + hourMs) })
        .from(chosen)
        // The condition is repeated, since another replica may have claimed it.
        .where(and(eq(checkpoints.betId, chosen.betId), isFree))
        .returning({ repositoryId: chosen.repositoryId, number: chosen.number, turn: chosen.turn });
      const inTurn = claimed.sort((one, other) => one.turn - other.turn);
      return [
        ...new Map(
          inTurn.map(({ repositoryId, number }) => [`${repositoryId}#${number}`, { repositoryId, number }]),
        ).values(),
      ];
    },
    async restDue(repositoryId, number, now) {
      const rest = sql`least(${longestRestMs}, ${hourMs} * power(2, ${checkpoints.gaveUp}))`;
      await database
        .update(checkpoints)
        .set({
          gaveUp: sql`${checkpoints.gaveUp} + 1`,
          claimedUntil: sql`${now.toISOString()}::timestamptz + ${rest} * interval '1 millisecond'`,
        })
        .from(bets)
        .where(
          and(eq(checkpoints.betId, bets.id), eq(bets.repositoryId, repositoryId), eq(bets.number, number), isDue(now)),
        );
    },
  };
}

const hourMs = 3_600_000;
const longestRestMs = 7 * 24 * hourMs;

const isDue = (now: Date) => and(eq(checkpoints.status, 'pending'), lte(checkpoints.dueAt, now));
