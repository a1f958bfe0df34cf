import { and, eq, isNull } from 'drizzle-orm';
import type { LedgerFilter, OpenChallenge } from '../../domain/ledger/ledger.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { challenges } from '../schema/hypotheses.ts';
import { repositories } from '../schema/repositories.ts';
import { ofRepository, place } from './ledger-filter.ts';

export async function openChallenges(
  database: Database,
  filter: LedgerFilter,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<OpenChallenge[]> {
  const rows = await database
    .select({ ...place, challenge: told(challenges.challenge) })
    .from(challenges)
    .innerJoin(repositories, eq(challenges.repositoryId, repositories.id))
    .where(
      and(
        isNull(challenges.answeredAt),
        ofRepository(filter),
        filter.metric === undefined ? undefined : eq(challenges.subject, filter.metric.toLowerCase()),
      ),
    );
  const { since, until, number } = filter;
  // The date is inside the document, and few challenges stay open.
  const open = rows
    .filter(({ challenge: { from } }) => number === undefined || from.number === number)
    .filter(({ challenge: { at } }) => (!since || at >= since) && (!until || at < until))
    .sort((one, other) => one.challenge.at.getTime() - other.challenge.at.getTime())
    .slice(0, limit);
  const homes = await database
    .select({ id: repositories.id, ...place })
    .from(repositories)
    .where(
      and(
        anyOf(
          repositories.id,
          open.flatMap(({ challenge }) => challenge.issue?.repositoryId ?? []),
        ),
        ofRepository(filter.among ? { among: filter.among } : {}),
      ),
    );
  const homeOf = new Map(homes.map(({ id, ...home }) => [id, home]));
  return open.map(({ challenge: { subject, why, at, from, issue }, ...raised }) => {
    const home = issue && homeOf.get(issue.repositoryId);
    return {
      ...raised,
      number: from.number,
      subject,
      why,
      at,
      ...(issue && home ? { issue: { ...home, number: issue.number } } : {}),
    };
  });
}
