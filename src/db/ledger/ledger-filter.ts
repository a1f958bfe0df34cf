import { and, eq, exists, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { LedgerFilter } from '../../domain/ledger/ledger.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { bets, namedKeyResults, recordedAt, stakes } from '../schema/bets.ts';
import { outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';

/** @param id of the repository; on a column of the rows themselves their index can be read in its order */
export function ofRepository(
  { owner, repository, among }: LedgerFilter,
  id: PgColumn = repositories.id,
): SQL | undefined {
  const [name, home] = repository?.toLowerCase().split('/').reverse() ?? [];
  return and(
    among === undefined ? undefined : anyOf(id, among),
    owner === undefined ? undefined : eq(sql`lower(${repositories.owner})`, owner.toLowerCase()),
    home === undefined ? undefined : eq(sql`lower(${repositories.owner})`, home),
    name === undefined ? undefined : eq(sql`lower(${repositories.name})`, name),
  );
}

export function between(instant: PgColumn | SQL, { since, until }: LedgerFilter): SQL | undefined {
  return and(
    since ? sql`${instant} >= ${since.toISOString()}::timestamptz` : undefined,
    until ? sql`${instant} < ${until.toISOString()}::timestamptz` : undefined,
  );
}

export function decided({ decision }: LedgerFilter): SQL | undefined {
  if (decision === undefined) return undefined;
  return decision === 'none' ? and(eq(bets.state, 'concluded'), isNull(bets.decision)) : eq(bets.decision, decision);
}

export const betRecorded = recordedAt(bets);

export const place = { owner: repositories.owner, repository: repositories.name };

/** The first movement of a bet stands for the bet, unless one metric is asked for. */
export function outcomesIn(database: Database, filter: LedgerFilter, eachMetric = false): SQL | undefined {
  const { team, metric, verdict, decision } = filter;
  return and(
    eachMetric || metric !== undefined ? undefined : eq(outcomes.primary, true),
    between(outcomes.concludedAt, filter),
    ofRepository(filter, outcomes.repositoryId),
    team === undefined ? undefined : eq(outcomes.team, team),
    metric === undefined ? undefined : eq(outcomes.metric, metric),
    verdict === undefined ? undefined : eq(outcomes.verdict, verdict),
    decision === undefined
      ? undefined
      : exists(
          database
            .select({ id: bets.id })
            .from(bets)
            .where(and(eq(bets.id, outcomes.betId), decided(filter))),
        ),
  );
}

export const onMetric = ({ metric, among }: LedgerFilter) =>
  metric === undefined ? undefined : isOneOf(stakes, eq(stakes.metric, metric), among);

export const onKeyResult = ({ keyResult, among }: LedgerFilter) =>
  keyResult === undefined ? undefined : onKeyResults([keyResult], among);

export const onKeyResults = (ids: string[], among?: readonly number[]) =>
  isOneOf(namedKeyResults, anyOf(namedKeyResults.keyResult, ids), among);

function isOneOf(table: typeof stakes | typeof namedKeyResults, which: SQL, among?: readonly number[]): SQL {
  const within = and(which, among && anyOf(table.repositoryId, among));
  return sql`${bets.id} in (select ${table.betId} from ${table} where ${within})`;
}
