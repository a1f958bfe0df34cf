import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../../db/connect.ts';
import { readWhereabouts } from '../../env.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** What `work` reads of the record, all of it as it is at one instant, and nothing can be written. The fault: why it cannot be read, and what to do. */
export async function readRecord<Answer>(
  work: (within: Database) => Promise<Answer>,
): Promise<{ answer: Answer } | { fault: string }> {
  const whereabouts = readWhereabouts();
  if ('problems' in whereabouts) return { fault: whereabouts.problems.join('\n') };
  const { databaseUrl, dataDir } = whereabouts;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres')))
    return {
      fault: `there is no embedded database in ${dataDir}: set DATA_DIR to its folder, or DATABASE_URL to a Postgres`,
    };
  try {
    const connection = await connect(whereabouts);
    try {
      const how = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const;
      return { answer: await connection.patient.transaction(work, how) };
    } finally {
      await connection.close();
    }
  } catch (error) {
    return { fault: whyUnreadable(error) };
  }
}
