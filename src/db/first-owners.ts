import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { FirstOwners } from '../flows/ports/metric-reader.ts';
import type { Database } from './connect.ts';

const mostAsked = 5_000;

/**
 * The owner of each login when this database first met it. A trigger on `repositories` stores it
 * (drizzle/*_first_owners.sql), and nothing changes it: who was first once is not asked for again.
 */
export function firstOwners(database: Database): FirstOwners {
  const ask = async (login: string, owner: string): Promise<boolean> => {
    const answer: unknown = await database.execute(sql`
      select exists (
        select from first_owners
        where login = soundings_fingerprint(${login}::text) and owner = soundings_fingerprint(${owner}::text)
      ) as "isFirst"`);
    return (answer as { rows: { isFirst: boolean }[] }).rows[0]?.isFirst === true;
  };
  /** The metrics of a map are read side by side: they share one answer. */
  const asked = new LRUCache<string, Promise<boolean>>({ max: mostAsked });
  return {
    async wasFirst(login, ownerId) {
      const key = `${login.toLowerCase()}#${ownerId}`;
      const answer = asked.get(key) ?? ask(login.toLowerCase(), key);
      asked.set(key, answer);
      const isFirst = await answer.catch((error) => {
        asked.delete(key);
        throw error;
      });
      if (!isFirst) asked.delete(key);
      return isFirst;
    },
  };
}
