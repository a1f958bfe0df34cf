import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Written } from '../../flows/ports/stored.ts';

/*
 * GitHub's numeric ids are the keys. A row about a repository names only the repository; `repositories` alone says
 * which installation and owner it belongs to. So a rename or a transfer changes one row, and a purge cascades.
 */

export const githubId = (name: string) => bigint(name, { mode: 'number' });
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const ofRepository = () =>
  githubId('repository_id')
    .notNull()
    .references(() => repositories.id, { onDelete: 'cascade' });

/** A trigger on `repositories` keeps the owner, so that it is known after the last of them was transferred. */
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
    /** When GitHub itself last confirmed all that. */
    confirmedAt: instant('confirmed_at'),
    /** Texts on numbers up to this one were written for other readers, and are to be rewritten. */
    rewriteBelow: integer('rewrite_below'),
    /**
     * Since when GitHub no longer has it, or no longer for us. Nothing is tried for it, and it is purged if it does not
     * come back.
     */
    goneAt: instant('gone_at'),
    /** Our record may lack what we wrote there before that. */
    rememberedSince: instant('remembered_since').notNull().defaultNow(),
    /** The lowest number that is known to be younger than that. */
    firstNumber: integer('first_number'),
  },
  (table) => [index().on(table.installationId), index().on(table.ownerId)],
);

/** Numbers older than our memory on which we have searched GitHub for what we wrote. */
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
 * The owner of each login when this database first met it, kept by a trigger on `repositories`, as fingerprints
 * (`db/first-owners.ts`). A purge leaves them: they reveal nothing without the name, and a later owner of a login must
 * not read the sources that name it.
 */
export const firstOwners = pgTable('first_owners', {
  login: text('login').primaryKey(),
  /** Hash of the login and GitHub's number. */
  owner: text('owner').notNull(),
});

/** All that is kept of a purged installation: that its data was removed. */
export const purges = pgTable('purges', {
  installationId: githubId('installation_id').primaryKey(),
  at: instant('at').notNull().defaultNow(),
  /** Whether later deliveries are ignored. false: the operator removed the data of an installation that lives on. */
  uninstalled: boolean('uninstalled').notNull().default(true),
});
