import { and, asc, desc, eq, gte, isNull, ne } from 'drizzle-orm';
import { daysBefore } from '../../domain/day.ts';
import type { Alarm, Attention, OwedDecision } from '../../domain/portfolio/portfolio.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { openChallenges } from '../ledger/open-challenges.ts';
import { silent } from '../ledger/silent.ts';
import { bets } from '../schema/bets.ts';
import { edgeAlarms } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';

/** How many of each thing that needs attention. */
const mostOwed = 8;
const alarmDays = 90;

export async function attentionOf(database: Database, readable: number[], now: Date): Promise<Attention> {
  const among = { among: readable };
  const most = mostOwed + 1;
  const decisions = await owedDecisions(database, readable, most);
  // Bets without a decision are already listed there.
  const quiet = (await silent(database, among, now, 2 * most)).filter(({ silence }) => silence !== 'undecided');
  const challenges = await openChallenges(database, among, most);
  const alarms = await alarmsOf(database, readable, daysBefore(now, alarmDays), most);
  return {
    decisions: decisions.slice(0, mostOwed),
    silent: quiet.slice(0, mostOwed),
    challenges: challenges.slice(0, mostOwed),
    alarms: alarms.slice(0, mostOwed),
    more: [decisions, quiet, challenges, alarms].some(({ length }) => length > mostOwed),
  };
}

async function owedDecisions(database: Database, readable: number[], limit: number): Promise<OwedDecision[]> {
  const rows = await database
    .select({
      owner: repositories.owner,
      repository: repositories.name,
      number: bets.number,
      title: told(bets.title),
      verdict: bets.verdict,
      since: bets.concludedAt,
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        anyOf(repositories.id, readable),
        eq(bets.state, 'concluded'),
        isNull(bets.decision),
        ne(bets.verdict, 'no-data'),
      ),
    )
    .orderBy(asc(bets.concludedAt), asc(bets.id))
    .limit(limit);
  return rows.flatMap(({ verdict, since, title, ...place }) =>
    verdict && since ? [{ ...place, verdict, since, ...(title === null ? {} : { title }) }] : [],
  );
}

function alarmsOf(database: Database, readable: number[], since: Date, limit: number): Promise<Alarm[]> {
  const { lower, upper, number, at } = edgeAlarms;
  return database
    .select({ owner: repositories.owner, repository: repositories.name, lower, upper, number, at })
    .from(edgeAlarms)
    .innerJoin(repositories, eq(edgeAlarms.repositoryId, repositories.id))
    .where(and(anyOf(repositories.id, readable), gte(edgeAlarms.at, since)))
    .orderBy(desc(at), asc(edgeAlarms.repositoryId), asc(number), asc(lower), asc(upper))
    .limit(limit);
}
