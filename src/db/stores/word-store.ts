import { eq, lte, or, sql } from 'drizzle-orm';
import { day } from '../../domain/day.ts';
import type { WordStore } from '../../flows/ports/stores/word-store.ts';
import type { Database } from '../connect.ts';
import { spokenTo } from '../schema/gate.ts';

/** People without write access who got a reply. */
export function wordStore(database: Database): WordStore {
  return {
    async claimWords({ id: repositoryId, ownerId }, login, key, now) {
      const yesterday = new Date(now.getTime() - day);
      await database.delete(spokenTo).where(lte(spokenTo.at, yesterday));
      const said = { repositoryId, key, at: now };
      const claimed = await database
        .insert(spokenTo)
        .values({ ownerId, login: login.toLowerCase(), ...said })
        .onConflictDoUpdate({
          target: [spokenTo.ownerId, spokenTo.login],
          set: said,
          // The same comment is read again: the first try may have ended before the reply.
          setWhere: sql`${or(eq(spokenTo.key, key), lte(spokenTo.at, yesterday))}`,
        })
        .returning({ key: spokenTo.key });
      return claimed.length > 0;
    },
  };
}
