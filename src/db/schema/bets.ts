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

/** The maps that bets were made under: each text once for each repository, for any number of bets. */
export const mapVersions = pgTable(
  'map_versions',
  {
    repositoryId: ofRepository(),
    /**
     * Hash of the text. A version's name is not enough: a reader who may see only a part of the map gets another text
     * under it.
     */
    digest: text('digest').notNull(),
    map: document('map', kinds.outcomeMap).notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.digest] })],
);

/**
 * The date of a bet in the ledger. Index and queries share this wording, or the index would not be used. Rejected: `coalesce`, which row-level security
 * takes for something that may reveal hidden rows, so that a period read all bets.
 */
export const recordedAt = ({
  concludedAt,
  shippedAt,
  mergedAt,
}: Record<'concludedAt' | 'shippedAt' | 'mergedAt', PgColumn>) =>
  sql`(case when ${concludedAt} is not null then ${concludedAt} when ${shippedAt} is not null then ${shippedAt} else ${mergedAt} end)`;

export const bets = pgTable(
  'bets',
  {
    id: text('id').primaryKey(),
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    state: text('state').$type<BetState>().notNull(),
    /** Metrics that the bet is on, without guardrails. */
    metrics: text('metrics').array().notNull(),
    /** Metrics that it must not harm. */
    guarded: text('guarded').array().notNull().default(sql`'{}'`),
    /** Ids of the key results that it names. */
    keyResults: text('key_results').array().notNull().default(sql`'{}'`),
    /** Days from the release to the last readout. */
    windowDays: doublePrecision('window_days').notNull().default(28),
    /** The issues that it rests on, as `owner/repository#42` in lowercase. */
    hypotheses: text('hypotheses').array().notNull().default(sql`'{}'`),
    /** When the bet was without a decision after its last readout: empty. */
    decision: text('decision').$type<DecisionKind>(),
    /** When we first heard of it; absent in rows older than this column. */
    openedAt: instant('opened_at'),
    mergeSha: text('merge_sha'),
    mergedAt: instant('merged_at'),
    shippedAt: instant('shipped_at'),
    /** The key that separates the releases, deployments and merges of a repository. */
    signal: text('signal'),
    verdict: text('verdict').$type<Verdict>(),
    concludedAt: instant('concluded_at'),
    amendedAt: instant('amended_at'),
    /** Absent: last saved before this column existed. */
    title: document('title', plainText),
    /** What people learned, from a decision on a readout or from the answer to discovery's question. */
    learned: document('learned', plainText),
    /** The map that it was made under (`map_versions`). */
    mapDigest: text('map_digest'),
    record: document('record', kinds.bet).notNull(),
    // The fields of the record that a release or a push reads of all merged bets. The whole records, each with its
    // baseline, would be megabytes.
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
    // For the ledger: the latest bets (by what the index itself says, whose and in what state), those without a decision, those being measured.
    index('bets_recorded_index').on(recordedAt(table), table.repositoryId, table.state),
    index().on(table.repositoryId, table.openedAt),
    index('bets_undecided_index').on(table.concludedAt).where(sql`${table.decision} is null`),
    index('bets_measured_index').on(table.shippedAt, table.repositoryId).where(sql`${table.state} = 'shipped'`),
    index().using('gin', table.metrics),
    index().using('gin', table.hypotheses),
  ],
);

/**
 * The metrics of each bet, one row each, kept by a trigger on `bets`. Row-level security allows no index on an array,
 * because its operators may reveal hidden rows. Finding the bets on a metric must cost the same for any number of bets.
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

/** The key results of each bet, one row each: kept, and for the same reason, as `stakes`. */
export const namedKeyResults = pgTable(
  'named_key_results',
  {
    betId: text('bet_id')
      .notNull()
      .references(() => bets.id, { onDelete: 'cascade' }),
    keyResult: text('key_result').notNull(),
    repositoryId: ofRepository(),
  },
  (table) => [primaryKey({ columns: [table.betId, table.keyResult] }), index().on(table.repositoryId, table.keyResult)],
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
    /** Until then the checkpoint is left to its job. */
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
