import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { edgeTrials } from '../schema/outcomes.ts';

const mostTrials = 400;

interface Wanted {
  ownerId: number;
  /** Repositories. */
  among: number[];
  /** Only edges at this metric. */
  metric?: string;
  /** Only what was tried before. */
  until?: Date;
}

/** The latest trials of edges, oldest first. */
export async function trialsOf(database: Database, { ownerId, among, metric, until }: Wanted): Promise<EdgeTrial[]> {
  const { lower, upper, at, betId, repositoryId, trial } = edgeTrials;
  const atMetric = metric === undefined ? undefined : or(eq(lower, metric), eq(upper, metric));
  const rows = await database
    .select({ trial: told(trial) })
    .from(edgeTrials)
    .where(and(eq(edgeTrials.ownerId, ownerId), anyOf(repositoryId, among), atMetric, until && lt(at, until)))
    .orderBy(desc(at), desc(betId))
    .limit(mostTrials);
  return rows.map((row) => row.trial).reverse();
}
