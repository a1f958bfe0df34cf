import { and, desc, eq, sql } from 'drizzle-orm';
import { wordOf } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { HypothesesRecord, HypothesisRow } from '../../domain/portfolio/hypotheses-page.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { fieldOf } from '../field-of.ts';
import { place } from '../ledger/ledger-filter.ts';
import { pace } from '../ledger/pace.ts';
import { bets } from '../schema/bets.ts';
import { hypotheses } from '../schema/hypotheses.ts';
import { repositories } from '../schema/repositories.ts';
import { mapsOf } from './maps.ts';

/** Bets in play that rest on the hypotheses of a page. */
const mostBets = 500;

const isStopped = sql<boolean>`${fieldOf(hypotheses.standing, 'stopped')} is not null`;

export async function hypothesesRecord(
  database: Database,
  reader: Reader,
  since: Date,
  limit: number,
): Promise<HypothesesRecord> {
  const { maps, readable } = await mapsOf(database, reader);
  const mine = anyOf(hypotheses.repositoryId, readable);
  const counted = await database
    .select({ state: hypotheses.state, stopped: isStopped, count: sql<number>`count(*)::int` })
    .from(hypotheses)
    .where(mine)
    .groupBy(hypotheses.state, isStopped);
  const counts = new Map<HypothesisRow['word'], number>();
  for (const { state, stopped, count } of counted) {
    const word = stopped ? 'stopped' : state;
    counts.set(word, (counts.get(word) ?? 0) + count);
  }
  const rows = await database
    .select({ ...place, number: hypotheses.number, standing: told(hypotheses.standing) })
    .from(hypotheses)
    .innerJoin(repositories, eq(hypotheses.repositoryId, repositories.id))
    .where(mine)
    .orderBy(desc(hypotheses.number), desc(hypotheses.repositoryId))
    .limit(limit);
  const resting = await restingOn(database, readable, rows.map(keyOf));
  return {
    maps,
    counts: [...counts].map(([word, count]) => ({ word, count })),
    rows: rows.map(({ standing, ...row }) => {
      const last = standing.history.at(-1);
      return {
        ...row,
        word: wordOf(standing),
        ...(last && { since: last.at }),
        ...(last?.evidence === undefined ? {} : { evidence: last.evidence }),
        bets: resting.get(keyOf(row)) ?? [],
      };
    }),
    pace: await pace(database, { among: readable, since }),
  };
}

const keyOf = ({ owner, repository, number }: { owner: string; repository: string; number: number }) =>
  `${owner}/${repository}#${number}`.toLowerCase();

async function restingOn(
  database: Database,
  readable: number[],
  keys: string[],
): Promise<Map<string, HypothesisRow['bets']>> {
  const rows = await database
    .select({
      ...place,
      number: bets.number,
      title: told(bets.title),
      hypotheses: bets.hypotheses,
      track: fieldOf(bets.record, 'bet', 'track'),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        anyOf(bets.repositoryId, readable),
        anyOf(bets.state, ['open', 'merged', 'shipped']),
        sql`${bets.hypotheses} && ${sql.param(keys)}::text[]`,
      ),
    )
    .orderBy(desc(bets.number), desc(bets.id))
    .limit(mostBets);
  const found = new Map<string, HypothesisRow['bets']>();
  for (const { hypotheses: on, title, track, ...bet } of rows)
    for (const key of on)
      found.set(key, [
        ...(found.get(key) ?? []),
        { ...bet, ...(title === null ? {} : { title }), track: track === 'discovery' ? 'discovery' : 'delivery' },
      ]);
  return found;
}
