import { and, asc, desc, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { LedgerEntry, LedgerFilter, LedgerPlace } from '../../domain/ledger/ledger.ts';
import type { LedgerCursor } from '../../domain/portfolio/ledger-page.ts';
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
  const rows = await rowsOf(database, filter, limit === undefined ? {} : { limit });
  return rows.map(({ entry }) => entry);
}

interface Slice {
  limit?: number;
  oldestFirst?: boolean;
  after?: LedgerCursor;
  /** Further conditions on a bet and its outcome. */
  only?: SQL;
}

/** A part of the ledger that begins at a bet, and where the next part begins; earlier rows are not read. */
export async function entriesFrom(
  database: Database,
  filter: LedgerFilter,
  { limit, ...slice }: Slice & { limit: number },
): Promise<{ entries: LedgerEntry[]; next?: LedgerCursor }> {
  const rows = await rowsOf(database, filter, { ...slice, limit: limit + 1 });
  if (rows.length <= limit) return { entries: rows.map(({ entry }) => entry) };
  // A bet is never split: the last one comes with the next part, unless it is the only one.
  const split = rows.at(-1)?.cursor.id;
  const whole = rows.filter(({ cursor }) => cursor.id !== split);
  const kept = whole.length > 0 ? whole : rows;
  const next = kept.at(-1)?.cursor;
  return { entries: kept.map(({ entry }) => entry), ...(next && { next }) };
}

async function rowsOf(
  database: Database,
  filter: LedgerFilter,
  { limit, oldestFirst = false, after, only }: Slice,
): Promise<{ entry: LedgerEntry; cursor: LedgerCursor }[]> {
  const { team, metric, verdict } = filter;
  const inOrder = oldestFirst ? asc : desc;
  const query = database
    .select({
      id: bets.id,
      instant: sql<string>`to_char(${betRecorded} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
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
        after &&
          sql`(${betRecorded}, ${bets.id}) ${sql.raw(oldestFirst ? '>' : '<')} (${after.at}::timestamptz, ${after.id})`,
        only,
        between(betRecorded, filter),
        ofRepository(filter, bets.repositoryId),
        filter.number === undefined ? undefined : eq(bets.number, filter.number),
        decided(filter),
        team === undefined ? undefined : eq(outcomes.team, team),
        onMetric(filter),
        onKeyResult(filter),
        // Not `coalesce`: for two columns the planner can estimate the number of rows.
        verdict === undefined
          ? undefined
          : or(eq(outcomes.verdict, verdict), and(isNull(outcomes.verdict), eq(bets.verdict, verdict))),
      ),
    )
    .orderBy(inOrder(betRecorded), inOrder(bets.id), desc(outcomes.primary), asc(outcomes.metric))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  const shared = await placesOf(database, filter, [
    ...new Set(rows.flatMap(({ outcome }) => outcome?.sharedWith ?? [])),
  ]);
  return rows.map(({ id, instant, at, outcome, metrics, betVerdict, amendedAt, decision, learned, title, ...row }) => {
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
    const entry = {
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
    return { entry, cursor: { at: instant, id } };
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
