import { type SQL, sql } from 'drizzle-orm';
import type { DatabaseConnection } from '../../../src/db/connect.ts';

export async function rowsOf<Row>({ database }: Pick<DatabaseConnection, 'database'>, statement: SQL): Promise<Row[]> {
  const answer: unknown = await database.execute(statement);
  return (answer as { rows: Row[] }).rows;
}

/** How many rows of each table fulfil a condition on `told`, the row as text. */
export async function rowsThatSay(connection: DatabaseConnection, condition: SQL): Promise<Record<string, number>> {
  const tables = await rowsOf<{ name: string }>(
    connection,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await rowsOf<{ rows: number }>(
      connection,
      sql`select count(*)::int as rows from (select to_json(t)::text as told from ${sql.identifier(name)} as t) as each where ${condition}`,
    );
    found[name] = row?.rows ?? 0;
  }
  return found;
}

export const withRows = (counts: Record<string, number>): string[] =>
  Object.keys(counts).filter((name) => counts[name] !== 0);
