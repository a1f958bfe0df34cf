import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Job } from '../../flows/ports/job.ts';
import type { InstallationStore } from '../../flows/ports/stores/installation-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { deliveries, parkedJobs } from '../schema/deliveries.ts';
import { installations, repositories } from '../schema/repositories.ts';

/** `enqueue`: within the transaction that it is handed. */
export function installationStore(
  database: Database,
  enqueue: (job: Job, within: Database) => Promise<void>,
): InstallationStore {
  return {
    async installationsOf(owner) {
      const rows = await database
        .select({ id: installations.id, name: repositories.name })
        .from(installations)
        .leftJoin(repositories, eq(repositories.installationId, installations.id))
        .where(eq(sql`lower(${installations.owner})`, owner.toLowerCase()))
        .orderBy(asc(installations.id), asc(repositories.name));
      const byId = Map.groupBy(rows, ({ id }) => id);
      return [...byId].map(([id, named]) => ({ id, repositories: named.flatMap(({ name }) => name ?? []) }));
    },
    knownInstallations: () =>
      database
        .select({ id: installations.id, suspended: sql<boolean>`${installations.suspendedAt} is not null` })
        .from(installations)
        .orderBy(asc(installations.id)),
    suspendInstallation: (id, suspended) =>
      database.transaction(async (within) => {
        const row = { suspendedAt: suspended ? sql`now()` : null };
        await within
          .insert(installations)
          .values({ id, ...row })
          .onConflictDoUpdate({ target: installations.id, set: row });
        if (suspended) return;
        const parked = await within
          .delete(parkedJobs)
          .where(eq(parkedJobs.installationId, id))
          .returning({ id: parkedJobs.id, job: told(parkedJobs.job) });
        for (const { job } of parked.sort((a, b) => a.id - b.id)) await enqueue(job, within);
      }),
  };
}

/**
 * Parks a job when its installation is suspended, because GitHub would refuse all its requests. The job comes back when
 * the suspension ends. True: it was parked.
 */
export async function parkIfSuspended(database: Database, job: Job): Promise<boolean> {
  if ((await suspendedOwner(database, job)) === undefined) return false;
  return database.transaction(async (within) => {
    // Again, now with a lock: the suspension may be ending at this moment.
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
          // The end of a suspension is itself an event about the installation.
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
