import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandConnection, connectBeside } from '../../db/connect.ts';
import { readWhereabouts } from '../../env.ts';
import { whyUnreadable } from './why-unreadable.ts';

/**
 * Does `work` in the database that the environment names, or another, beside a running server. The problem: why it cannot, and what to do.
 */
export async function openDatabase<Answer>(
  work: (connection: CommandConnection) => Promise<Answer>,
  whereabouts = readWhereabouts(),
): Promise<{ answer: Answer } | { problem: string }> {
  if ('problems' in whereabouts) return { problem: whereabouts.problems.join('\n') };
  const { databaseUrl, dataDir } = whereabouts;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres')))
    return {
      problem: `there is no embedded database in ${dataDir}: start the server once, or set DATA_DIR or DATABASE_URL to where its database is`,
    };
  try {
    const connection = await connectBeside(whereabouts);
    try {
      return { answer: await work(connection) };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { problem: whyUnreadable(error) };
  }
}
