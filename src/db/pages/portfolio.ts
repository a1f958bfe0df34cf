import { and, asc, desc, eq, gte, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../../domain/bet/lifecycle.ts';
import { daysBefore } from '../../domain/day.ts';
import type {
  Alarm,
  Attention,
  BetCount,
  BetCounts,
  GovernedBy,
  OwedDecision,
} from '../../domain/portfolio/portfolio.ts';
import { readsAll } from '../../flows/pages/reader.ts';
import type { PortfolioFilter, PortfolioRecord, Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { entries } from '../ledger/entries.ts';
import { openChallenges } from '../ledger/open-challenges.ts';
import { silent } from '../ledger/silent.ts';
import { bets, recordedAt } from '../schema/bets.ts';
import { outcomeMaps } from '../schema/gate.ts';
import { edgeAlarms } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';

/** Of each thing that needs somebody. */
const mostOwed = 8;
/** Rows of the ledger below; one more than a page shows. */
const mostEntries = 26;
/** Bets in play, and concluded ones, that are counted. */
const mostCounted = 5_000;
const mostMaps = 12;
const alarmDays = 90;

/** Nothing here reads all bets of an owner: every list and count has an end. */
export async function portfolio(
  database: Database,
  reader: Reader,
  filter: PortfolioFilter,
  now: Date,
): Promise<PortfolioRecord> {
  const { maps, closed } = await mapsOf(database, reader);
  const readable = [...reader.keys()].filter((id) => !closed.has(id));
  return {
    maps,
    counts: await countsOf(database, readable),
    attention: await attentionOf(database, readable, now),
    entries: await entries(database, { ...filter, among: readable }, mostEntries),
  };
}

/**
 * Each map once, the owner's first: as the repository that it is in has it, or the one that GitHub spoke of last. `closed`: repositories whose map is in one
 * that the reader may not read.
 */
async function mapsOf(database: Database, reader: Reader): Promise<{ maps: GovernedBy[]; closed: Set<number> }> {
  const { repositoryId, lastGood, broken } = outcomeMaps;
  const home = sql<string>`coalesce(${lastGood} #>> '{home,name}', ${repositories.name})`;
  const rows = await database
    .select({
      repositoryId,
      home,
      others: sql<string | null>`${lastGood} #>> '{home,others}'`,
      isIn: sql<boolean>`lower(${home}) = lower(${repositories.name})`,
      confirmedAt: repositories.confirmedAt,
    })
    .from(outcomeMaps)
    .innerJoin(repositories, eq(repositoryId, repositories.id))
    .where(and(anyOf(repositories.id, [...reader.keys()]), isNotNull(lastGood)));
  const isOpen = (row: (typeof rows)[number]) =>
    readsAll(reader, [row.home, ...(JSON.parse(row.others ?? '[]') as string[])]);
  const open = Map.groupBy(rows.filter(isOpen), (row) => row.home.toLowerCase());
  const chosen = [...open]
    .sort(([one], [other]) => Number(other === '.github') - Number(one === '.github') || (one < other ? -1 : 1))
    .slice(0, mostMaps)
    .map(([, governed]) => ({ at: freshest(governed), repositories: governed.map((row) => row.repositoryId) }));
  const kept = await database
    .select({ repositoryId, lastGood: told(lastGood), isStale: isNotNull(broken).mapWith(Boolean) })
    .from(outcomeMaps)
    .where(
      anyOf(
        repositoryId,
        chosen.map(({ at }) => at.repositoryId),
      ),
    );
  const keptAt = new Map(kept.map((row) => [row.repositoryId, row]));
  const maps = chosen.flatMap(({ at, repositories: governed }) => {
    const found = keptAt.get(at.repositoryId);
    if (!found?.lastGood) return [];
    return [{ home: at.home, map: found.lastGood.map, isStale: found.isStale, repositories: governed }];
  });
  return { maps, closed: new Set(rows.filter((row) => !isOpen(row)).map((row) => row.repositoryId)) };
}

const freshest = <Row extends { isIn: boolean; confirmedAt: Date | null }>(rows: Row[]): Row =>
  rows.reduce((best, row) => {
    if (row.isIn !== best.isIn) return row.isIn ? row : best;
    return (row.confirmedAt?.getTime() ?? 0) > (best.confirmedAt?.getTime() ?? 0) ? row : best;
  });

async function countsOf(database: Database, readable: number[]): Promise<BetCounts> {
  const mine = anyOf(bets.repositoryId, readable);
  const counted = async (which: SQL | undefined, order: SQL) => {
    const { repositoryId, keyResults, state, verdict } = bets;
    const some = database
      .select({ repositoryId, keyResults, state, verdict })
      .from(bets)
      .where(and(mine, which))
      .orderBy(order)
      .limit(mostCounted)
      .as('some');
    return database
      .select({
        repositoryId: some.repositoryId,
        keyResults: some.keyResults,
        state: some.state,
        verdict: some.verdict,
        count: sql<number>`count(*)::int`,
      })
      .from(some)
      .groupBy(some.repositoryId, some.keyResults, some.state, some.verdict);
  };
  const inPlay = await counted(anyOf(bets.state, ['open', 'merged', 'shipped']), desc(bets.mergedAt));
  const concluded = await counted(sql`${bets.state} = 'concluded'`, desc(recordedAt(bets)));
  const isCut = [inPlay, concluded].some((rows) => rows.reduce((sum, { count }) => sum + count, 0) >= mostCounted);
  return { counts: [...inPlay, ...concluded].map(countOf), isCut };
}

const countOf = ({
  verdict,
  ...count
}: {
  repositoryId: number;
  keyResults: string[];
  state: BetState;
  verdict: Verdict | null;
  count: number;
}): BetCount => ({ ...count, ...(verdict ? { verdict } : {}) });

async function attentionOf(database: Database, readable: number[], now: Date): Promise<Attention> {
  const among = { among: readable };
  const most = mostOwed + 1;
  const decisions = await owedDecisions(database, readable, most);
  // What nobody has decided on stands there already.
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
    .orderBy(asc(bets.concludedAt))
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
    .orderBy(desc(at))
    .limit(limit);
}
