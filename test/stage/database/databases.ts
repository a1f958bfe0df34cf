import { afterAll, beforeAll, describe } from 'vitest';
import { connect, type DatabaseConnection } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { openEmbedded } from './data-folders.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

/** Hands out a new, empty database of one kind. Inside tests and hooks only. */
export interface Databases {
  kind: 'embedded' | 'postgres';
  /** Connected, without tables. Closed after the last test, as the next one is. */
  empty(): Promise<DatabaseConnection>;
  /** Connected, and its tables made. */
  migrated(): Promise<DatabaseConnection>;
}

/** The same tests on the embedded database and on a real PostgreSQL. */
export function onBothDatabases(tests: (databases: Databases) => void): void {
  describe.each(['embedded', 'postgres'] as const)('on %s', (kind) => {
    let server: PostgresServer | undefined;
    const open: DatabaseConnection[] = [];
    beforeAll(async () => {
      if (kind === 'postgres') server = await startPostgresServer();
    });
    afterAll(async () => {
      await Promise.all(open.map((connection) => connection.close()));
      await server?.stop();
    });
    const opened = async (made: 'empty' | 'migrated') => {
      const connection = server
        ? await connect({ databaseUrl: await server.createDatabase(), dataDir: '' })
        : await openEmbedded(made);
      open.push(connection);
      return connection;
    };
    tests({
      kind,
      empty: () => opened('empty'),
      async migrated() {
        const connection = await opened('migrated');
        if (kind === 'postgres') await migrate(connection);
        return connection;
      },
    });
  });
}
