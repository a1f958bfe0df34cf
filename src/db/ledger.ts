import {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { day } from '../domain/day.ts';
import type {
  CalibrationGroup,
  CalibrationSums,
  Ledger,
  LedgerEntry,
  LedgerFilter,
  LedgerPlace,
  OpenChallenge,
  PaceSums,
  SilentBet,
  Spell,
} from '../domain/ledger.ts';
import { absentAsUndefined } from './absent.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './connect.ts';
import {
  bets,
  challenges,
  checkpoints,
  edgeTrials,
  gateResults,
  outcomes,
  recordedAt,
  repositories,
} from './schema.ts';

/** A tick runs what is due about once a minute: a day later nobody will. */
const graceMs = day;
const decideWithinDays = 14;
const answerWithinDays = 14;

/** The record, read only: everything of one call of the command line sees it as it was at one instant. */
export function ledgerOf(database: Database): Ledger {
  return {
    entries: (filter, limit) => entries(database, filter, limit),
    calibration: (filter, by) => calibration(database, filter, by),
    pace: (filter) => pace(database, filter),
    async edgeTrials(filter) {
      const { metric } = filter;
      return database
        .select({ owner: repositories.owner, trial: edgeTrials.trial })
        .from(edgeTrials)
        .innerJoin(repositories, eq(edgeTrials.repositoryId, repositories.id))
        .where(
          and(
            ofRepository(filter),
            between(edgeTrials.at, filter),
            metric === undefined ? undefined : or(eq(edgeTrials.lower, metric), eq(edgeTrials.upper, metric)),
          ),
        )
        .orderBy(asc(edgeTrials.at), asc(edgeTrials.betId));
    },
    silent: (filter, now, limit) => silent(database, filter, now, limit),
    challenges: (filter, limit) => openChallenges(database, filter, limit),
    async names(of) {
      const name = {
        owner: sql<string>`select distinct ${repositories.owner} as name from ${repositories}`,
        repository: sql<string>`select ${repositories.owner} || '/' || ${repositories.name} as name from ${repositories}`,
        team: sql<string>`select distinct ${outcomes.team} as name from ${outcomes} where ${outcomes.team} is not null`,
        metric: sql<string>`select distinct unnest(${bets.metrics}) as name from ${bets}`,
      }[of];
      const rows = await database.select({ name: sql<string>`name` }).from(sql`(${name}) as names`).orderBy(sql`name`);
      return rows.map((row) => row.name);
    },
  };
}

function ofRepository({ owner, repository }: LedgerFilter): SQL | undefined {
  const [name, home] = repository?.toLowerCase().split('/').reverse() ?? [];
  return and(
    owner === undefined ? undefined : eq(sql`lower(${repositories.owner})`, owner.toLowerCase()),
    home === undefined ? undefined : eq(sql`lower(${repositories.owner})`, home),
    name === undefined ? undefined : eq(sql`lower(${repositories.name})`, name),
  );
}

function between(instant: PgColumn | SQL, { since, until }: LedgerFilter): SQL | undefined {
  return and(
    since ? sql`${instant} >= ${since.toISOString()}::timestamptz` : undefined,
    until ? sql`${instant} < ${until.toISOString()}::timestamptz` : undefined,
  );
}

function decided({ decision }: LedgerFilter): SQL | undefined {
  if (decision === undefined) return undefined;
  return decision === 'none' ? and(eq(bets.state, 'concluded'), isNull(bets.decision)) : eq(bets.decision, decision);
}

const betRecorded = recordedAt(bets);

const place = { owner: repositories.owner, repository: repositories.name };

async function entries(database: Database, filter: LedgerFilter, limit: number | undefined): Promise<LedgerEntry[]> {
  const { team, metric, verdict } = filter;
  const query = database
    .select({
      at: sql<string>`${betRecorded}`,
      ...place,
      number: bets.number,
      state: bets.state,
      metrics: bets.metrics,
      betVerdict: bets.verdict,
      decision: bets.decision,
      learned: bets.learned,
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
        decided(filter),
        team === undefined ? undefined : eq(outcomes.team, team),
        onMetric(filter),
        // Not `coalesce`: of two columns the planner can tell how many rows it will be.
        verdict === undefined
          ? undefined
          : or(eq(outcomes.verdict, verdict), and(isNull(outcomes.verdict), eq(bets.verdict, verdict))),
      ),
    )
    .orderBy(desc(betRecorded), desc(bets.id), desc(outcomes.primary), asc(outcomes.metric))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  const shared = await placesOf(database, [...new Set(rows.flatMap(({ outcome }) => outcome?.sharedWith ?? []))]);
  return rows.map(({ at, outcome, metrics, betVerdict, amendedAt, decision, learned, ...row }) => {
    const { metric: own, team: its, expectedLow, expectedHigh, effect, effectLow, effectHigh } = outcome ?? {};
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
      ...(its ? { team: its } : {}),
      ...(verdictNow ? { verdict: verdictNow } : {}),
      ...(decision ? { decision } : {}),
      ...(learned === null ? {} : { learned }),
      ...(expectedLow != null && expectedHigh != null ? { expected: { low: expectedLow, high: expectedHigh } } : {}),
      ...(effect != null && effectLow != null && effectHigh != null
        ? { effect: { relative: effect, low: effectLow, high: effectHigh } }
        : {}),
    };
  });
}

async function placesOf(database: Database, betIds: string[]): Promise<Map<string, LedgerPlace>> {
  if (betIds.length === 0) return new Map();
  const rows = await database
    .select({ id: bets.id, ...place, number: bets.number })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(anyOf(bets.id, betIds));
  return new Map(rows.map(({ id, ...where }) => [id, where]));
}

/** Of a bet with several movements the first is the bet, unless one metric is asked for. */
function outcomesIn(database: Database, filter: LedgerFilter, eachMetric = false): SQL | undefined {
  const { team, metric, verdict, decision } = filter;
  return and(
    eachMetric || metric !== undefined ? undefined : eq(outcomes.primary, true),
    between(outcomes.concludedAt, filter),
    ofRepository(filter),
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

const groups = {
  all: sql<string>`'all'`,
  month: sql<string>`to_char(${outcomes.concludedAt} at time zone 'UTC', 'YYYY-MM')`,
  metric: sql<string>`${outcomes.metric}`,
  team: sql<string>`coalesce(${outcomes.team}, '')`,
  repository: sql<string>`${repositories.owner} || '/' || ${repositories.name}`,
} satisfies Record<CalibrationGroup | 'all', SQL>;

const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
const percentile = (share: number, of: SQL) =>
  sql<number | null>`percentile_cont(${sql.raw(String(share))}) within group (order by ${of})`;

const compared = sql`${outcomes.effect} is not null and ${outcomes.expectedLow} is not null`;
const isRange = sql`${outcomes.effect} is not null and ${outcomes.expectedLow} < ${outcomes.expectedHigh}`;
const difference = sql`(${outcomes.effect} - ${outcomes.expectedLow})`;
/** Nothing can be reached of an expectation of nought. */
const ratio = sql`(${outcomes.effect} / nullif(${outcomes.expectedLow}, 0))`;

async function calibration(
  database: Database,
  filter: LedgerFilter,
  by: CalibrationGroup | 'all',
): Promise<CalibrationSums[]> {
  const many = sql`count(${ratio}) >= 10`;
  const rows = await database
    .select({
      group: sql<string>`${groups[by]}`.as('group_name'),
      concluded: sql<number>`count(*)::int`,
      asExpected: count(sql`${outcomes.verdict} = 'moved'`),
      withoutData: count(sql`${outcomes.verdict} = 'no-data'`),
      compared: count(compared),
      compatible: count(
        sql`${outcomes.effectLow} <= ${outcomes.expectedHigh} and ${outcomes.effectHigh} >= ${outcomes.expectedLow}`,
      ),
      ranges: count(isRange),
      within: count(
        sql`${isRange} and ${outcomes.effect} between ${outcomes.expectedLow} and ${outcomes.expectedHigh}`,
      ),
      meanDifference: sql<number | null>`avg(${difference})`,
      spread: sql<number | null>`stddev_samp(${difference})`,
      medianDifference: percentile(0.5, difference),
      medianRatio: percentile(0.5, ratio),
      lowRatio: sql<number | null>`case when ${many} then ${percentile(0.1, ratio)} else min(${ratio}) end`,
      highRatio: sql<number | null>`case when ${many} then ${percentile(0.9, ratio)} else max(${ratio}) end`,
    })
    .from(outcomes)
    .innerJoin(repositories, eq(outcomes.repositoryId, repositories.id))
    .where(and(eq(outcomes.counted, true), outcomesIn(database, filter, by === 'metric')))
    .groupBy(sql`group_name`)
    .orderBy(sql`group_name`);
  return rows.map(absentAsUndefined);
}

const daysBetween = (from: PgColumn, to: PgColumn) => sql`(extract(epoch from ${to} - ${from})::float8 / 86400)`;

const spellColumns = (days: SQL) => ({
  count: sql<number>`count(${days})::int`,
  median: percentile(0.5, days),
  low: percentile(0.1, days),
  high: percentile(0.9, days),
});

async function pace(database: Database, filter: LedgerFilter): Promise<PaceSums> {
  const spells = {
    hypothesisToReadout: spellColumns(daysBetween(outcomes.hypothesisAt, outcomes.concludedAt)),
    mergeToShip: spellColumns(daysBetween(outcomes.mergedAt, outcomes.shippedAt)),
    shipToReadout: spellColumns(daysBetween(outcomes.shippedAt, outcomes.concludedAt)),
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

/** A pull request without a bet has no team, metric, verdict or decision to be chosen by. */
async function mergedBy(database: Database, filter: LedgerFilter): Promise<PaceSums['merged']> {
  const { team, metric, verdict, decision } = filter;
  if ([team, metric, verdict, decision].some((chosen) => chosen !== undefined)) return [];
  const rows = await database
    .select({ result: gateResults.result, detail: gateResults.detail, count: sql<number>`count(*)::int` })
    .from(gateResults)
    .innerJoin(repositories, eq(gateResults.repositoryId, repositories.id))
    .where(and(between(gateResults.mergedAt, filter), ofRepository(filter)))
    .groupBy(gateResults.result, gateResults.detail)
    .orderBy(asc(gateResults.result), asc(gateResults.detail));
  return rows.map(absentAsUndefined);
}

const onMetric = ({ metric }: LedgerFilter) =>
  metric === undefined ? undefined : sql`${bets.metrics} @> array[${metric}]`;

async function silent(
  database: Database,
  filter: LedgerFilter,
  now: Date,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<SilentBet[]> {
  const found = await Promise.all([
    withoutReadout(database, filter, now, limit),
    concludedAndLeft(database, filter, now, limit),
    unanswered(database, filter, now, limit),
  ]);
  return found
    .flat()
    .sort((one, other) => one.since.getTime() - other.since.getTime())
    .slice(0, limit)
    .map(({ metrics, ...bet }) => (metrics[0] === undefined ? bet : { ...bet, metric: filter.metric ?? metrics[0] }));
}

type Left = Omit<SilentBet, 'metric'> & { metrics: string[] };

/** Shipped, and its readout is not under way: nothing explains it, and nothing is planned either. */
async function withoutReadout(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const waiting = and(
    eq(checkpoints.betId, bets.id),
    eq(checkpoints.kind, 'readout'),
    eq(checkpoints.status, 'pending'),
  );
  const overdue = new Date(now.getTime() - graceMs);
  const columns = { ...place, number: bets.number, metrics: bets.metrics, record: bets.record };
  // Spelt out, so that the index on these alone is found.
  const of = and(sql`${bets.state} = 'shipped'`, ofRepository(filter), onMetric(filter));
  const late = await database
    .select({ ...columns, since: checkpoints.dueAt })
    .from(checkpoints)
    .innerJoin(bets, eq(checkpoints.betId, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    // One that said that there is no data has spoken, and is asked for daily.
    .where(
      and(waiting, lt(checkpoints.dueAt, overdue), isNull(checkpoints.posted), of, between(checkpoints.dueAt, filter)),
    )
    .orderBy(asc(checkpoints.dueAt))
    .limit(limit);
  const unplanned = await database
    .select({ ...columns, since: sql<Date>`${bets.shippedAt}`.mapWith(bets.shippedAt) })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        of,
        lt(bets.shippedAt, overdue),
        between(bets.shippedAt, filter),
        notExists(database.select({ id: checkpoints.id }).from(checkpoints).where(waiting)),
      ),
    )
    .orderBy(asc(bets.shippedAt))
    .limit(limit);
  // Of several that are due the earliest tells since when.
  const once = new Map([...unplanned, ...late.toReversed()].map((bet) => [bet.record.id, bet]));
  return [...once.values()]
    .filter(({ record }) => !record.delayed || record.delayed.until <= now)
    .map(({ record: _, ...bet }) => ({ ...bet, silence: 'no-readout' }));
}

async function concludedAndLeft(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const longAgo = lt(bets.concludedAt, new Date(now.getTime() - decideWithinDays * day));
  const noData = eq(bets.verdict, 'no-data');
  const rows = await database
    .select({
      ...place,
      number: bets.number,
      metrics: bets.metrics,
      verdict: bets.verdict,
      since: sql<Date>`${bets.concludedAt}`.mapWith(bets.concludedAt),
    })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        eq(bets.state, 'concluded'),
        isNull(bets.decision),
        or(noData, and(ne(bets.verdict, 'no-data'), longAgo)),
        ofRepository(filter),
        onMetric(filter),
        between(bets.concludedAt, filter),
      ),
    )
    .orderBy(asc(bets.concludedAt))
    .limit(limit);
  return rows.map(({ verdict, ...bet }) => ({ ...bet, silence: verdict === 'no-data' ? 'no-data' : 'undecided' }));
}

/** Asked a fortnight after the merge, and still unanswered a fortnight later. */
async function unanswered(database: Database, filter: LedgerFilter, now: Date, limit: number): Promise<Left[]> {
  const rows = await database
    .select({ ...place, number: bets.number, metrics: bets.metrics, since: checkpoints.dueAt })
    .from(checkpoints)
    .innerJoin(bets, eq(checkpoints.betId, bets.id))
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(
      and(
        sql`${checkpoints.kind} = 'learning'`,
        ne(checkpoints.status, 'cancelled'),
        lt(checkpoints.dueAt, new Date(now.getTime() - answerWithinDays * day)),
        isNull(bets.learned),
        isNull(bets.decision),
        ofRepository(filter),
        onMetric(filter),
        between(checkpoints.dueAt, filter),
      ),
    )
    .orderBy(asc(checkpoints.dueAt))
    .limit(limit);
  return rows.map((bet) => ({ ...bet, silence: 'unanswered' }));
}

async function openChallenges(
  database: Database,
  filter: LedgerFilter,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<OpenChallenge[]> {
  const rows = await database
    .select({ ...place, challenge: challenges.challenge })
    .from(challenges)
    .innerJoin(repositories, eq(challenges.repositoryId, repositories.id))
    .where(
      and(
        isNull(challenges.answeredAt),
        ofRepository(filter),
        filter.metric === undefined ? undefined : eq(challenges.subject, filter.metric.toLowerCase()),
      ),
    );
  const { since, until } = filter;
  // The date is inside of the document, and few stay open.
  const open = rows
    .filter(({ challenge: { at } }) => (!since || at >= since) && (!until || at < until))
    .sort((one, other) => one.challenge.at.getTime() - other.challenge.at.getTime())
    .slice(0, limit);
  const homes = await database
    .select({ id: repositories.id, ...place })
    .from(repositories)
    .where(
      anyOf(
        repositories.id,
        open.flatMap(({ challenge }) => challenge.issue?.repositoryId ?? []),
      ),
    );
  const homeOf = new Map(homes.map(({ id, ...home }) => [id, home]));
  return open.map(({ challenge: { subject, why, at, from, issue }, ...raised }) => {
    const home = issue && homeOf.get(issue.repositoryId);
    return {
      ...raised,
      number: from.number,
      subject,
      why,
      at,
      ...(issue && home ? { issue: { ...home, number: issue.number } } : {}),
    };
  });
}
