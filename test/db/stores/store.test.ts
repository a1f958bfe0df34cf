import { sql } from 'drizzle-orm';
import { afterAll } from 'vitest';
import { createStore } from '../../../src/db/stores/store.ts';
import type { Job } from '../../../src/flows/ports/job.ts';
import { type Queue, startQueue } from '../../../src/jobs/queue.ts';
import { storeContract } from '../../contracts/store-contract.ts';
import { onBothDatabases } from '../../stage/database/databases.ts';
import { silent } from '../../stage/world/silent-log.ts';

onBothDatabases((databases) => {
  let queue: Queue;
  afterAll(() => queue.close());
  storeContract(async () => {
    const connection = await databases.migrated();
    queue = await startQueue(connection, silent);
    return {
      store: createStore(connection.database, queue.send),
      async enqueued() {
        const rows = await connection.database.select({ job: sql<Job>`data` }).from(sql`pgboss.job`);
        return rows.map((row) => row.job);
      },
    };
  });
});
