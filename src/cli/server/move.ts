import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { connect } from '../../db/connect.ts';
import { type CopiedTable, NotEmpty } from '../../db/copy-record.ts';
import { FolderInUse } from '../../db/data-folder-lock.ts';
import { readWhereabouts } from '../../env.ts';
import { queueSchema } from '../../jobs/boss-tables.ts';
import { counted } from '../../render/words/words.ts';
import { MoveRefused, moveRecord } from './move-record.ts';
import { whyUnreadable } from './why-unreadable.ts';

export function addMove(program: Command): void {
  program
    .command('move')
    .description(
      'move the record, and the work that waits, from the embedded database (DATA_DIR) to an empty Postgres (DATABASE_URL). Stop the server first, and start it with this DATABASE_URL afterwards. The embedded database stays as it is',
    )
    .action(async () => {
      process.exitCode = await runMove();
      // Pools and timers of the queue would keep the process alive for a while.
      process.exit();
    });
}

async function runMove(): Promise<0 | 1> {
  const whereabouts = readWhereabouts();
  if ('problems' in whereabouts) return refuse(whereabouts.problems.join('\n'));
  const { databaseUrl, dataDir } = whereabouts;
  // Not an option: a password on the command line is seen by all who list processes.
  if (databaseUrl === undefined)
    return refuse('DATABASE_URL is missing: set it to the Postgres that the server is to use from now on');
  const folder = resolve(dataDir);
  if (!existsSync(join(folder, 'postgres')))
    return refuse(
      `there is no embedded database in ${folder}: set DATA_DIR to the folder that the server has used so far`,
    );
  const { host, pathname } = new URL(databaseUrl);
  try {
    const moved = await between(folder, databaseUrl);
    console.log(summaryOf(moved, folder, `${host}${pathname}`));
    return 0;
  } catch (error) {
    return refuse(reasonOf(error, folder, host));
  }
}

async function between(folder: string, databaseUrl: string): Promise<CopiedTable[]> {
  const from = await connect({ dataDir: folder });
  try {
    const to = await connect({ databaseUrl, dataDir: folder });
    try {
      return await moveRecord(from, to, (line) => console.error(line));
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

function refuse(why: string): 1 {
  console.error(`soundings move: ${why}`);
  return 1;
}

function reasonOf(error: unknown, folder: string, host: string): string {
  if (error instanceof FolderInUse)
    return `${folder} is in use by another process, most likely the server: stop it, and run this again. It stays stopped until the record has moved`;
  if (error instanceof NotEmpty)
    return `the Postgres at ${host} already has rows of Soundings (${error.tables.join(', ')}), and nothing was moved. A server that was started on it leaves some too: stop that one, and name an empty database (createdb) in DATABASE_URL`;
  if (error instanceof MoveRefused) return error.message;
  return `nothing was moved: ${whyUnreadable(error)}`;
}

function summaryOf(moved: CopiedTable[], folder: string, where: string): string {
  const [ofRecord, ofQueue] = [false, true].map((isQueue) =>
    moved.filter(({ schema }) => (schema === queueSchema) === isQueue).reduce((sum, { rows }) => sum + rows, 0),
  ) as [number, number];
  return `Moved ${counted(ofRecord, 'row')} of the record and ${counted(ofQueue, 'job')} of the queue to ${where}. The counts of all tables agree.
Start the server with this DATABASE_URL. It does not read DATA_DIR any more.
The rows in ${folder} are as they were: keep the folder as a backup until a few readouts have come, then delete it.
Start no server on it again, because both would write on GitHub.`;
}
