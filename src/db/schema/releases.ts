import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { document } from '../document.ts';
import { kinds } from '../documents/kinds.ts';
import { instant, ofRepository } from './repositories.ts';

/** Releases and deployments that count; and pre-releases (`pre-release:7`), which may become releases. */
export const signals = pgTable(
  'signals',
  {
    repositoryId: ofRepository(),
    key: text('key').notNull(),
    signal: document('signal', kinds.shipSignal).notNull(),
    at: instant('at').notNull(),
    /** When its jobs were enqueued. */
    handledAt: instant('handled_at'),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.key] }), index().on(table.repositoryId, table.at)],
);

export const deployments = pgTable(
  'deployments',
  {
    repositoryId: ofRepository(),
    environment: text('environment').notNull(),
    sha: text('sha').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.environment] })],
);

/** The reverts that merged pull requests, and directly pushed commits, state: one row for each named change. */
export const reverts = pgTable(
  'reverts',
  {
    repositoryId: ofRepository(),
    /** Who says so: `#13`, or a commit. */
    by: text('by').notNull(),
    /** What is named: `#12`, or the beginning of a commit; `again #12` where it is brought back. */
    target: text('target').notNull(),
    sha: text('sha'),
    at: instant('at').notNull(),
    reverter: document('reverter', kinds.reverter).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.by, table.target] }),
    index().on(table.repositoryId, table.target),
  ],
);

/**
 * Commits and merged pull requests that bring a change to another branch: one row for each named change, and one for
 * the merged head.
 */
export const carriers = pgTable(
  'carriers',
  {
    repositoryId: ofRepository(),
    /** Who brings it: `#20`, or a commit and its branch. */
    by: text('by').notNull(),
    /** What it brings: `#12`, the beginning of a commit, or `head` and the commit. */
    target: text('target').notNull(),
    at: instant('at').notNull(),
    carrier: document('carrier', kinds.carrier).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.by, table.target] }),
    index().on(table.repositoryId, table.target),
    index().on(table.repositoryId, table.at),
  ],
);
