import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Job, Store } from '../flows/ports.ts';
import type { Database } from './connect.ts';
import {
  challenges,
  contentWrites,
  deliveries,
  edgeAlarms,
  edgeTrials,
  installations,
  outcomes,
  parkedJobs,
  purges,
  repositories,
} from './schema.ts';

type InstallationStore = Pick<
  Store,
  'purgeInstallation' | 'installationsOf' | 'knownInstallations' | 'suspendInstallation'
>;

/** `enqueue`: within the transaction that it is handed. */
export function installationStore(
  database: Database,
  enqueue: (job: Job, within: Database) => Promise<void>,
): InstallationStore {
  return {
    purgeInstallation: (installationId, uninstalled) =>
      database.transaction(async (within) => {
        const owners = within
          .select({ id: repositories.ownerId })
          .from(repositories)
          .where(eq(repositories.installationId, installationId));
        // Also of repositories that have been transferred to others since.
        for (const table of [outcomes, edgeTrials, edgeAlarms, challenges])
          await within.delete(table).where(sql`${table.ownerId} in ${owners}`);
        await within.delete(deliveries).where(eq(deliveries.installationId, installationId));
        await within.delete(parkedJobs).where(eq(parkedJobs.installationId, installationId));
        await within.delete(contentWrites).where(eq(contentWrites.installationId, installationId));
        // What is known of a repository goes with it.
        await within.delete(repositories).where(eq(repositories.installationId, installationId));
        await within.delete(installations).where(eq(installations.id, installationId));
        const purge = { at: sql`now()`, uninstalled };
        await within
          .insert(purges)
          .values({ installationId, ...purge })
          .onConflictDoUpdate({ target: purges.installationId, set: purge });
      }),
    async installationsOf(owner) {
      const rows = await database
        .select({ id: repositories.installationId, name: repositories.name })
        .from(repositories)
        .where(eq(sql`lower(${repositories.owner})`, owner.toLowerCase()))
        .orderBy(asc(repositories.name));
      const byId = Map.groupBy(rows, ({ id }) => id);
      return [...byId].map(([id, named]) => ({ id, repositories: named.map(({ name }) => name) }));
    },
    async knownInstallations() {
      return database
        .selectDistinct({
          id: repositories.installationId,
          suspended: sql<boolean>`${installations.suspendedAt} is not null`,
        })
        .from(repositories)
        .leftJoin(installations, eq(repositories.installationId, installations.id));
    },
    suspendInstallation: (id, suspended) =>
      database.transaction(async (within) => {
        const row = { suspendedAt: suspended ? sql`now()` : null };
        await within
          .insert(installations)
          .values({ id, ...row })
          .onConflictDoUpdate({ target: installations.id, set: row });
        if (suspended) return;
        const parked = await within.delete(parkedJobs).where(eq(parkedJobs.installationId, id)).returning();
        for (const { job } of parked.sort((a, b) => a.id - b.id)) await enqueue(job, within);
      }),
  };
}

/**
 * Puts a job aside when its installation is suspended: GitHub would refuse every request it makes. The job comes back when
 * the suspension ends. True: it was put aside.
 */
export async function parkIfSuspended(database: Database, job: Job): Promise<boolean> {
  if ((await suspendedOwner(database, job)) === undefined) return false;
  return database.transaction(async (within) => {
    // Once more, now holding on to it: the suspension may end at this very moment.
    const installationId = await suspendedOwner(within, job, true);
    if (installationId === undefined) return false;
    await within.insert(parkedJobs).values({ installationId, job });
    return true;
  });
}

async function suspendedOwner(database: Database, job: Job, hold = false): Promise<number | undefined> {
  const owner =
    job.kind === 'delivery'
      ? database
          .select({ id: deliveries.installationId })
          .from(deliveries)
          // The end of a suspension is itself told by an event about the installation.
          .where(and(eq(deliveries.id, job.deliveryId), ne(deliveries.event, 'installation')))
      : database
          .select({ id: repositories.installationId })
          .from(repositories)
          .where(eq(repositories.id, job.repositoryId));
  const suspended = database
    .select({ id: installations.id })
    .from(installations)
    .where(and(isNotNull(installations.suspendedAt), sql`${installations.id} in ${owner}`));
  const [row] = await (hold ? suspended.for('share') : suspended);
  return row?.id;
}
