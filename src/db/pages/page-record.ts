import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { OwnerPlace, PageRecord } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { silent } from '../ledger/silent.ts';
import { homeOfMap } from '../map-homes.ts';
import { outcomeMaps } from '../schema/gate.ts';
import { sourceReads } from '../schema/metrics.ts';
import { repositories } from '../schema/repositories.ts';
import type { Tenancy } from '../tenancy.ts';
import { betStory } from './bet-story.ts';
import { editionRecord } from './edition-record.ts';
import { hypothesesRecord } from './hypotheses-record.ts';
import { ledgerPage } from './ledger-page.ts';
import { mapsOf } from './maps.ts';
import { metricRecord } from './metric-record.ts';
import { portfolio } from './portfolio.ts';
import { teamRecord } from './team-record.ts';

export function pageRecord(database: Database, { read }: Pick<Tenancy, 'read'>): PageRecord {
  return {
    async owner(login) {
      const [latest] = await places(database, eq(sql`lower(${repositories.owner})`, login.toLowerCase()));
      return latest;
    },
    owners: (ids) => places(database, anyOf(repositories.ownerId, ids)),
    repositories: (ownerId) =>
      read(ownerId, async (within) => {
        const { id, name, private: isPrivate } = repositories;
        const known = and(eq(repositories.ownerId, ownerId), isNull(repositories.goneAt));
        const rows = await within.select({ id, name, private: isPrivate }).from(repositories).where(known);
        return new Map(rows.map((row) => [row.id, { name: row.name, private: row.private }]));
      }),
    openTo: (ownerId) =>
      read(ownerId, async (within) => {
        const rows = await within
          .select({ id: outcomeMaps.repositoryId, home: homeOfMap })
          .from(outcomeMaps)
          .innerJoin(repositories, eq(outcomeMaps.repositoryId, repositories.id))
          .where(eq(outcomeMaps.portfolio, 'public'));
        return { ids: rows.map(({ id }) => id), homes: [...new Set(rows.map(({ home }) => home))] };
      }),
    story: (ownerId, repositoryId, number, reader) =>
      read(ownerId, (within) => betStory(within, repositoryId, number, reader)),
    metric: (ownerId, reader, wanted, since) =>
      read(ownerId, (within) => metricRecord(within, reader, { ownerId, wanted, since })),
    ledger: ({ ownerId, owner }, reader, asked, limit) =>
      read(ownerId, (within) => ledgerPage(within, reader, { owner, asked, limit })),
    team: ({ ownerId, owner }, reader, team, since, limit) =>
      read(ownerId, (within) => teamRecord(within, reader, { owner, team, since, limit })),
    hypotheses: (ownerId, reader, since, limit) =>
      read(ownerId, (within) => hypothesesRecord(within, reader, since, limit)),
    silent: (ownerId, reader, now, limit) =>
      read(ownerId, async (within) => {
        const { readable } = await mapsOf(within, reader);
        return silent(within, { among: readable }, now, limit);
      }),
    edition: (ownerId, reader, wanted, now) =>
      read(ownerId, (within) => editionRecord(within, reader, { ownerId, now }, wanted)),
    maps: (ownerId, reader) => read(ownerId, async (within) => (await mapsOf(within, reader)).maps),
    async lastRead(source) {
      const { readAt: at, seconds } = sourceReads;
      const isIt = sql`${sourceReads.source} || '/' || ${sourceReads.query} = ${source}`;
      const [last] = await database.select({ at, seconds }).from(sourceReads).where(isIt);
      return last;
    },
    portfolio: (ownerId, reader, filter, now) =>
      read(ownerId, (within) => portfolio(within, reader, { ownerId, filter, now })),
  };
}

/** The one that GitHub spoke of last first: a name can be taken again, and be remembered of both. */
async function places(database: Database, which: SQL): Promise<OwnerPlace[]> {
  const { ownerId, owner } = repositories;
  const spokenOf = sql`max(coalesce(${repositories.confirmedAt}, 'epoch'))`;
  return database
    .select({
      ownerId,
      owner,
      installationIds: sql<number[]>`array_agg(distinct ${repositories.installationId})`.mapWith((ids: unknown[]) =>
        ids.map(Number),
      ),
    })
    .from(repositories)
    .where(and(which, isNull(repositories.goneAt)))
    .groupBy(ownerId, owner)
    .orderBy(desc(spokenOf), asc(ownerId));
}
