import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { githubId, instant } from './repositories.ts';

/** Who is signed in. A row belongs to a person and says nothing about an owner; it ends after eight hours. */
export const sessions = pgTable(
  'sessions',
  {
    /** A fingerprint of the cookie's value, so that nobody who reads this table can take a session over. */
    key: text('key').primaryKey(),
    userId: githubId('user_id').notNull(),
    login: text('login').notNull(),
    /** The reader's token from GitHub, sealed with SESSION_SECRET. */
    token: text('token').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index().on(table.userId), index().on(table.expiresAt)],
);
