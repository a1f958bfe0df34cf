import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { forgetProbes, probeByWriting } from '../../src/db/probe-by-writing.ts';
import { onBothDatabases } from '../stage/database/databases.ts';

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  beforeAll(async () => {
    connection = await databases.migrated();
  });
  const pages = async () => {
    const answer = await connection.database.execute(
      sql`select (pg_relation_size('write_probes') / current_setting('block_size')::int)::int as pages`,
    );
    return (answer as unknown as { rows: { pages: number }[] }).rows[0]?.pages;
  };

  test('each probe takes new pages from the disk, as a payload does, until they are forgotten', async () => {
    for (let probe = 1; probe <= 3; probe += 1) {
      await probeByWriting(connection.database);
      expect(await pages()).toBe(16 * probe);
    }
    await forgetProbes(connection.database);
    expect(await pages()).toBe(0);
  });

  test('a database that can only be read fails it', async () => {
    const probe = connection.database.transaction(async (within) => {
      await within.execute(sql`set transaction read only`);
      await probeByWriting(within);
    });
    await expect(probe).rejects.toMatchObject({ cause: { code: '25006' } });
    await probeByWriting(connection.database);
  });
});
