import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Written } from '../../flows/ports/stored.ts';

/*
 * Everything is keyed by GitHub's numeric ids. A row about a repository names the repository alone: which installation and
 * owner it belongs to is said once, in `repositories`, so that a rename or a transfer changes one row, and a purge takes
 * everything with it.
 */

export const githubId = (name: string) => bigint(name, { mode: 'number' });
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const ofRepository = () =>
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

/**
 * Whose each login was when this database met it first, kept by a trigger on `repositories`, as fingerprints (`db/first-owners.ts`). A purge leaves them:
 * they tell nothing without the name, and a later owner of a login must not read the sources that name it.
 */
export const firstOwners = pgTable('first_owners', {
  login: text('login').primaryKey(),
  /** Of the login and GitHub's number. */
  owner: text('owner').notNull(),
});

/** That an installation's data were removed is all that is kept of it. */
export const purges = pgTable('purges', {
  installationId: githubId('installation_id').primaryKey(),
  at: instant('at').notNull().defaultNow(),
  /** What still comes in is of no use any more. false: the operator removed the data of an installation that lives on. */
  uninstalled: boolean('uninstalled').notNull().default(true),
});
