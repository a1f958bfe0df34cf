import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { HypothesisState } from '../../domain/hypothesis/hypothesis-standing.ts';
import { document } from '../document.ts';
import { kinds } from '../documents/kinds.ts';
import { githubId, instant, ofRepository } from './repositories.ts';

export const hypotheses = pgTable(
  'hypotheses',
  {
    repositoryId: ofRepository(),
    number: integer('number').notNull(),
    state: text('state').$type<HypothesisState>().notNull(),
    standing: document('standing', kinds.hypothesisStanding).notNull(),
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
    challenge: document('challenge', kinds.challenge).notNull(),
  },
  (table) => [
    index().on(table.ownerId, table.subject),
    index().on(table.issueRepositoryId, table.issueNumber),
    index().on(table.repositoryId),
  ],
);
