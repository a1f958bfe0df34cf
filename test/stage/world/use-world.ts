import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connect, type DatabaseConnection } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { openEmbedded } from '../database/data-folders.ts';
import { startPostgresServer } from '../database/postgres-server.ts';
import { peopleIn } from './people.ts';
import { type OpenedWorld, openWorld } from './world.ts';

/** A database for the tests of a file or of a group, open while they run: the embedded one unless told. */
export function useDatabase(
  open: () => Promise<DatabaseConnection> = () => openEmbedded('migrated'),
): DatabaseConnection {
  const database = {} as DatabaseConnection;
  beforeAll(async () => void Object.assign(database, await open()));
  afterAll(() => database.close?.());
  return database;
}

/** A Postgres of one's own, for thousands of events: they take the embedded database twice as long. */
export async function onPostgres(): Promise<DatabaseConnection> {
  const server = await startPostgresServer();
  const connection = await connect({ databaseUrl: await server.createDatabase(), dataDir: '' });
  await migrate(connection);
  return {
    ...connection,
    close: async () => {
      await connection.close();
      await server.stop();
    },
  };
}

/** A new world for each test, and its people. `openWith`: another one in the midst of a test, with another map. */
export function useWorld(map?: string, database: DatabaseConnection = useDatabase()) {
  const stage = {} as OpenedWorld;
  const people = {} as ReturnType<typeof peopleIn>;
  const openWith = async (mapText?: string) => {
    Object.assign(stage, await openWorld(database, mapText));
    Object.assign(people, peopleIn(stage));
  };
  beforeEach(() => openWith(map));
  return { stage, people, openWith, database };
}
