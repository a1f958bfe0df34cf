import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/**
 * Removes the jobs of an installation's repositories and deliveries before their data is purged. Finished jobs would go within minutes
 * and waiting ones would find nothing to do, but until then they hold names of releases, people's words, and what failed.
 */
export async function purgeJobs(database: Database, queueSchema: string, installationId: number): Promise<void> {
  await database.execute(sql`
    delete from ${sql.identifier(queueSchema)}.job
    where (data ->> 'repositoryId')::bigint in (select id from repositories where installation_id = ${installationId})
      or data ->> 'deliveryId' in (select id from deliveries where installation_id = ${installationId})`);
}
