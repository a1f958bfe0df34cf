import { sql } from 'drizzle-orm';
import type { FirstOwners } from '../flows/ports/metric-reader.ts';
import type { Database } from './connect.ts';

/**
 * The owner of each login when this database first met it. A trigger on `repositories` stores it
 * (drizzle/*_first_owners.sql), and nothing changes it.
 */
export function firstOwners(database: Database): FirstOwners {
  return {
    async wasFirst(login, ownerId) {
      const answer: unknown = await database.execute(sql`
        select exists (
          select from first_owners
          where login = soundings_fingerprint(${login.toLowerCase()}::text)
            and owner = soundings_fingerprint(${`${login.toLowerCase()}#${ownerId}`}::text)
        ) as "isFirst"`);
      return (answer as { rows: { isFirst: boolean }[] }).rows[0]?.isFirst === true;
    },
  };
}
