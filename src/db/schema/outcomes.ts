import { boolean, doublePrecision, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Outcome } from '../../domain/ledger/track-record.ts';
import { document } from '../document.ts';
import { kinds } from '../documents/kinds.ts';
import { bets } from './bets.ts';
import { githubId, instant, ofRepository } from './repositories.ts';

/** One row for each movement of a concluded bet; figures are relative and signed so that good is positive. */
export const outcomes = pgTable(
  'outcomes',
  {
    betId: text('bet_id')
      .notNull()
      .references(() => bets.id, { onDelete: 'cascade' }),
    metric: text('metric').notNull(),
    repositoryId: ofRepository(),
    ownerId: githubId('owner_id').notNull(),
    number: integer('number').notNull(),
    team: text('team'),
    primary: boolean('primary').notNull(),
    expectedLow: doublePrecision('expected_low'),
    expectedHigh: doublePrecision('expected_high'),
    effect: doublePrecision('effect'),
    effectLow: doublePrecision('effect_low'),
    effectHigh: doublePrecision('effect_high'),
    verdict: text('verdict').$type<Verdict>().notNull(),
    lasts: text('lasts').$type<NonNullable<Outcome['lasts']>>(),
    /** 1 for rows older than this column. */
    method: integer('method').notNull().default(1),
    hypothesisAt: instant('hypothesis_at'),
    mergedAt: instant('merged_at').notNull(),
    shippedAt: instant('shipped_at').notNull(),
    concludedAt: instant('concluded_at').notNull(),
    sharedWith: text('shared_with').array().notNull(),
    counted: boolean('counted').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.betId, table.metric] }),
    index().on(table.ownerId, table.metric, table.concludedAt),
    index().on(table.ownerId, table.team, table.concludedAt),
    index().on(table.repositoryId, table.concludedAt),
  ],
);

export const edgeTrials = pgTable(
  'edge_trials',
  {
    betId: text('bet_id')
      .notNull()
      .references(() => bets.id, { onDelete: 'cascade' }),
    repositoryId: ofRepository(),
    ownerId: githubId('owner_id').notNull(),
    lower: text('lower').notNull(),
    upper: text('upper').notNull(),
    trial: document('trial', kinds.edgeTrial).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.betId, table.lower, table.upper] }),
    index().on(table.ownerId, table.lower, table.upper),
    index().on(table.ownerId, table.lower, table.at, table.betId),
    index().on(table.ownerId, table.at),
    index().on(table.repositoryId),
  ],
);

/**
 * Where an alarm said that a metric moves and the one above it does not follow: once for each edge, until it follows a
 * later bet.
 */
export const edgeAlarms = pgTable(
  'edge_alarms',
  {
    ownerId: githubId('owner_id').notNull(),
    lower: text('lower').notNull(),
    upper: text('upper').notNull(),
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.lower, table.upper] }), index().on(table.repositoryId)],
);
