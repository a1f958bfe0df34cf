import type { SQL } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { NonBetReason } from '../../domain/declaration/declaration.ts';
import type { Conclusion } from '../../domain/gate/judgement.ts';
import type { GateResult, StoredComment } from '../../flows/ports/stored.ts';
import { document } from '../document.ts';
import { kinds, text as plainText, textList } from '../documents/kinds.ts';
import { fieldOf } from '../field-of.ts';
import { githubId, instant, ofRepository } from './repositories.ts';

/** When somebody without write access last got a written reply, and to what. */
export const spokenTo = pgTable(
  'spoken_to',
  {
    ownerId: githubId('owner_id').notNull(),
    login: text('login').notNull(),
    repositoryId: ofRepository(),
    key: text('key').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.login] }),
    index().on(table.repositoryId),
    index().on(table.at),
  ],
);

/** The pull request on which somebody first saw a failure, which shows them help. */
export const firstFailures = pgTable(
  'first_failures',
  {
    ownerId: githubId('owner_id').notNull(),
    authorId: githubId('author_id').notNull(),
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.authorId] }), index().on(table.repositoryId)],
);

/** What pages ask of all maps is written beside them by the database: to read one field of a document is to parse all of it. */
export const outcomeMaps = pgTable('outcome_maps', {
  repositoryId: ofRepository().primaryKey(),
  lastGood: document('last_good', kinds.goodMap),
  broken: document('broken', kinds.brokenMap),
  /** The name of the repository that the map is in; null where it is this one. */
  home: text('home').generatedAlwaysAs((): SQL => fieldOf(outcomeMaps.lastGood, 'home', 'name')),
  /** More repositories that it was read from, as a JSON array. */
  otherHomes: text('other_homes').generatedAlwaysAs((): SQL => fieldOf(outcomeMaps.lastGood, 'home', 'others')),
  /** `policy.portfolio`. */
  portfolio: text('portfolio').generatedAlwaysAs(
    (): SQL => fieldOf(outcomeMaps.lastGood, 'map', 'policy', 'portfolio'),
  ),
});

export const checks = pgTable(
  'checks',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    headSha: text('head_sha').notNull(),
    checkRunId: githubId('check_run_id'),
    digest: text('digest').notNull(),
    /** Not set: not judged since this column exists. */
    conclusion: text('conclusion').$type<Conclusion>(),
    /** The text of its head's check run, as it was written. */
    words: document('words', kinds.checkWords),
    isOpen: boolean('is_open').default(true).notNull(),
    fromFork: boolean('from_fork').default(false).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.number] }),
    index().on(table.repositoryId, table.headSha),
  ],
);

export const comments = pgTable(
  'comments',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    kind: text('kind').$type<StoredComment['kind']>().notNull(),
    key: text('key').notNull(),
    commentId: githubId('comment_id'),
    digest: text('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number, table.kind, table.key] })],
);

/** Fingerprints of the data behind published forecasts. */
export const forecastBases = pgTable(
  'forecast_bases',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    basis: text('basis').notNull(),
    /** What it said of its first metric: the size, a share of the level, that a window can show. */
    showsMetric: text('shows_metric'),
    showsSource: text('shows_source'),
    showsDays: doublePrecision('shows_days'),
    showsRelative: doublePrecision('shows_relative'),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

/** The latest head that was asked for. */
export const changedPaths = pgTable(
  'changed_paths',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    headSha: text('head_sha').notNull(),
    baseRef: text('base_ref').notNull(),
    paths: document('paths', textList).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.number] }),
    index().on(table.repositoryId, table.headSha),
  ],
);

export const exemptions = pgTable(
  'exemptions',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    exemption: document('exemption', kinds.exemption).notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

/** Who set the labels that may exempt a pull request, and which right they had. */
export const labellings = pgTable(
  'labellings',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    label: text('label').notNull(),
    by: text('by'),
    asked: text('asked'),
    mayWrite: boolean('may_write'),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number, table.label] })],
);

export const nonBets = pgTable(
  'non_bets',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    reason: text('reason').$type<NonBetReason>().notNull(),
    note: document('note', plainText).notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

/**
 * The conclusion for every merged pull request, so that the share of bets, and the reasons of the others, can be
 * reported.
 */
export const gateResults = pgTable(
  'gate_results',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    result: text('result').$type<GateResult['result']>().notNull(),
    /** The reason of a non-bet, the rule of an exemption. */
    detail: text('detail'),
    mergedAt: instant('merged_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.number] }),
    index().on(table.repositoryId, table.mergedAt),
  ],
);
