import { and, asc, desc, eq, getTableColumns, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { LedgerEntry, LedgerFilter, LedgerPlace } from '../../domain/ledger/ledger.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets } from '../schema/bets.ts';
import { outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';
import { betRecorded, between, decided, ofRepository, onKeyResult, onMetric, place } from './ledger-filter.ts';

export async function entries(
  database: Database,
  filter: LedgerFilter,
  limit: number | undefined,
): Promise<LedgerEntry[]> {
  const { team, metric, verdict } = filter;
  const query = database
    .select({
      at: sql<string>`${betRecorded}`,
      ...place,
      number: bets.number,
      state: bets.state,
      title: told(bets.title),
      keyResults: bets.keyResults,
      metrics: bets.metrics,
      betVerdict: bets.verdict,
      decision: bets.decision,
      learned: told(bets.learned),
      amendedAt: bets.amendedAt,
      outcome: getTableColumns(outcomes),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .leftJoin(
      outcomes,
      and(eq(outcomes.betId, bets.id), metric === undefined ? undefined : eq(outcomes.metric, metric)),
    )
    .where(
      and(
        isNotNull(bets.mergedAt),
        between(betRecorded, filter),
        ofRepository(filter),
        filter.number === undefined ? undefined : eq(bets.number, filter.number),
        decided(filter),
        team === undefined ? undefined : eq(outcomes.team, team),
        onMetric(filter),
        onKeyResult(filter),
        // Not `coalesce`: of two columns the planner can tell how many rows it will be.
        verdict === undefined
          ? undefined
          : or(eq(outcomes.verdict, verdict), and(isNull(outcomes.verdict), eq(bets.verdict, verdict))),
      ),
    )
    .orderBy(desc(betRecorded), desc(bets.id), desc(outcomes.primary), asc(outcomes.metric))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  const shared = await placesOf(database, filter, [
    ...new Set(rows.flatMap(({ outcome }) => outcome?.sharedWith ?? [])),
  ]);
  return rows.map(({ at, outcome, metrics, betVerdict, amendedAt, decision, learned, title, ...row }) => {
    const {
      metric: own,
      team: its,
      expectedLow,
      expectedHigh,
      effect,
      effectLow,
      effectHigh,
      lasts,
      method,
    } = outcome ?? {};
    const verdictNow = outcome?.verdict ?? betVerdict;
    const named = own ?? metric ?? metrics[0];
    return {
      ...row,
      at: new Date(at),
      primary: outcome?.primary ?? true,
      counted: outcome?.counted ?? true,
      amended: amendedAt !== null,
      sharedWith: (outcome?.sharedWith ?? []).flatMap((id) => shared.get(id) ?? []),
      ...(named === undefined ? {} : { metric: named }),
      ...(title === null ? {} : { title }),
      ...(its ? { team: its } : {}),
      ...(verdictNow ? { verdict: verdictNow } : {}),
      ...(lasts ? { lasts } : {}),
      ...(method === undefined ? {} : { method }),
      ...(decision ? { decision } : {}),
      ...(learned === null ? {} : { learned }),
      ...(expectedLow != null && expectedHigh != null ? { expected: { low: expectedLow, high: expectedHigh } } : {}),
      ...(effect != null && effectLow != null && effectHigh != null
        ? { effect: { relative: effect, low: effectLow, high: effectHigh } }
        : {}),
    };
  });
}

async function placesOf(
  database: Database,
  { among }: LedgerFilter,
  betIds: string[],
): Promise<Map<string, LedgerPlace>> {
  if (betIds.length === 0) return new Map();
  const rows = await database
    .select({ id: bets.id, ...place, number: bets.number })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(and(anyOf(bets.id, betIds), ofRepository(among ? { among } : {})));
  return new Map(rows.map(({ id, ...where }) => [id, where]));
}
