import { and, desc, eq, or } from 'drizzle-orm';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { edgeTrials } from '../schema/outcomes.ts';

const mostTrials = 400;

/** The latest trials of edges in some repositories, oldest first; of all edges, or of those at one metric. */
export async function trialsOf(database: Database, here: number[], metric?: string): Promise<EdgeTrial[]> {
  const { lower, upper, at, betId, repositoryId, trial } = edgeTrials;
  const atMetric = metric === undefined ? undefined : or(eq(lower, metric), eq(upper, metric));
  const rows = await database
    .select({ trial: told(trial) })
    .from(edgeTrials)
    .where(and(anyOf(repositoryId, here), atMetric))
    .orderBy(desc(at), desc(betId))
    .limit(mostTrials);
  return rows.map((row) => row.trial).reverse();
}
