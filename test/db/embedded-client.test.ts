import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { useDatabase } from '../stage/world/use-world.ts';

const connection = useDatabase();

test('no query of the embedded database has the 300 parsers copied, inside a transaction or outside', async () => {
  if (connection.kind !== 'embedded') throw new Error('It has a client of its own');
  const query = vi.spyOn(connection.client, 'query');
  const inside: unknown[] = [];
  const transaction = vi
    .spyOn(connection.client, 'transaction')
    .mockImplementation(async (work) =>
      work({ query: async (...given: unknown[]) => void inside.push(given) } as never),
    );
  await connection.database.execute(sql`select 1`);
  await connection.database.transaction((within) => within.execute(sql`select 2`));
  expect([query.mock.calls, inside]).toEqual([
    [['select 1', [], { rowMode: 'object' }]],
    [['select 2', [], { rowMode: 'object' }]],
  ]);
  query.mockRestore();
  transaction.mockRestore();
});

test('times come as Drizzle reads them: as they are written', async () => {
  const answer = await connection.database.execute(
    sql`select timestamptz '2026-11-30 02:00Z' as at, timestamp '2026-11-30 02:00' as local, date '2026-11-30' as day, interval '3 days' as long`,
  );
  expect((answer as unknown as { rows: object[] }).rows).toEqual([
    { at: '2026-11-30 02:00:00+00', local: '2026-11-30 02:00:00', day: '2026-11-30', long: '3 days' },
  ]);
});
