import { keepReads } from '../db/source-reads.ts';
import { tellTurns } from '../flows/upkeep/tell-turns.ts';
import type { Parts } from './parts.ts';

/** Keeps in the record how sources answered this process, and tells what turned. */
export const keepingReads =
  ({ app, connection, sourceStates }: Pick<Parts, 'app' | 'connection' | 'sourceStates'>) =>
  (now: Date): Promise<void> =>
    sourceStates.save(async (reads) => tellTurns(await keepReads(connection.database, reads, now), app.log));
