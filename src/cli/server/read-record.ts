import type { Database } from '../../db/connect.ts';
import { openDatabase } from './open-database.ts';

/**
 * What `work` reads of the record, read only and all at one instant. The problem: why it cannot be read, and what to
 * do.
 */
export function readRecord<Answer>(
  work: (within: Database) => Promise<Answer>,
): Promise<{ answer: Answer } | { problem: string }> {
  const how = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const;
  return openDatabase(({ patient }) => patient.transaction(work, how));
}
