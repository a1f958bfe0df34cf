import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { connectBeside } from '../../db/connect.ts';
import { FolderInUse } from '../../db/data-folder-lock.ts';
import { stateOfTables } from '../../db/migrate.ts';
import type { Finding } from './finding.ts';
import { newer, tablesInWords } from './judge-postgres.ts';
import { sizeInWords } from './memory.ts';
import { sentenceOf } from './reason-of.ts';

/** A full disk stops everything; a busy record grows by some hundred megabytes a year. */
const leastFree = 100_000_000;
const enoughFree = 1_000_000_000;

/** The embedded database under its folder, which belongs to one process at a time. */
export async function lookAtEmbedded(dataDir: string): Promise<Finding[]> {
  const folder = resolve(dataDir);
  const there = nearest(folder);
  try {
    await access(there, constants.W_OK);
  } catch {
    const todo = `Give them to it, or set DATA_DIR to a folder of its own.`;
    return [{ area: 'database', state: 'broken', seen: `this user has no rights to write in ${there}`, todo }];
  }
  return [await lookInside(folder), ...(await judgeSpace(there))];
}

async function lookInside(folder: string): Promise<Finding> {
  if (!existsSync(join(folder, 'postgres')))
    return { area: 'database', state: 'well', seen: `embedded, made in ${folder} at the first start of the server` };
  try {
    const connection = await connectBeside({ dataDir: folder });
    try {
      const tables = await connection.database.transaction(stateOfTables, { accessMode: 'read only' });
      if (tables?.isNewer) return newer;
      return { area: 'database', state: 'well', seen: `embedded in ${folder}, ${tablesInWords(tables)}` };
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof FolderInUse)
      return { area: 'database', state: 'well', seen: `embedded in ${folder}, in use by the running server` };
    return {
      ...{ area: 'database', state: 'broken' },
      seen: `the embedded database in ${folder} cannot be opened: ${sentenceOf((error as Error).cause ?? error)}`,
      todo: 'Restore the folder from a backup: docs/operations.md, "Backups".',
    };
  }
}

async function judgeSpace(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  return judgeFree(bavail * bsize, folder);
}

export function judgeFree(free: number, folder: string): Finding[] {
  const seen = `${sizeInWords(free)} free on the disk of ${folder}`;
  if (free >= enoughFree) return [{ area: 'database', state: 'well', seen }];
  const todo = 'Make room, or move DATA_DIR to a larger disk while the server is stopped.';
  return [{ area: 'database', state: free < leastFree ? 'broken' : 'remark', seen: `only ${seen}`, todo }];
}

/** The folder itself, or the one in which it would be made. */
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)));
