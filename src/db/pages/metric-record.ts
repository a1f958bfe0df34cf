import { and, asc, desc, eq, gte } from 'drizzle-orm';
import { relationsTo } from '../../domain/metric/metric-tree.ts';
import { findWanted } from '../../domain/portfolio/find-wanted.ts';
import type { MetricRecord, OpenBet, Release, Wanted } from '../../domain/portfolio/metric-record.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { entries } from '../ledger/entries.ts';
import { onKeyResults, onMetric, place } from '../ledger/ledger-filter.ts';
import { trialsOf } from '../ledger/trials.ts';
import { bets, stakes } from '../schema/bets.ts';
import { repositories } from '../schema/repositories.ts';
import { mapsOf } from './maps.ts';

const mostReleases = 120;
const mostOpen = 25;
/** One more than a page shows. */
const mostEntries = 26;
/** Metrics that drive it, nearest first. */
const mostBelow = 30;

export async function metricRecord(
  database: Database,
  reader: Reader,
  { ownerId, wanted, since }: { ownerId: number; wanted: Wanted; since: Date },
): Promise<MetricRecord | undefined> {
  const found = findWanted((await mapsOf(database, reader)).maps, wanted);
  if (!found) return undefined;
  const { governed, metric, target } = found;
  const here = governed.repositories;
  const below = [...relationsTo(governed.map.metrics, [metric.name])]
    .flatMap(([name, relation]) => (relation === 'below' ? [name] : []))
    .slice(0, mostBelow);
  const keyResult = target && { keyResult: target.keyResult.id };
  return {
    ...found,
    releases: await releasesOn(database, here, [metric.name, ...below], since),
    open: await openOn(database, here, { metric: metric.name, ...keyResult }),
    entries: await entries(database, { among: here, ...(keyResult ?? { metric: metric.name }) }, mostEntries),
    trials: await trialsOf(database, { ownerId, among: here, metric: metric.name }),
  };
}

async function releasesOn(database: Database, here: number[], metrics: string[], since: Date): Promise<Release[]> {
  const staked = database
    .selectDistinct({ id: stakes.betId, at: stakes.shippedAt })
    .from(stakes)
    .where(and(anyOf(stakes.repositoryId, here), anyOf(stakes.metric, metrics), gte(stakes.shippedAt, since)))
    .orderBy(desc(stakes.shippedAt), desc(stakes.betId))
    .limit(mostReleases)
    .as('staked');
  const { number, title, state, metrics: on, keyResults } = bets;
  const rows = await database
    .select({ ...place, number, title: told(title), at: bets.shippedAt, state, metrics: on, keyResults })
    .from(staked)
    .innerJoin(bets, eq(staked.id, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .orderBy(asc(bets.shippedAt), asc(bets.id));
  return rows.flatMap(({ at, title: called, ...release }) =>
    at ? [{ ...release, at, ...(called === null ? {} : { title: called }) }] : [],
  );
}

async function openOn(
  database: Database,
  here: number[],
  { metric, keyResult }: { metric: string; keyResult?: string },
): Promise<OpenBet[]> {
  const rows = await database
    .select({ ...place, number: bets.number, title: told(bets.title) })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        anyOf(repositories.id, here),
        eq(bets.state, 'open'),
        keyResult === undefined ? onMetric({ metric, among: here }) : onKeyResults([keyResult], here),
      ),
    )
    .orderBy(desc(bets.number), desc(bets.id))
    .limit(mostOpen);
  return rows.map(({ title, ...bet }) => (title === null ? bet : { ...bet, title }));
}
