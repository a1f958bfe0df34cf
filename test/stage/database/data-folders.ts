import { cpSync, existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type DatabaseConnection } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { startQueue } from '../../../src/jobs/queue.ts';
import { silent } from '../world/silent-log.ts';

/*
 * The embedded database takes up to seven seconds of a processor to be made and a tenth of that to be opened, so each run of the tests makes one of a kind and
 * copies it.
 */

/** `started`: as a server leaves it after its first start. */
export type Made = 'empty' | 'migrated' | 'started';

/** Puts a data folder there. */
export async function makeDataFolder(at: string, made: Made): Promise<string> {
  copyFolder(await original(made), at);
  return at;
}

/**
 * Copies a folder of some 1,200 files. Rejected: `cp` of `node:fs/promises`, which goes to a thread and back five times a file: seconds on a crowded
 * machine; the one story that hung stood at such a copy.
 */
export const copyFolder = (from: string, to: string) => cpSync(from, to, { recursive: true });

/** A connection to a new embedded database, whose files go when it is closed. */
export async function openEmbedded(made: 'empty' | 'migrated'): Promise<DatabaseConnection> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-embedded-'));
  const connection = await connect({ dataDir: await makeDataFolder(join(folder, 'data'), made) });
  return {
    ...connection,
    close: async () => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function original(made: Made): Promise<string> {
  const originals = join(process.env.TESTS_RUN_FOLDER ?? '', 'data-folders');
  const folder = join(originals, made);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(join(originals, 'draft-'));
  if (made !== 'empty') copyFolder(await original('empty'), draft);
  const connection = await connect({ dataDir: draft });
  if (made !== 'empty') await migrate(connection);
  if (made === 'started') await (await startQueue(connection, silent)).close();
  await connection.close();
  // Test files run side by side: another one may have been first.
  await rename(draft, folder).catch((error) => {
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
