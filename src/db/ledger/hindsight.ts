import { and, asc, desc, eq, gte } from 'drizzle-orm';
import type { Hindsight, ToldHindsight } from '../../domain/ledger/hindsight.ts';
import type { LedgerFilter } from '../../domain/ledger/ledger.ts';
import type { Database } from '../connect.ts';
import { hindsight } from '../schema/hindsight.ts';
import { repositories } from '../schema/repositories.ts';
import { between, ofRepository, place } from './ledger-filter.ts';

/**
 * Keeps what a backtest says of a repository's releases since then, in place of what an earlier one said of them.
 * false: the record knows no such repository.
 */
export async function keepHindsight(
  database: Database,
  repositoryId: number,
  { since, rows, at }: { since: Date; rows: Hindsight[]; at: Date },
): Promise<boolean> {
  return database.transaction(async (within) => {
    const known = await within
      .select({ id: repositories.id })
      .from(repositories)
      .where(eq(repositories.id, repositoryId))
      .for('share');
    if (known.length === 0) return false;
    await within
      .delete(hindsight)
      .where(and(eq(hindsight.repositoryId, repositoryId), gte(hindsight.shippedAt, since)));
    if (rows.length === 0) return true;
    await within.insert(hindsight).values(
      rows.map(({ effect: { relative, low, high }, ...row }) => ({
        ...row,
        ...{ repositoryId, effect: relative, effectLow: low, effectHigh: high, judgedAt: at },
      })),
    );
    return true;
  });
}

/** Latest first. */
export async function hindsightOf(
  database: Database,
  filter: LedgerFilter,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<ToldHindsight[]> {
  const { metric } = filter;
  const rows = await database
    .select({
      ...place,
      ...{ metric: hindsight.metric, release: hindsight.release, shippedAt: hindsight.shippedAt },
      ...{ windowDays: hindsight.windowDays, verdict: hindsight.verdict, judgedAt: hindsight.judgedAt },
      ...{ relative: hindsight.effect, low: hindsight.effectLow, high: hindsight.effectHigh },
    })
    .from(hindsight)
    .innerJoin(repositories, eq(hindsight.repositoryId, repositories.id))
    .where(
      and(
        ofRepository(filter),
        between(hindsight.shippedAt, filter),
        metric === undefined ? undefined : eq(hindsight.metric, metric),
      ),
    )
    .orderBy(desc(hindsight.shippedAt), asc(hindsight.metric), asc(hindsight.release))
    .limit(limit);
  return rows.map(({ relative, low, high, ...row }) => ({ ...row, effect: { relative, low, high } }));
}
