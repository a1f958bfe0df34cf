import type { CommandConnection, Database } from '../../db/connect.ts';
import { mostBehindS, secondsBehind } from '../../db/replica.ts';
import { readWhereabouts } from '../../env.ts';
import { openDatabase } from './open-database.ts';

/**
 * What `work` reads of the record, read only and all at one instant; from the standby that the environment names, if it keeps up. The problem: why it
 * cannot be read, and what to do.
 */
export async function readRecord<Answer>(
  work: (within: Database) => Promise<Answer>,
): Promise<{ answer: Answer } | { problem: string }> {
  const read = ({ patient }: CommandConnection) =>
    patient.transaction(work, { accessMode: 'read only', isolationLevel: 'repeatable read' });
  const whereabouts = readWhereabouts();
  const standby = 'problems' in whereabouts ? undefined : whereabouts.databaseReadUrl;
  if (standby !== undefined) {
    const done = await openDatabase(
      async (connection) => {
        const seconds = await secondsBehind(connection.database);
        if (seconds === undefined) return { why: 'is no standby' };
        if (seconds > mostBehindS) return { why: `is ${Math.round(seconds)} seconds behind` };
        return { answer: await read(connection) };
      },
      { databaseUrl: standby, dataDir: '' },
    );
    if ('answer' in done && 'answer' in done.answer) return { answer: done.answer.answer as Answer };
    const why = 'problem' in done ? `cannot be read (${done.problem})` : done.answer.why;
    console.error(`DATABASE_READ_URL ${why}; reading from DATABASE_URL`);
  }
  return openDatabase(read, whereabouts);
}
