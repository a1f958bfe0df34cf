import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { githubId, instant } from './repositories.ts';

/** Who is signed in. A row is a person's, and says nothing of an owner; it ends after eight hours. */
export const sessions = pgTable(
  'sessions',
  {
    /** A fingerprint of what the browser holds: anyone who reads this table cannot take a session over. */
    key: text('key').primaryKey(),
    userId: githubId('user_id').notNull(),
    login: text('login').notNull(),
    /** What GitHub gave for them, sealed with SESSION_SECRET. */
    token: text('token').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index().on(table.userId), index().on(table.expiresAt)],
);
