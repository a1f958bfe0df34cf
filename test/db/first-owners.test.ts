import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { firstOwners } from '../../src/db/first-owners.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { FirstOwners } from '../../src/flows/ports/metric-reader.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import { purgeInstallation } from '../../src/flows/upkeep/purge.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { rowsOf } from '../stage/database/rows.ts';

const noQueue = async () => {};
let lastId = 0;
const repository = (owner: string, ownerId: number): Repository => {
  lastId += 1;
  return { id: lastId, ownerId, owner, name: 'shop', defaultBranch: 'main', private: true, installationId: ownerId };
};

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let store: Store;
  let first: FirstOwners;
  beforeAll(async () => {
    connection = await databases.migrated();
    store = createStore(connection.database, noQueue);
    first = firstOwners(connection.database);
  });

  describe('a login is good for the owner that had it first', () => {
    test('not for one that takes it after a rename, whose own new name is theirs', async () => {
      const shop = repository('Acme', 1);
      await store.rememberRepository(shop);
      await store.rememberRepository({ ...shop, owner: 'acme-two' });
      await store.rememberRepository(repository('acme', 2));
      const found = await Promise.all(
        [
          ['acme', 1],
          ['ACME', 1],
          ['acme', 2],
          ['acme-two', 1],
          ['acme-two', 2],
        ].map(([login, id]) => first.wasFirst(String(login), Number(id))),
      );
      expect(found).toEqual([true, true, false, true, false]);
    });

    test('not for one that takes it after the other is gone with all that was known of them', async () => {
      await store.rememberRepository(repository('gone', 3));
      await purgeInstallation(store, 3, true);
      await store.rememberRepository(repository('gone', 4));
      expect([await first.wasFirst('gone', 3), await first.wasFirst('gone', 4)]).toEqual([true, false]);
    });

    test('one that has not been met is nobody’s', async () => {
      expect(await first.wasFirst('never', 9)).toBe(false);
    });
  });

  test('an owner’s work writes its own name down, and reads, changes and takes away none', async () => {
    const tenancy = await openTenancy(connection, noQueue);
    await tenancy.storeOf(5).rememberRepository(repository('five', 5));
    await tenancy.storeOf(6).rememberRepository(repository('five', 6));
    expect([await first.wasFirst('five', 5), await first.wasFirst('five', 6)]).toEqual([true, false]);
    const as = (statement: string) =>
      connection.database.transaction(async (within) => {
        await within.execute(
          sql`select set_config('soundings.owner', '5', true), set_config('role', 'soundings_tenant', true)`,
        );
        return rowsOf({ database: within }, sql.raw(statement));
      });
    expect(await as('select * from first_owners')).toEqual([]);
    expect(await as("update first_owners set owner = 'x' returning 1")).toEqual([]);
    expect(await as('delete from first_owners returning 1')).toEqual([]);
    await expect(as("insert into first_owners values ('squatted', 'x')")).rejects.toMatchObject({
      cause: { message: expect.stringContaining('row-level security') },
    });
    expect(await first.wasFirst('five', 5)).toBe(true);
  });
});
