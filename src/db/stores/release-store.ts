import { and, asc, eq, gte, lte, notLike, sql } from 'drizzle-orm';
import type { ReleaseStore } from '../../flows/ports/stores/release-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { deployments, signals } from '../schema/releases.ts';

/** Apart from the releases that count, which are looked up by time. */
const preReleaseKey = (releaseId: number | '%') => `pre-release:${releaseId}`;

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
    async signalOf(repositoryId, key) {
      const [row] = await database
        .select({ signal: told(signals.signal) })
        .from(signals)
        .where(and(eq(signals.repositoryId, repositoryId), eq(signals.key, key)));
      return row?.signal;
    },
    signalsSince: (repositoryId, since) =>
      database
        .select({ signal: told(signals.signal), at: signals.at })
        .from(signals)
        .where(
          and(eq(signals.repositoryId, repositoryId), gte(signals.at, since), notLike(signals.key, preReleaseKey('%'))),
        )
        .orderBy(asc(signals.at), asc(signals.key)),
    async notePreRelease(repositoryId, releaseId, signal, at) {
      await database
        .insert(signals)
        .values({ repositoryId, key: preReleaseKey(releaseId), signal, at })
        .onConflictDoNothing();
    },
    async wasPreRelease(repositoryId, releaseId) {
      const rows = await database
        .select({ key: signals.key })
        .from(signals)
        .where(and(eq(signals.repositoryId, repositoryId), eq(signals.key, preReleaseKey(releaseId))));
      return rows.length > 0;
    },
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
          // Deliveries come in any order: an older one does not say what was deployed last.
          setWhere: lte(deployments.at, sql`excluded.at`),
        });
    },
  };
}
