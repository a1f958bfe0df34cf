import { and, eq, gt, lte } from 'drizzle-orm';
import type { Sessions } from '../flows/ports/sessions.ts';
import type { Database } from './connect.ts';
import { sessions } from './schema/sessions.ts';

export function sessionsIn(database: Database): Sessions {
  return {
    async save(key, session) {
      await database.insert(sessions).values({ key, ...session });
    },
    async find(key, now) {
      const { userId, login, token, expiresAt } = sessions;
      const [row] = await database
        .select({ userId, login, token, expiresAt })
        .from(sessions)
        .where(and(eq(sessions.key, key), gt(sessions.expiresAt, now)));
      return row;
    },
    async end(key) {
      await database.delete(sessions).where(eq(sessions.key, key));
    },
    async endAll(userId) {
      await database.delete(sessions).where(eq(sessions.userId, userId));
    },
    async forget(now) {
      await database.delete(sessions).where(lte(sessions.expiresAt, now));
    },
  };
}
