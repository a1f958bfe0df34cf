import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import { githubId, instant } from './repositories.ts';

/** The digests that a map asks for: a row each, for as long as the map does. */
export const digests = pgTable(
  'digests',
  {
    ownerId: githubId('owner_id').notNull(),
    /** The repository that the map is in, in lowercase. */
    home: text('home').notNull(),
    rhythm: text('rhythm').$type<Rhythm>().notNull(),
    /** When to look at it next. Only that: the map says what is due. */
    dueAt: instant('due_at').notNull(),
    /** Since when it is asked for: earlier editions are not caught up. Not set: it has not been looked at. */
    since: instant('since'),
    /** The newest edition that was written, or had nothing new. */
    edition: text('edition'),
    /** The place of its issue. */
    placeId: githubId('place_id'),
    issue: integer('issue'),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.home, table.rhythm] }), index().on(table.dueAt)],
);
