import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';

export const tenantRole = 'soundings_tenant';

/** `becomes`: may work under the tenants' role. `passesBy`: is held by no policy under its own. */
export async function roleRights(database: Database): Promise<{ becomes: boolean; passesBy: boolean }> {
  const answer = await database.execute(sql`
    select
      coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = ${tenantRole}), false) as becomes,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "passesBy"`);
  const [row] = (answer as unknown as { rows: { becomes: boolean; passesBy: boolean }[] }).rows;
  if (!row) throw new Error('The database did not say who we are to it');
  return row;
}
