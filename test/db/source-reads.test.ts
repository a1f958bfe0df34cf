import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { sourceReads } from '../../src/db/schema/metrics.ts';
import { forgetReadsBefore, keepReads, latestReads } from '../../src/db/source-reads.ts';
import type { SourceRead } from '../../src/domain/metric/source-read.ts';
import { onBothDatabases } from '../stage/database/databases.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 3, 9, minute));
const failure = { reason: 'timeout', text: 'the source did not answer within 30 s' } as const;
const read = (query: string, minute: number, rest = {}): SourceRead => ({
  ...{ source: 'warehouse', query, at: at(minute), seconds: 0.25 },
  ...rest,
});
const failed = (query: string, minute: number) => read(query, minute, { failure });

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  beforeAll(async () => {
    connection = await databases.migrated();
  });
  beforeEach(async () => {
    await connection.database.delete(sourceReads);
  });
  const keep = (reads: SourceRead[], now = at(59)) => keepReads(connection.database, reads, now);

  test('a query fails since its first failure, and that it turned is told once', async () => {
    expect(await keep([])).toEqual([]);
    expect(await keep([failed('signups', 1), read('latency', 1)])).toEqual([
      { read: { ...failed('signups', 1), failingSince: at(1) } },
    ]);
    expect(await keep([failed('signups', 2)])).toEqual([]);
    expect(await latestReads(connection.database)).toEqual([
      read('latency', 1),
      { ...failed('signups', 2), failingSince: at(1) },
    ]);
    expect(await keep([read('signups', 3)])).toEqual([{ read: read('signups', 3), failedSince: at(1) }]);
    expect(await latestReads(connection.database)).toEqual([read('latency', 1), read('signups', 3)]);
  });

  test('of several processes that see it at once, one tells', async () => {
    const told = await Promise.all([1, 2, 3, 4].map((minute) => keep([failed('signups', minute)])));
    expect(told.flat()).toHaveLength(1);
  });

  test('a read that another process did earlier changes nothing, but for what lies ahead of the clock', async () => {
    await keep([read('signups', 5)]);
    expect(await keep([failed('signups', 4)])).toEqual([]);
    expect(await latestReads(connection.database)).toEqual([read('signups', 5)]);
    await keep([failed('signups', 3)], at(4));
    expect(await latestReads(connection.database)).toMatchObject([failed('signups', 3)]);
  });

  test('queries that the file no longer has are forgotten', async () => {
    await keep([read('old', 1), read('signups', 3)]);
    await forgetReadsBefore(connection.database, at(2));
    expect(await latestReads(connection.database)).toEqual([read('signups', 3)]);
  });
});
