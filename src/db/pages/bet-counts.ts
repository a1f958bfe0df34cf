import { and, desc, type SQL, sql } from 'drizzle-orm';
import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../../domain/bet/lifecycle.ts';
import type { BetCount, BetCounts } from '../../domain/portfolio/portfolio.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { bets, recordedAt } from '../schema/bets.ts';

/** How many bets in play, and concluded ones, are counted. */
const mostCounted = 5_000;

export async function countsOf(database: Database, readable: number[]): Promise<BetCounts> {
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
