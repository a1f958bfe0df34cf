import { latestReads } from '../../db/source-reads.ts';
import { type PushedSeries, pushedSeries } from '../../db/stores/pushed-store.ts';
import type { LatestRead } from '../../domain/metric/source-read.ts';
import { readRecord } from '../server/read-record.ts';

/** What the server knows of its sources. */
export interface SourcesRecord {
  reads: LatestRead[];
  pushed: PushedSeries[];
}

/** `problem`: why it cannot be known, and what to do. */
export async function recordOfSources(): Promise<SourcesRecord | { problem: string }> {
  const done = await readRecord(async (within) => ({
    reads: await latestReads(within),
    pushed: await pushedSeries(within),
  }));
  return 'answer' in done ? done.answer : done;
}
