import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { LedgerAsked, LedgerRecord } from '../../domain/portfolio/ledger-page.ts';
import { type PageFilter, pageFilterOf } from '../../flows/pages/ledger-filter.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { entriesFrom } from '../ledger/entries.ts';
import { ofRepository, onKeyResults, onMetric, place } from '../ledger/ledger-filter.ts';
import { bets } from '../schema/bets.ts';
import { outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';
import { mapsOf } from './maps.ts';

const mostOpen = 50;

/** A part of the ledger, for a ledger of any length. */
export async function ledgerPage(
  database: Database,
  reader: Reader,
  { owner, asked, limit }: { owner: string; asked: LedgerAsked; limit: number },
): Promise<LedgerRecord> {
  const { maps, readable } = await mapsOf(database, reader);
  const filter = asked.unknown.length > 0 ? undefined : pageFilterOf({ owner, maps, readable }, asked, reader);
  if (!filter) return { maps, open: [], moreOpen: false, entries: [] };
  const { keyResults: _, team, tellable, ...plain } = filter;
  const open = await openBets(database, filter, asked);
  const part = await entriesFrom(database, plain, {
    limit,
    oldestFirst: asked.oldestFirst,
    ...(asked.after && { after: asked.after }),
    only:
      and(
        onAnyKeyResult(filter),
        team && or(eq(outcomes.team, team.name), and(isNull(outcomes.team), isFirstAbout(team.metrics))),
        tellable && or(...tellable.map(({ among, metrics }) => and(anyOf(bets.repositoryId, among), isAbout(metrics)))),
      ) ?? sql`true`,
  });
  return { maps, open: open.slice(0, mostOpen), moreOpen: open.length > mostOpen, ...part };
}

const onAnyKeyResult = ({ keyResults, among }: PageFilter) => keyResults && onKeyResults(keyResults, among);

const isFirstAbout = (metrics: string[]) => anyOf(sql<string>`${bets.metrics}[1]`, metrics);

const isAbout = (metrics: string[]) => anyOf(sql<string>`coalesce(${outcomes.metric}, ${bets.metrics}[1])`, metrics);

/** Open bets have no day in the ledger: they come before its first part, without verdict or decision. */
async function openBets(database: Database, filter: PageFilter, { after, verdict, decision, period }: LedgerAsked) {
  if (after || verdict || decision || period) return [];
  const { team, metric, among } = filter;
  const rows = await database
    .select({
      ...place,
      number: bets.number,
      title: told(bets.title),
      keyResults: bets.keyResults,
      metrics: bets.metrics,
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        eq(bets.state, 'open'),
        ofRepository({ among, ...(filter.repository === undefined ? {} : { repository: filter.repository }) }),
        metric === undefined ? undefined : onMetric({ metric, among }),
        onAnyKeyResult(filter),
        team && isFirstAbout(team.metrics),
      ),
    )
    .orderBy(desc(bets.id))
    .limit(mostOpen + 1);
  return rows.map(({ title, metrics, ...row }): LedgerRecord['open'][number] => ({
    ...row,
    ...(title === null ? {} : { title }),
    ...(metrics[0] === undefined ? {} : { metric: metric ?? metrics[0] }),
  }));
}
