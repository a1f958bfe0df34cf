import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Some } from '../../domain/digest/digest.ts';
import type { DigestRecord, OpenedBet } from '../../domain/digest/digest-record.ts';
import type { Edition } from '../../domain/digest/editions.ts';
import type { LedgerFilter, LedgerPlace } from '../../domain/ledger/ledger.ts';
import type { DigestPlan } from '../../domain/outcome-map/digest/plan.ts';
import { rhythms } from '../../domain/outcome-map/digest/plan.ts';
import type { DigestStore, StoredDigest } from '../../flows/ports/stores/digest-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { calibration } from '../ledger/calibration.ts';
import { entries } from '../ledger/entries.ts';
import { between, place } from '../ledger/ledger-filter.ts';
import { pace } from '../ledger/pace.ts';
import { becameSilent, silent } from '../ledger/silent.ts';
import { trialsOf } from '../ledger/trials.ts';
import { homeOfMap } from '../map-homes.ts';
import { bets } from '../schema/bets.ts';
import { digests } from '../schema/digests.ts';
import { gateResults, outcomeMaps } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { repositoryColumns } from './repository-store.ts';

/** More than a digest shows, and enough to count by. */
const mostConcluded = 400;
const mostShown = 40;
/** Sets of key results. */
const mostCounted = 2_000;
/** A failed look is repeated after so long. */
const againMs = 3_600_000;

export function digestStore(database: Database): DigestStore {
  const isOne = (ownerId: number, home: string, rhythm: StoredDigest['rhythm']) =>
    and(eq(digests.ownerId, ownerId), eq(digests.home, home.toLowerCase()), eq(digests.rhythm, rhythm));
  const governed = (ownerId: number, home: string) =>
    database
      .select({
        ...repositoryColumns,
        hasRecord: sql<boolean>`exists (select from ${bets} where ${bets.repositoryId} = ${repositories.id})
          or exists (select from ${gateResults} where ${gateResults.repositoryId} = ${repositories.id})`,
      })
      .from(outcomeMaps)
      .innerJoin(repositories, eq(outcomeMaps.repositoryId, repositories.id))
      .where(
        and(
          eq(repositories.ownerId, ownerId),
          isNull(repositories.goneAt),
          isNotNull(outcomeMaps.lastGood),
          eq(homeOfMap, home.toLowerCase()),
        ),
      )
      // A repository's own map is read with one request less.
      .orderBy(desc(eq(sql`lower(${repositories.name})`, home.toLowerCase())), asc(repositories.id));

  return {
    claimDigests: (now, most) =>
      database.transaction(async (within) => {
        const due = await within
          .select({ ownerId: digests.ownerId, home: digests.home, rhythm: digests.rhythm })
          .from(digests)
          .where(lte(digests.dueAt, now))
          .orderBy(asc(digests.dueAt))
          .limit(most)
          .for('update', { skipLocked: true });
        const found = [];
        for (const { ownerId, home, rhythm } of due) {
          const store = digestStore(within);
          const [one] = await store.governedBy(ownerId, home);
          if (!one) {
            await store.forgetDigest(ownerId, home, rhythm);
            continue;
          }
          found.push({ repositoryId: one.id, rhythm });
          await within
            .update(digests)
            .set({ dueAt: new Date(now.getTime() + againMs) })
            .where(and(eq(digests.ownerId, ownerId), eq(digests.home, home), eq(digests.rhythm, rhythm)));
        }
        return found;
      }),
    async restDigest(repositoryId, rhythm, until) {
      const [one] = await database
        .select({ ownerId: repositories.ownerId, home: homeOfMap })
        .from(outcomeMaps)
        .innerJoin(repositories, eq(outcomeMaps.repositoryId, repositories.id))
        .where(eq(repositories.id, repositoryId));
      if (one)
        await database
          .update(digests)
          .set({ dueAt: until })
          .where(isOne(one.ownerId, one.home, rhythm));
    },
    async digest(ownerId, home, rhythm) {
      const [row] = await database
        .select({
          rhythm: digests.rhythm,
          since: digests.since,
          edition: digests.edition,
          placeId: digests.placeId,
          issue: digests.issue,
        })
        .from(digests)
        .where(isOne(ownerId, home, rhythm));
      return row && absentAsUndefined(row);
    },
    async saveDigest(ownerId, home, { rhythm, since, edition, placeId, issue }, dueAt) {
      const set = {
        dueAt,
        since: since ?? null,
        edition: edition ?? null,
        placeId: placeId ?? null,
        issue: issue ?? null,
      };
      await database
        .update(digests)
        .set(set)
        .where(isOne(ownerId, home, rhythm));
    },
    async forgetDigest(ownerId, home, rhythm) {
      await database.delete(digests).where(isOne(ownerId, home, rhythm));
    },
    governedBy: (ownerId, home) => governed(ownerId, home),
    digestRecord: (ownerId, ids, edition) => recordOf(database, ownerId, ids, edition),
    becameSilent: (ids, period) => becameSilent(database, ids, period),
  };
}

/** The next tick looks at a map that asks for digests. */
export async function wakeDigests(
  database: Database,
  repositoryId: number,
  plan: DigestPlan,
  home: string | undefined,
): Promise<void> {
  for (const rhythm of rhythms) {
    if (!plan[rhythm]) continue;
    await database.execute(sql`
      insert into ${digests} (owner_id, home, rhythm, due_at)
      select owner_id, lower(coalesce(${home ?? null}::text, name)), ${rhythm}, 'epoch'::timestamptz
      from ${repositories} where id = ${repositoryId}
      on conflict (owner_id, home, rhythm) do update set due_at = 'epoch'::timestamptz`);
  }
}

/** A week is told less of than a month, and only a quarter of each key result: what is not told is not read. */
async function recordOf(
  database: Database,
  ownerId: number,
  among: number[],
  { rhythm, since, until }: Pick<Edition, 'rhythm' | 'since' | 'until'>,
): Promise<DigestRecord> {
  const filter = { among, since, until };
  const isWeek = rhythm === 'weekly';
  // Asked at once: the database answers the next while this process reads the last.
  const [last, opened, shipped, forKeyResults, leftSilent, lackReference, ofPace, calibrated, trials] =
    await Promise.all([
      entries(database, filter, mostConcluded),
      listed(database, bets.openedAt, filter),
      listed(database, bets.shippedAt, filter),
      rhythm === 'quarterly' ? shippedFor(database, filter) : [],
      silent(database, { among }, until, mostShown),
      isWeek ? withoutReference(database, filter) : [],
      pace(database, filter),
      isWeek ? [] : calibration(database, filter, 'all'),
      isWeek ? [] : trialsOf(database, { ownerId, among, until }),
    ]);
  return {
    ...{ opened, shipped, trials },
    shippedFor: forKeyResults,
    concluded: last.filter(({ state }) => state === 'concluded'),
    silent: leftSilent,
    withoutReference: lackReference,
    pace: ofPace,
    calibration: calibrated,
  };
}

/** The latest, and how many there are: counted in the index, so that those alone that are shown are read. */
async function listed(
  database: Database,
  instant: typeof bets.openedAt | typeof bets.shippedAt,
  { among = [], ...period }: LedgerFilter,
): Promise<Some<OpenedBet>> {
  const here = anyOf(bets.repositoryId, among);
  const [found] = await database
    .select({
      count: sql<number>`count(*)::int`,
      last: sql<Date | null>`(array_agg(${instant} order by ${instant} desc))[${sql.raw(String(mostShown))}]`.mapWith(
        instant,
      ),
    })
    .from(bets)
    .where(and(here, between(instant, period)));
  if (!found || found.count === 0) return { rows: [], count: 0 };
  const rows = await database
    .select({ ...place, number: bets.number, title: told(bets.title), keyResults: bets.keyResults })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(and(here, between(instant, { ...period, ...(found.last && { since: found.last }) })))
    .orderBy(desc(instant), desc(bets.id))
    .limit(mostShown);
  return { rows: rows.map(absentAsUndefined), count: found.count };
}

const shippedFor = (database: Database, { among = [], ...period }: LedgerFilter): Promise<DigestRecord['shippedFor']> =>
  database
    .select({ keyResults: bets.keyResults, count: sql<number>`count(*)::int` })
    .from(bets)
    .where(and(anyOf(bets.repositoryId, among), between(bets.shippedAt, period)))
    .groupBy(bets.keyResults)
    .limit(mostCounted);

const withoutReference = (database: Database, { among = [], ...period }: LedgerFilter): Promise<LedgerPlace[]> =>
  database
    .select({ ...place, number: gateResults.number })
    .from(gateResults)
    .innerJoin(repositories, eq(gateResults.repositoryId, repositories.id))
    .where(
      and(
        anyOf(gateResults.repositoryId, among),
        eq(gateResults.result, 'no-reference'),
        between(gateResults.mergedAt, period),
      ),
    )
    .orderBy(desc(gateResults.mergedAt))
    .limit(mostShown);
