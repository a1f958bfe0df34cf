import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Store } from '../../flows/ports/store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { bets } from '../schema/bets.ts';
import { deliveries, rounds, sweeps } from '../schema/deliveries.ts';
import { checks, comments, forecastBases, gateResults } from '../schema/gate.ts';
import { signals } from '../schema/releases.ts';
import { installations, repositories } from '../schema/repositories.ts';

type SweepStore = Pick<
  Store,
  | 'claimRound'
  | 'roundDone'
  | 'saveRoundDone'
  | 'knownDeliveries'
  | 'claimSweeps'
  | 'checkedHeads'
  | 'indexedMerges'
  | 'handledSignals'
  | 'livingBets'
  | 'forgetForecast'
>;

/** What is asked to find out what passed us by. */
export function sweepStore(database: Database): SweepStore {
  return {
    claimRound: (name, now, before) =>
      database.transaction(async (within) => {
        await within
          .insert(rounds)
          .values({ name, at: new Date(0) })
          .onConflictDoNothing();
        const [row] = await within.select({ at: rounds.at }).from(rounds).where(eq(rounds.name, name)).for('update');
        // One of later than now was before the clock was set back: nobody knows how long ago that is.
        const last = row && row.at > now ? new Date(0) : row?.at;
        if (!last || last > before) return false;
        await within.update(rounds).set({ at: now }).where(eq(rounds.name, name));
        return true;
      }),
    async roundDone(name, now) {
      const [row] = await database.select({ done: rounds.doneAt }).from(rounds).where(eq(rounds.name, name));
      return !row?.done || row.done > now ? new Date(0) : row.done;
    },
    async saveRoundDone(name, upTo) {
      await database.update(rounds).set({ doneAt: upTo }).where(eq(rounds.name, name));
    },
    async knownDeliveries(guids) {
      if (guids.length === 0) return [];
      const rows = await database
        .select({ id: deliveries.id })
        .from(deliveries)
        // What was given up may be asked for again: that is how a redelivery heals it.
        .where(and(anyOf(deliveries.id, guids), isNull(deliveries.gaveUpAt)));
      return rows.map(({ id }) => id);
    },
    claimSweeps: (now, before, most) =>
      database.transaction(async (within) => {
        await within.execute(sql`
          insert into ${sweeps} (repository_id, at) select id, ${now.toISOString()}::timestamptz from ${repositories}
          where not exists (select from ${sweeps} where ${sweeps.repositoryId} = ${repositories.id}) on conflict do nothing`);
        const due = await within
          .select({ repositoryId: sweeps.repositoryId, since: sweeps.at })
          .from(sweeps)
          .innerJoin(repositories, eq(sweeps.repositoryId, repositories.id))
          .leftJoin(installations, eq(repositories.installationId, installations.id))
          .where(and(or(lte(sweeps.at, before), gt(sweeps.at, now)), isNull(installations.suspendedAt)))
          .orderBy(asc(sweeps.at), asc(sweeps.repositoryId))
          .limit(most)
          .for('update', { of: sweeps, skipLocked: true });
        const ids = due.map(({ repositoryId }) => repositoryId);
        if (ids.length > 0) await within.update(sweeps).set({ at: now }).where(anyOf(sweeps.repositoryId, ids));
        return due.map(({ repositoryId, since }) => ({ repositoryId, since: since > now ? before : since }));
      }),
    checkedHeads: (repositoryId) =>
      database
        .select({ number: checks.number, headSha: checks.headSha })
        .from(checks)
        .where(and(eq(checks.repositoryId, repositoryId), isNotNull(checks.checkRunId))),
    async indexedMerges(repositoryId, numbers) {
      if (numbers.length === 0) return [];
      const rows = await database
        .select({ number: gateResults.number })
        .from(gateResults)
        .where(and(eq(gateResults.repositoryId, repositoryId), anyOf(gateResults.number, numbers)));
      return rows.map(({ number }) => number);
    },
    async handledSignals(repositoryId, since) {
      const rows = await database
        .select({ key: signals.key })
        .from(signals)
        .where(and(eq(signals.repositoryId, repositoryId), gte(signals.at, since), isNotNull(signals.handledAt)));
      return rows.map(({ key }) => key);
    },
    async livingBets(repositoryId, most) {
      const ofBet = and(eq(comments.repositoryId, bets.repositoryId), eq(comments.number, bets.number));
      const rows = await database
        .select({ number: bets.number, commentId: comments.commentId, state: bets.state })
        .from(bets)
        .leftJoin(comments, and(ofBet, eq(comments.kind, 'forecast')))
        .where(and(eq(bets.repositoryId, repositoryId), anyOf(bets.state, ['open', 'merged', 'shipped'])))
        .orderBy(desc(bets.number))
        .limit(most);
      return rows.map(({ number, commentId, state }) => ({
        ...{ number, isOpen: state === 'open' },
        ...(commentId === null ? {} : { commentId }),
      }));
    },
    forgetForecast: (repositoryId, number) =>
      database.transaction(async (within) => {
        // An empty digest is like none: whatever is to be said now differs from it.
        await within
          .update(comments)
          .set({ digest: '' })
          .where(
            and(eq(comments.repositoryId, repositoryId), eq(comments.number, number), eq(comments.kind, 'forecast')),
          );
        await within
          .update(forecastBases)
          .set({ basis: sql`''` })
          .where(and(eq(forecastBases.repositoryId, repositoryId), eq(forecastBases.number, number)));
      }),
  };
}
