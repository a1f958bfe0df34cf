import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

/**
 * Takes the jobs of an installation's repositories out of the queue, before what is known of them is purged. Those that are done would go by
 * themselves within minutes and those that wait would find nothing to do, but until then they hold names of releases and what people said.
 */
export async function purgeJobs(database: Database, queueSchema: string, installationId: number): Promise<void> {
  await database.execute(sql`
    delete from ${sql.identifier(queueSchema)}.job
    where (data ->> 'repositoryId')::bigint in (select id from repositories where installation_id = ${installationId})`);
}
