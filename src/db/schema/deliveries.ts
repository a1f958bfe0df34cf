import { sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, serial, text } from 'drizzle-orm/pg-core';
import type { Account } from '../../flows/ports/write-budget.ts';
import { document } from '../document.ts';
import { kinds } from '../documents/kinds.ts';
import { githubId, instant, ofRepository } from './repositories.ts';

/** Webhook deliveries, stored before they are answered. Completed ones stay as ids, so that a repeat is recognised. */
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
    /** Deliveries of one subject with the same meaning replace each other; null replaces none. */
    meaning: text('meaning'),
    /** The body as it arrived; removed on completion. */
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
    job: document('job', kinds.job).notNull(),
  },
  (table) => [index().on(table.installationId)],
);

/** When GitHub's state was last compared with ours; a new repository counts as swept when it is first looked at. */
export const sweeps = pgTable(
  'sweeps',
  { repositoryId: ofRepository().primaryKey(), at: instant('at').notNull() },
  (table) => [index().on(table.at)],
);

/** When a replica last began each regular task, and up to when it is done. */
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
    /** Whether it created a comment or an issue; otherwise it was an edit or a label. */
    creates: boolean('creates').notNull(),
    account: text('account').$type<Account>().notNull().default('owner'),
  },
  (table) => [index().on(table.installationId, table.account, table.at.desc()), index().on(table.at)],
);

/** A number that every process raises each minute: it only grows, unless the database is replaced by an older copy. */
export const beats = pgTable('beats', {
  one: boolean('one').primaryKey().default(true),
  beat: bigint('beat', { mode: 'number' }).notNull(),
});

/** Rows of readiness probes, emptied every minute (`db/probe-by-writing.ts`). */
export const writeProbes = pgTable('write_probes', { filler: text('filler').notNull() });
