import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { githubId, instant } from './repositories.ts';

/** What the sources of an owner have told so far, by what its maps call them: when first, and no figures. */
export const metricAnswers = pgTable(
  'metric_answers',
  {
    ownerId: githubId('owner_id').notNull(),
    source: text('source').notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
    /** With a value, or that there is none yet. */
    answeredAt: instant('answered_at'),
    valueAt: instant('value_at'),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.source] })],
);
