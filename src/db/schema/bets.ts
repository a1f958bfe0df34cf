import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  type PgColumn,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Verdict } from '../../analysis/verdict.ts';
import type { CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { Checkpoint } from '../../domain/bet/checkpoint.ts';
import type { BetState } from '../../domain/bet/lifecycle.ts';
import type { DecisionKind } from '../../domain/commands/decision.ts';
import { document } from '../document.ts';
import { kinds, text as plainText } from '../documents/kinds.ts';
import { instant, ofRepository } from './repositories.ts';

/** The maps that bets were made under, each text once a repository, however many bets refer to it. */
export const mapVersions = pgTable(
  'map_versions',
  {
    repositoryId: ofRepository(),
    /** Of the text: a version has a name, but who may read the map in part only gets another text under it. */
    digest: text('digest').notNull(),
    map: document('map', kinds.outcomeMap).notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.digest] })],
);

/** What the ledger dates a bet by. One wording for the index and what asks by it, or it would not be used. */
export const recordedAt = (table: Record<'concludedAt' | 'shippedAt' | 'mergedAt', PgColumn>) =>
  sql`coalesce(${table.concludedAt}, ${table.shippedAt}, ${table.mergedAt})`;

export const bets = pgTable(
  'bets',
  {
    id: text('id').primaryKey(),
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    state: text('state').$type<BetState>().notNull(),
    /** Metrics that the bet is on; guardrails are not. */
    metrics: text('metrics').array().notNull(),
    /** Metrics that it must leave unharmed. */
    guarded: text('guarded').array().notNull().default(sql`'{}'`),
    /** Ids of the key results that it names. */
    keyResults: text('key_results').array().notNull().default(sql`'{}'`),
    /** Days from the release to the last readout. */
    windowDays: doublePrecision('window_days').notNull().default(28),
    /** The issues that it rests on, as `owner/repository#42` in lowercase. */
    hypotheses: text('hypotheses').array().notNull().default(sql`'{}'`),
    /** When nobody has decided after the last readout: empty. */
    decision: text('decision').$type<DecisionKind>(),
    /** When we first heard of it; absent: before that was kept. */
    openedAt: instant('opened_at'),
    mergeSha: text('merge_sha'),
    mergedAt: instant('merged_at'),
    shippedAt: instant('shipped_at'),
    /** What tells apart the releases, deployments and merges of a repository. */
    signal: text('signal'),
    verdict: text('verdict').$type<Verdict>(),
    concludedAt: instant('concluded_at'),
    amendedAt: instant('amended_at'),
    /** Absent: it was saved last before this was kept. */
    title: document('title', plainText),
    /** What people learned, whether they decided on a readout or answered what came of discovery. */
    learned: document('learned', plainText),
    /** The map that it was made under, of `map_versions`. */
    mapDigest: text('map_digest'),
    record: document('record', kinds.bet).notNull(),
    // Of the record, what a release or a push asks of all merged bets: the whole, each with its baseline, would be megabytes.
    shipSignal: document('ship_signal', kinds.shipSignal),
    undoing: document('undoing', kinds.undoing),
    reapplied: document('reapplied', kinds.reapplied),
    branch: document('branch', plainText),
    carriers: document('carriers', kinds.carriers),
  },
  (table) => [
    foreignKey({
      name: 'bets_map_version_fk',
      columns: [table.repositoryId, table.mapDigest],
      foreignColumns: [mapVersions.repositoryId, mapVersions.digest],
    }),
    uniqueIndex().on(table.repositoryId, table.number),
    index().on(table.repositoryId, table.mapDigest),
    index().on(table.repositoryId, table.state, table.mergedAt),
    index().on(table.repositoryId, table.mergeSha.op('text_pattern_ops')),
    index().on(table.repositoryId, table.signal),
    index().on(table.repositoryId, table.shippedAt),
    // The ledger: what is latest, what nobody has decided on, what is measured.
    index('bets_recorded_index').on(recordedAt(table)),
    index().on(table.repositoryId, table.openedAt),
    index('bets_undecided_index').on(table.concludedAt).where(sql`${table.decision} is null`),
    index('bets_measured_index').on(table.shippedAt).where(sql`${table.state} = 'shipped'`),
    index().using('gin', table.metrics),
    index().using('gin', table.hypotheses),
  ],
);

/**
 * The metrics of each bet, a row each, kept by a trigger on `bets`. Row-level security lets no index on an array be used (its operators may tell of
 * rows that are not shown), and finding the bets on a metric has to cost the same however many there have been.
 */
export const stakes = pgTable(
  'stakes',
  {
    betId: text('bet_id')
      .notNull()
      .references(() => bets.id, { onDelete: 'cascade' }),
    metric: text('metric').notNull(),
    repositoryId: ofRepository(),
    state: text('state').$type<BetState>().notNull(),
    shippedAt: instant('shipped_at'),
  },
  (table) => [
    primaryKey({ columns: [table.betId, table.metric] }),
    index('stakes_in_play_index')
      .on(table.repositoryId, table.metric)
      .where(sql`${table.state} in ('open', 'merged', 'shipped')`),
    index().on(table.repositoryId, table.metric, table.shippedAt),
  ],
);

export const checkpoints = pgTable(
  'checkpoints',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    betId: text('bet_id')
      .notNull()
      .references(() => bets.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<Checkpoint['kind']>().notNull(),
    afterDays: doublePrecision('after_days').notNull(),
    dueAt: instant('due_at').notNull(),
    final: boolean('final').notNull(),
    status: text('status').$type<CheckpointRecord['status']>().notNull().default('pending'),
    notBefore: instant('not_before'),
    attempts: integer('attempts').notNull().default(0),
    firstTriedAt: instant('first_tried_at'),
    posted: text('posted').$type<Verdict>(),
    /** Until then it is left to the job that was put in for it. */
    claimedUntil: instant('claimed_until'),
    /** How many jobs in a row were given up. */
    gaveUp: integer('gave_up').notNull().default(0),
  },
  (table) => [
    uniqueIndex().on(table.betId, table.kind, table.dueAt),
    index('checkpoints_due_index').on(table.dueAt).where(sql`${table.status} = 'pending'`),
    index('checkpoints_learning_index').on(table.dueAt).where(sql`${table.kind} = 'learning'`),
  ],
);
