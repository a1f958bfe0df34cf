import { sql } from 'drizzle-orm';
import { connect, type Database } from '../../db/connect.ts';
import { stateOfTables } from '../../db/migrate.ts';
import type { Finding } from './finding.ts';
import { judgeConnection } from './judge-connection.ts';
import { type DatabaseFacts, judgePostgres } from './judge-postgres.ts';

const answerWithinMs = 10_000;

/** Reads alone, in a transaction that cannot write. */
export async function lookAtPostgres(url: string, dataDir: string): Promise<Finding[]> {
  const host = new URL(url).host || 'the local socket';
  let connection: Awaited<ReturnType<typeof connect>>;
  try {
    connection = await connect({ databaseUrl: url, dataDir }, { deadlineMs: answerWithinMs });
  } catch (error) {
    return [judgeConnection(error, host)];
  }
  try {
    const how = { accessMode: 'read only' } as const;
    const facts = await connection.database.transaction(factsOf, how);
    const tables = facts.mayReadTables ? await connection.database.transaction(stateOfTables, how) : undefined;
    return judgePostgres(facts, tables, host);
  } finally {
    await connection.close();
  }
}

/** Free space is not among them: Postgres tells nobody. */
async function factsOf(within: Database): Promise<DatabaseFacts> {
  const { rows } = (await within.execute(sql`
    select
      current_setting('server_version') as version,
      current_setting('server_version_num')::int as number,
      current_user as role,
      coalesce((select rolsuper from pg_roles where rolname = current_user), false) as "isSuperuser",
      coalesce((select rolbypassrls from pg_roles where rolname = current_user), false) as "bypassesPolicies",
      has_database_privilege(current_database(), 'CREATE')
        and coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "mayMakeTables",
      coalesce((select has_schema_privilege(oid, 'USAGE') from pg_namespace where nspname = 'drizzle'), true) as "mayReadTables",
      pg_is_in_recovery() as "isStandby",
      current_setting('default_transaction_read_only')::boolean as "isReadOnly",
      pg_database_size(current_database())::float8 as bytes,
      array(
        select relname::text from pg_class c join pg_policy p on p.polrelid = c.oid
        where p.polname = 'of_one_owner' and relnamespace = current_schema()::regnamespace
          and not (relrowsecurity and relforcerowsecurity)
        order by 1
      ) as "openTables"`)) as unknown as { rows: [DatabaseFacts] };
  return rows[0];
}
