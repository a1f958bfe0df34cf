import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { LedgerFilter, PaceSums, Spell } from '../../domain/ledger/ledger.ts';
import { count, percentile } from '../aggregates.ts';
import type { Database } from '../connect.ts';
import { gateResults } from '../schema/gate.ts';
import { outcomes } from '../schema/outcomes.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from '../stores/absent.ts';
import { between, ofRepository, outcomesIn } from './ledger-filter.ts';

const inDays = (spell: SQL) => sql<number | null>`(extract(epoch from ${spell})::float8 / 86400)`;

/** Turned into days last: once, not for each row. */
function spellColumns(from: PgColumn, to: PgColumn) {
  const spell = sql`${to} - ${from}`;
  return {
    count: sql<number>`count(${spell})::int`,
    median: inDays(percentile(0.5, spell)),
    low: inDays(percentile(0.1, spell)),
    high: inDays(percentile(0.9, spell)),
  };
}

export async function pace(database: Database, filter: LedgerFilter): Promise<PaceSums> {
  const spells = {
    hypothesisToReadout: spellColumns(outcomes.hypothesisAt, outcomes.concludedAt),
    mergeToShip: spellColumns(outcomes.mergedAt, outcomes.shippedAt),
    shipToReadout: spellColumns(outcomes.shippedAt, outcomes.concludedAt),
  };
  const [row] = await database
    .select({
      ...spells,
      concluded: sql<number>`count(*)::int`,
      withoutExpectation: count(sql`${outcomes.expectedLow} is null`),
      firstConcluded: sql<string | null>`min(${outcomes.concludedAt})`,
      lastConcluded: sql<string | null>`max(${outcomes.concludedAt})`,
    })
    .from(outcomes)
    .innerJoin(repositories, eq(outcomes.repositoryId, repositories.id))
    .where(outcomesIn(database, filter));
  const spell = (name: keyof typeof spells): Spell => (row ? absentAsUndefined(row[name]) : { count: 0 });
  return {
    hypothesisToReadout: spell('hypothesisToReadout'),
    mergeToShip: spell('mergeToShip'),
    shipToReadout: spell('shipToReadout'),
    concluded: row?.concluded ?? 0,
    withoutExpectation: row?.withoutExpectation ?? 0,
    ...(row?.firstConcluded ? { firstConcluded: new Date(row.firstConcluded) } : {}),
    ...(row?.lastConcluded ? { lastConcluded: new Date(row.lastConcluded) } : {}),
    merged: await mergedBy(database, filter),
  };
}

/** A pull request without a bet has no team, metric, verdict or decision to filter by. */
async function mergedBy(database: Database, filter: LedgerFilter): Promise<PaceSums['merged']> {
  const { team, metric, verdict, decision } = filter;
  if ([team, metric, verdict, decision].some((chosen) => chosen !== undefined)) return [];
  const rows = await database
    .select({ result: gateResults.result, detail: gateResults.detail, count: sql<number>`count(*)::int` })
    .from(gateResults)
    .innerJoin(repositories, eq(gateResults.repositoryId, repositories.id))
    .where(and(between(gateResults.mergedAt, filter), ofRepository(filter, gateResults.repositoryId)))
    .groupBy(gateResults.result, gateResults.detail)
    .orderBy(asc(gateResults.result), asc(gateResults.detail));
  return rows.map(absentAsUndefined);
}
