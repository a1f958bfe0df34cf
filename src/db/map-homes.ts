import { and, asc, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { outcomeMaps } from './schema/gate.ts';
import { repositories } from './schema/repositories.ts';

/** The repository that a map is in, in lowercase. */
export const homeOfMap = sql<string>`lower(coalesce(${outcomeMaps.home}, ${repositories.name}))`;

/** Where the maps of an owner are, their own (`.github`) first. */
export async function homesOf(database: Database, ownerId: number): Promise<string[]> {
  const rows = await database
    .selectDistinct({ home: homeOfMap })
    .from(outcomeMaps)
    .innerJoin(repositories, eq(outcomeMaps.repositoryId, repositories.id))
    .where(and(eq(repositories.ownerId, ownerId), isNull(repositories.goneAt), isNotNull(outcomeMaps.lastGood)))
    .orderBy(asc(homeOfMap))
    .limit(12);
  return rows.map(({ home }) => home).sort((one, other) => Number(other === '.github') - Number(one === '.github'));
}

/** Whom a login, or GitHub's number, means: of several that were called so the one that GitHub spoke of last. */
export async function ownerCalled(database: Database, owner: string): Promise<number | undefined> {
  const { ownerId, confirmedAt, goneAt } = repositories;
  const isCalled = or(eq(sql`lower(${repositories.owner})`, owner.toLowerCase()), eq(sql`${ownerId}::text`, owner));
  const [latest] = await database
    .select({ ownerId })
    .from(repositories)
    .where(and(isCalled, isNull(goneAt)))
    .orderBy(desc(sql`coalesce(${confirmedAt}, 'epoch')`))
    .limit(1);
  return latest?.ownerId;
}
