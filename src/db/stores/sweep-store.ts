import { and, asc, eq, gt, gte, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { SweepStore } from '../../flows/ports/stores/sweep-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { deliveries, sweeps } from '../schema/deliveries.ts';
import { checks, gateResults } from '../schema/gate.ts';
import { signals } from '../schema/releases.ts';
import { installations, repositories } from '../schema/repositories.ts';

/** Reads for finding missed events. */
export function sweepStore(database: Database): SweepStore {
  return {
    async knownDeliveries(guids) {
      if (guids.length === 0) return [];
      const rows = await database
        .select({ guid: deliveries.id, gaveUpAt: deliveries.gaveUpAt })
        .from(deliveries)
        .where(anyOf(deliveries.id, guids));
      return rows.map(({ guid, gaveUpAt }) => ({ guid, isGivenUp: gaveUpAt !== null }));
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
  };
}
