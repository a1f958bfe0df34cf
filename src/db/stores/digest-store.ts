import { and, asc, desc, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { DigestRecord, OpenedBet } from '../../domain/digest/digest-record.ts';
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
import { silent } from '../ledger/silent.ts';
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
    digestRecord: (ownerId, ids, period) => recordOf(database, ownerId, ids, period),
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

async function recordOf(
  database: Database,
  ownerId: number,
  among: number[],
  period: { since: Date; until: Date },
): Promise<DigestRecord> {
  const filter = { among, ...period };
  const here = anyOf(bets.repositoryId, among);
  const opened = and(here, between(bets.openedAt, period));
  const shipped = and(here, between(bets.shippedAt, period));
  return {
    opened: await listed(database, opened, bets.openedAt),
    openedCount: await countOf(database, opened),
    shipped: await listed(database, shipped, bets.shippedAt),
    shippedCount: await countOf(database, shipped),
    shippedFor: (
      await database.select({ keyResults: bets.keyResults }).from(bets).where(shipped).limit(mostCounted)
    ).map(({ keyResults }) => keyResults),
    concluded: (await entries(database, filter, mostConcluded)).filter(({ state }) => state === 'concluded'),
    silent: await silent(database, { among }, period.until, mostShown),
    silentBefore: await silent(database, { among }, period.since, mostShown),
    withoutReference: await database
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
      .limit(mostShown),
    pace: await pace(database, filter),
    calibration: await calibration(database, filter, 'all'),
    trials: await trialsOf(database, { ownerId, among, until: period.until }),
  };
}

async function listed(database: Database, which: SQL | undefined, latest: PgColumn): Promise<OpenedBet[]> {
  const rows = await database
    .select({ ...place, number: bets.number, title: told(bets.title), keyResults: bets.keyResults })
    .from(bets)
    .innerJoin(repositories, eq(bets.repositoryId, repositories.id))
    .where(which)
    .orderBy(desc(latest), desc(bets.id))
    .limit(mostShown);
  return rows.map(absentAsUndefined);
}

async function countOf(database: Database, which: SQL | undefined): Promise<number> {
  const [row] = await database.select({ count: sql<number>`count(*)::int` }).from(bets).where(which);
  return row?.count ?? 0;
}
