import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  type PgColumn,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Verdict } from '../analysis/verdict.ts';
import type { NonBetReason } from '../domain/bet.ts';
import type { Challenge } from '../domain/challenge.ts';
import type { Checkpoint } from '../domain/checkpoint.ts';
import type { DecisionKind } from '../domain/decision.ts';
import type { Exemption } from '../domain/facts.ts';
import type { HypothesisStanding, HypothesisState } from '../domain/hypothesis.ts';
import type { BetState, ShipSignal, Undoing } from '../domain/lifecycle.ts';
import type { OutcomeMap } from '../domain/outcome-map.ts';
import type { EdgeTrial } from '../domain/track-record.ts';
import type {
  Account,
  BetRecord,
  CheckpointRecord,
  CommentKind,
  GateResult,
  GoodMap,
  Job,
  Reverter,
  Written,
} from '../flows/ports.ts';
import { document } from './document.ts';

/*
 * Everything is keyed by GitHub's numeric ids. A row about a repository names the repository alone: which installation and
 * owner it belongs to is said once, in `repositories`, so that a rename or a transfer changes one row, and a purge takes
 * everything with it.
 */

const githubId = (name: string) => bigint(name, { mode: 'number' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const ofRepository = () =>
  githubId('repository_id')
    .notNull()
    .references(() => repositories.id, { onDelete: 'cascade' });

/** Whose it is is kept by a trigger on `repositories`, so that it is known when the last of them has been transferred. */
export const installations = pgTable(
  'installations',
  {
    id: githubId('id').primaryKey(),
    suspendedAt: instant('suspended_at'),
    ownerId: githubId('owner_id'),
    owner: text('owner'),
  },
  (table) => [index().on(table.ownerId)],
);

export const repositories = pgTable(
  'repositories',
  {
    id: githubId('id').primaryKey(),
    installationId: githubId('installation_id').notNull(),
    ownerId: githubId('owner_id').notNull(),
    owner: text('owner').notNull(),
    name: text('name').notNull(),
    defaultBranch: text('default_branch').notNull(),
    private: boolean('private').notNull(),
    /** When GitHub itself said all that last. */
    confirmedAt: instant('confirmed_at'),
    /** What was written on numbers from here down was so for other readers, and is to be written anew. */
    rewriteBelow: integer('rewrite_below'),
    /** Since when GitHub has it no more, or not for us. Nothing is tried for it, and if it does not come back it is purged. */
    goneAt: instant('gone_at'),
    /** What we wrote there before that may be missing here. */
    rememberedSince: instant('remembered_since').notNull().defaultNow(),
    /** The lowest number that is known to be younger than that. */
    firstNumber: integer('first_number'),
  },
  (table) => [index().on(table.installationId), index().on(table.ownerId)],
);

/** Of what is older than our memory: what we wrote on these numbers has been looked for on GitHub. */
export const recollected = pgTable(
  'recollected',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    what: text('what').$type<Written>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number, table.what] })],
);

/** Webhook deliveries, written down before they are answered. Complete ones stay as ids, so that a repeat is recognised. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    event: text('event').notNull(),
    action: text('action'),
    installationId: githubId('installation_id'),
    repositoryId: githubId('repository_id'),
    ownerId: githubId('owner_id'),
    /** Work on one subject is serial. */
    subject: text('subject').notNull(),
    /** Deliveries of one subject with the same meaning stand in for each other; null: for none. */
    meaning: text('meaning'),
    /** The body as it came; removed on completion. */
    payload: text('payload'),
    receivedAt: instant('received_at').notNull().defaultNow(),
    /** Its job is in the queue. */
    queued: boolean('queued').notNull().default(false),
    completedAt: instant('completed_at'),
    gaveUpAt: instant('gave_up_at'),
    error: text('error'),
  },
  (table) => [
    index().on(table.installationId),
    index().on(table.completedAt),
    index('deliveries_given_up_index').on(table.gaveUpAt).where(sql`${table.gaveUpAt} is not null`),
    index('deliveries_unqueued_index')
      .on(table.receivedAt)
      .where(sql`not ${table.queued} and ${table.completedAt} is null and ${table.gaveUpAt} is null`),
    index('deliveries_pending_index')
      .on(table.subject)
      .where(sql`${table.completedAt} is null and ${table.gaveUpAt} is null`),
  ],
);

/** Jobs of suspended installations, put back into the queue when the suspension ends. */
export const parkedJobs = pgTable(
  'parked_jobs',
  {
    id: serial('id').primaryKey(),
    installationId: githubId('installation_id').notNull(),
    job: document<Job>('job').notNull(),
  },
  (table) => [index().on(table.installationId)],
);

/** When GitHub's state was last held against ours; a repository that is new counts as swept when it is first looked at. */
export const sweeps = pgTable(
  'sweeps',
  { repositoryId: ofRepository().primaryKey(), at: instant('at').notNull() },
  (table) => [index().on(table.at)],
);

/** When one of the replicas last began what is done now and then, and up to when it is done. */
export const rounds = pgTable('rounds', {
  name: text('name').primaryKey(),
  at: instant('at').notNull(),
  doneAt: instant('done_at'),
});

/** Comments, labels and issues that an installation has written within the last hour: its budget is one for all replicas. */
export const contentWrites = pgTable(
  'content_writes',
  {
    installationId: githubId('installation_id').notNull(),
    at: instant('at').notNull(),
    /** A comment or an issue that was not there before; otherwise an edit or a label. */
    creates: boolean('creates').notNull(),
    account: text('account').$type<Account>().notNull().default('owner'),
  },
  (table) => [index().on(table.installationId, table.account, table.at.desc()), index().on(table.at)],
);

/**
 * Whose each login was when this database met it first, kept by a trigger on `repositories`, as fingerprints (`db/first-owners.ts`). A purge leaves them:
 * they tell nothing without the name, and a later owner of a login must not read the sources that name it.
 */
export const firstOwners = pgTable('first_owners', {
  login: text('login').primaryKey(),
  /** Of the login and GitHub's number. */
  owner: text('owner').notNull(),
});

/** When somebody without write access was last answered in words, and to what. */
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

/** That an installation's data were removed is all that is kept of it. */
export const purges = pgTable('purges', {
  installationId: githubId('installation_id').primaryKey(),
  at: instant('at').notNull().defaultNow(),
  /** What still comes in is of no use any more. false: the operator removed the data of an installation that lives on. */
  uninstalled: boolean('uninstalled').notNull().default(true),
});

export const outcomeMaps = pgTable('outcome_maps', {
  repositoryId: ofRepository().primaryKey(),
  lastGood: document<GoodMap>('last_good'),
  broken: document<{ version: string; commit: string }>('broken'),
});

export const checks = pgTable(
  'checks',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    headSha: text('head_sha').notNull(),
    checkRunId: githubId('check_run_id'),
    digest: text('digest').notNull(),
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
    kind: text('kind').$type<CommentKind>().notNull(),
    key: text('key').notNull(),
    commentId: githubId('comment_id'),
    digest: text('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number, table.kind, table.key] })],
);

/** Fingerprints of what published forecasts rest on. */
export const forecastBases = pgTable(
  'forecast_bases',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    basis: text('basis').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

/** Of the latest head that was asked for. */
export const changedPaths = pgTable(
  'changed_paths',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    headSha: text('head_sha').notNull(),
    baseRef: text('base_ref').notNull(),
    paths: document<string[]>('paths').notNull(),
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
    exemption: document<Exemption>('exemption').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

/** Who set the labels that may exempt a pull request, and what that was found to be worth. */
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

/** The maps that bets were made under, each text once a repository, however many bets refer to it. */
export const mapVersions = pgTable(
  'map_versions',
  {
    repositoryId: ofRepository(),
    /** Of the text: a version has a name, but who may read the map in part only gets another text under it. */
    digest: text('digest').notNull(),
    map: document<OutcomeMap>('map').notNull(),
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
    /** The issues that it rests on, as `owner/repository#42` in small letters. */
    hypotheses: text('hypotheses').array().notNull().default(sql`'{}'`),
    /** When nobody has decided after the last readout: empty. */
    decision: text('decision').$type<DecisionKind>(),
    mergeSha: text('merge_sha'),
    mergedAt: instant('merged_at'),
    shippedAt: instant('shipped_at'),
    /** What tells apart the releases, deployments and merges of a repository. */
    signal: text('signal'),
    verdict: text('verdict').$type<Verdict>(),
    concludedAt: instant('concluded_at'),
    amendedAt: instant('amended_at'),
    /** What people learned, whether they decided on a readout or answered what came of discovery. */
    learned: document<string>('learned'),
    /** The map that it was made under, of `map_versions`. */
    mapDigest: text('map_digest'),
    /** The record without its repository and its map; the version before 0013 kept the map in it, and during a roll-out still does. */
    record: document<Omit<BetRecord, 'repository' | 'map'> & { map?: OutcomeMap }>('record').notNull(),
    // Of the record, what a release or a push asks of all merged bets: the whole, each with its baseline, would be megabytes.
    shipSignal: document<ShipSignal>('ship_signal'),
    undoing: document<Undoing>('undoing'),
    reapplied: document<NonNullable<BetRecord['reapplied']>>('reapplied'),
    branch: document<string>('branch'),
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

export const nonBets = pgTable(
  'non_bets',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    reason: text('reason').$type<NonBetReason>().notNull(),
    note: document<string>('note').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
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

/** Releases and deployments that count. */
export const signals = pgTable(
  'signals',
  {
    repositoryId: ofRepository(),
    key: text('key').notNull(),
    signal: document<ShipSignal>('signal').notNull(),
    at: instant('at').notNull(),
    /** When the jobs that it causes were put into the queue. */
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

/** What was concluded of every merged pull request, so that the share of bets, and the reasons of the others, can be told. */
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

/** What merged pull requests, and commits pushed by themselves, say they take back: a row for each that is named. */
export const reverts = pgTable(
  'reverts',
  {
    repositoryId: ofRepository(),
    /** Who says so: `#13`, or a commit. */
    by: text('by').notNull(),
    /** What is named: `#12`, or the beginning of a commit. */
    target: text('target').notNull(),
    sha: text('sha'),
    at: instant('at').notNull(),
    reverter: document<Reverter>('reverter').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.by, table.target] }),
    index().on(table.repositoryId, table.target),
  ],
);

export const hypotheses = pgTable(
  'hypotheses',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    state: text('state').$type<HypothesisState>().notNull(),
    standing: document<HypothesisStanding>('standing').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repositoryId, table.number] })],
);

export const challenges = pgTable(
  'challenges',
  {
    id: text('id').primaryKey(),
    /** Where it was raised. */
    repositoryId: ofRepository(),
    ownerId: githubId('owner_id').notNull(),
    subject: text('subject').notNull(),
    issueRepositoryId: githubId('issue_repository_id'),
    issueNumber: integer('issue_number'),
    answeredAt: instant('answered_at'),
    challenge: document<Challenge>('challenge').notNull(),
  },
  (table) => [
    index().on(table.ownerId, table.subject),
    index().on(table.issueRepositoryId, table.issueNumber),
    index().on(table.repositoryId),
  ],
);

/** One row a movement of a concluded bet; figures are relative and signed so that good is positive. */
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
    trial: document<EdgeTrial>('trial').notNull(),
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

/** That a metric moves and the one above it does not follow was said, and where; once an edge, until a later bet was followed. */
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

/** One number that every process counts up each minute: it only grows, unless the database becomes an older copy of itself. */
export const beats = pgTable('beats', {
  one: boolean('one').primaryKey().default(true),
  beat: bigint('beat', { mode: 'number' }).notNull(),
});

/** What probes of readiness have written; emptied every minute (`db/probe-by-writing.ts`). */
export const writeProbes = pgTable('write_probes', { filler: text('filler').notNull() });
