import { doublePrecision, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ReadFailure } from '../../domain/metric/reading.ts';
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

/** The latest read of each query of the operator's, by any process and for any owner. */
export const sourceReads = pgTable(
  'source_reads',
  {
    source: text('source').notNull(),
    query: text('query').notNull(),
    readAt: instant('read_at').notNull(),
    seconds: doublePrecision('seconds').notNull(),
    /** Absent, as the two that follow: it did not fail. */
    failingSince: instant('failing_since'),
    reason: text('reason').$type<ReadFailure['reason']>(),
    failure: text('failure'),
  },
  (table) => [primaryKey({ columns: [table.source, table.query] })],
);
