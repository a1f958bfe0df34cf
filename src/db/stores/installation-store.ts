import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Job } from '../../flows/ports/job.ts';
import type { InstallationStore } from '../../flows/ports/stores/installation-store.ts';
import type { ConfirmedRepository } from '../../flows/ports/stores/repository-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { deliveries, parkedJobs } from '../schema/deliveries.ts';
import { installations, repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { confirmedColumns } from './repository-store.ts';

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

/** What is known of the repository of a job. `parked`: nothing is done for it until the suspension of its installation ends. */
export async function openJob(
  database: Database,
  job: Exclude<Job, { kind: 'delivery' }>,
): Promise<ConfirmedRepository | 'parked' | undefined> {
  const [row] = await database
    .select({ ...confirmedColumns, suspendedAt: installations.suspendedAt })
    .from(repositories)
    .leftJoin(installations, eq(installations.id, repositories.installationId))
    .where(eq(repositories.id, job.repositoryId));
  if (!row) return undefined;
  const { suspendedAt, ...known } = row;
  if (suspendedAt !== null && (await parkIfSuspended(database, job))) return 'parked';
  return absentAsUndefined(known);
}

/**
 * Parks a job whose installation was found to be suspended, because GitHub would refuse all its requests. The job comes back when
 * the suspension ends, which may be at this moment. True: it was parked.
 */
export async function parkIfSuspended(database: Database, job: Job): Promise<boolean> {
  return database.transaction(async (within) => {
    const installationId = await suspendedOwner(within, job);
    if (installationId === undefined) return false;
    await within.insert(parkedJobs).values({ installationId, job });
    return true;
  });
}

/** It stays as it is for the length of the transaction. */
async function suspendedOwner(database: Database, job: Job): Promise<number | undefined> {
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
  const [row] = await database
    .select({ id: installations.id })
    .from(installations)
    .where(and(isNotNull(installations.suspendedAt), sql`${installations.id} in ${owner}`))
    .for('share');
  return row?.id;
}
