import { lt, sql } from 'drizzle-orm';
import { afterReads, type LatestRead, type SourceRead, type Turn } from '../domain/metric/source-read.ts';
import type { Database } from './connect.ts';
import { lockKeys } from './lock-keys.ts';
import { sourceReads } from './schema/metrics.ts';

/** Keeps reads of different queries. What turned by them is told to one of several processes. */
export async function keepReads(database: Database, reads: SourceRead[], now: Date): Promise<Turn[]> {
  if (reads.length === 0) return [];
  return database.transaction(async (within) => {
    await within.execute(sql`select pg_advisory_xact_lock(${lockKeys.sourceReads})`);
    const { latest, turns } = afterReads(await latestReads(within), reads, now);
    if (latest.length === 0) return [];
    const { readAt, seconds, failingSince, reason, failure } = sourceReads;
    const given = (column: { name: string }) => sql.raw(`excluded.${column.name}`);
    await within
      .insert(sourceReads)
      .values(latest.map(rowOf))
      .onConflictDoUpdate({
        target: [sourceReads.source, sourceReads.query],
        set: {
          readAt: given(readAt),
          seconds: given(seconds),
          failingSince: given(failingSince),
          reason: given(reason),
          failure: given(failure),
        },
      });
    return turns;
  });
}

export async function latestReads(database: Database): Promise<LatestRead[]> {
  const rows = await database.select().from(sourceReads).orderBy(sourceReads.source, sourceReads.query);
  return rows.map(({ source, query, readAt, seconds, failingSince, reason, failure }) => ({
    ...{ source, query, at: readAt, seconds },
    ...(failingSince && reason && failure !== null && { failingSince, failure: { reason, text: failure } }),
  }));
}

const rowOf = ({ source, query, at, seconds, failingSince, failure }: LatestRead) => ({
  ...{ source, query, readAt: at, seconds, failingSince: failingSince ?? null },
  ...{ reason: failure?.reason ?? null, failure: failure?.text ?? null },
});

/** Queries that the file of sources no longer has. */
export async function forgetReadsBefore(database: Database, before: Date): Promise<void> {
  await database.delete(sourceReads).where(lt(sourceReads.readAt, before));
}
