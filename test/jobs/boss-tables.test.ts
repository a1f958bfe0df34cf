import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { queueSchema, reliedOn } from '../../src/jobs/boss-tables.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { rowsOf } from '../stage/database/rows.ts';
import { silent } from '../stage/world/silent-log.ts';

onBothDatabases((databases) => {
  test.each(Object.entries(reliedOn))('pg-boss has the columns of %s that we rely on', async (table, columns) => {
    const connection = await databases.migrated();
    const queue = await startQueue(connection, silent);
    try {
      const there = await rowsOf<{ name: string }>(
        connection,
        sql`select column_name as name from information_schema.columns
          where table_schema = ${queueSchema} and table_name = ${table}`,
      );
      expect(there.map(({ name }) => name)).toEqual(expect.arrayContaining(columns));
    } finally {
      await queue.close();
    }
  });
});
