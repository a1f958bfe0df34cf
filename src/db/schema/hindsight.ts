import { doublePrecision, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Verdict } from '../../analysis/verdict.ts';
import { instant, ofRepository } from './repositories.ts';

/**
 * What a backtest says of releases of the past; figures are relative and signed so that good is positive. Nobody
 * predicted anything, and many were judged at once: apart from `outcomes`, so that no calibration counts them.
 */
export const hindsight = pgTable(
  'hindsight',
  {
    repositoryId: ofRepository(),
    metric: text('metric').notNull(),
    release: text('release').notNull(),
    shippedAt: instant('shipped_at').notNull(),
    windowDays: integer('window_days').notNull(),
    effect: doublePrecision('effect').notNull(),
    effectLow: doublePrecision('effect_low').notNull(),
    effectHigh: doublePrecision('effect_high').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    judgedAt: instant('judged_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.metric, table.shippedAt, table.release] }),
    index().on(table.shippedAt),
  ],
);
