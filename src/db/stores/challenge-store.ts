import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ChallengeStore } from '../../flows/ports/stores/challenge-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { fieldOf } from '../field-of.ts';
import { challenges } from '../schema/hypotheses.ts';

export function challengeStore(database: Database): ChallengeStore {
  const one = async (condition: ReturnType<typeof and>) => {
    const [row] = await database
      .select({ challenge: told(challenges.challenge) })
      .from(challenges)
      .where(condition)
      .limit(1);
    return row?.challenge;
  };
  return {
    async openChallenges(ownerId, subjects) {
      if (subjects?.length === 0) return [];
      const rows = await database
        .select({ challenge: told(challenges.challenge) })
        .from(challenges)
        .where(
          and(
            eq(challenges.ownerId, ownerId),
            isNull(challenges.answeredAt),
            subjects ? anyOf(challenges.subject, subjects) : undefined,
          ),
        )
        .orderBy(asc(fieldOf(challenges.challenge, 'at', '$date')), asc(challenges.id));
      return rows.map(({ challenge }) => challenge);
    },
    challenge: (id) => one(eq(challenges.id, id)),
    challengeByIssue: (repositoryId, number) =>
      one(and(eq(challenges.issueRepositoryId, repositoryId), eq(challenges.issueNumber, number))),
    async saveChallenge(ownerId, challenge) {
      const row = {
        repositoryId: challenge.from.repositoryId,
        ownerId,
        subject: challenge.subject.name.toLowerCase(),
        issueRepositoryId: challenge.issue?.repositoryId ?? null,
        issueNumber: challenge.issue?.number ?? null,
        answeredAt: challenge.answer?.at ?? null,
        challenge,
      };
      await database
        .insert(challenges)
        .values({ id: challenge.id, ...row })
        .onConflictDoUpdate({ target: challenges.id, set: row });
    },
  };
}
