import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { ReleaseStore } from '../../flows/ports/stores/release-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { deployments, signals } from '../schema/releases.ts';

export function releaseStore(database: Database): ReleaseStore {
  return {
    async recordSignal(repositoryId, key, signal, at) {
      await database.insert(signals).values({ repositoryId, key, signal, at }).onConflictDoNothing();
    },
    async signalHandled(repositoryId, key) {
      await database
        .update(signals)
        .set({ handledAt: sql`now()` })
        .where(and(eq(signals.repositoryId, repositoryId), eq(signals.key, key)));
    },
    signalsSince: (repositoryId, since) =>
      database
        .select({ signal: told(signals.signal), at: signals.at })
        .from(signals)
        .where(and(eq(signals.repositoryId, repositoryId), gte(signals.at, since)))
        .orderBy(asc(signals.at), asc(signals.key)),
    async lastDeployed(repositoryId, environment) {
      const [row] = await database
        .select({ sha: deployments.sha, at: deployments.at })
        .from(deployments)
        .where(and(eq(deployments.repositoryId, repositoryId), eq(deployments.environment, environment)));
      return row;
    },
    async saveDeployed(repositoryId, environment, sha, at) {
      await database
        .insert(deployments)
        .values({ repositoryId, environment, sha, at })
        .onConflictDoUpdate({
          target: [deployments.repositoryId, deployments.environment],
          set: { sha, at },
          // Deliveries come in any order: an older one says nothing about what is deployed last.
          setWhere: lte(deployments.at, sql`excluded.at`),
        });
    },
  };
}
