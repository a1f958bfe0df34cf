import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { githubId, instant } from './repositories.ts';

/** Who may push for an owner. A token is stored as its hash, with what people recognize it by. */
export const pushTokens = pgTable(
  'push_tokens',
  {
    id: text('id').primaryKey(),
    ownerId: githubId('owner_id').notNull(),
    hash: text('hash').notNull(),
    /** How it begins. */
    begins: text('begins').notNull(),
    /** Names of metrics, with `*` for any letters. */
    metrics: text('metrics').array().notNull(),
    live: boolean('live').notNull(),
    /** May read what the pages show, as JSON. */
    read: boolean('read').notNull().default(false),
    /** Names of the repositories that it may read, with `*` for any letters; none: all. */
    repositories: text('repositories').array().notNull().default(sql`'{}'`),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    usedAt: instant('used_at'),
  },
  (table) => [uniqueIndex().on(table.hash), index().on(table.ownerId)],
);

/** A pushed series: its samples are all of one kind. */
export const pushedMetrics = pgTable(
  'pushed_metrics',
  {
    ownerId: githubId('owner_id').notNull(),
    metric: text('metric').notNull(),
    /** The names of its figures, separated by commas. */
    columns: text('columns').notNull(),
    dates: boolean('dates').notNull(),
    samples: integer('samples').notNull(),
    /** When the newest sample begins. */
    until: instant('until').notNull(),
    pushedAt: instant('pushed_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.metric] })],
);

export const pushedSamples = pgTable(
  'pushed_samples',
  {
    ownerId: githubId('owner_id').notNull(),
    metric: text('metric').notNull(),
    at: instant('at').notNull(),
    arm: text('arm').notNull(),
    value: doublePrecision('value'),
    n: doublePrecision('n'),
    numerator: doublePrecision('numerator'),
    denominator: doublePrecision('denominator'),
    mean: doublePrecision('mean'),
    stddev: doublePrecision('stddev'),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.metric, table.at, table.arm] }), index().on(table.at)],
);
