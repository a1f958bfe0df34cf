import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import { readsAll } from '../../flows/pages/reader.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { outcomeMaps } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';

const mostMaps = 12;

/**
 * Each map once, the owner's first: as the repository that it is in has it, or the one that GitHub spoke of last. `readable`: repositories of the reader,
 * without those whose map is in one that they may not read.
 */
export async function mapsOf(database: Database, reader: Reader): Promise<{ maps: GovernedBy[]; readable: number[] }> {
  const { repositoryId, lastGood, broken } = outcomeMaps;
  const home = sql<string>`coalesce(${outcomeMaps.home}, ${repositories.name})`;
  const rows = await database
    .select({
      repositoryId,
      home,
      others: outcomeMaps.otherHomes,
      isIn: sql<boolean>`lower(${home}) = lower(${repositories.name})`,
      confirmedAt: repositories.confirmedAt,
    })
    .from(outcomeMaps)
    .innerJoin(repositories, eq(repositoryId, repositories.id))
    .where(and(anyOf(repositories.id, [...reader.keys()]), isNotNull(lastGood)));
  const isOpen = (row: (typeof rows)[number]) =>
    readsAll(reader, [row.home, ...(JSON.parse(row.others ?? '[]') as string[])]);
  const open = Map.groupBy(rows.filter(isOpen), (row) => row.home.toLowerCase());
  const chosen = [...open]
    .sort(([one], [other]) => Number(other === '.github') - Number(one === '.github') || (one < other ? -1 : 1))
    .slice(0, mostMaps)
    .map(([, governed]) => ({ at: freshest(governed), repositories: governed.map((row) => row.repositoryId) }));
  const kept = await database
    .select({ repositoryId, lastGood: told(lastGood), isStale: isNotNull(broken).mapWith(Boolean) })
    .from(outcomeMaps)
    .where(
      anyOf(
        repositoryId,
        chosen.map(({ at }) => at.repositoryId),
      ),
    );
  const keptAt = new Map(kept.map((row) => [row.repositoryId, row]));
  const maps = chosen.flatMap(({ at, repositories: governed }) => {
    const found = keptAt.get(at.repositoryId);
    if (!found?.lastGood) return [];
    return [{ home: at.home, map: found.lastGood.map, isStale: found.isStale, repositories: governed }];
  });
  const closed = new Set(rows.filter((row) => !isOpen(row)).map((row) => row.repositoryId));
  return { maps, readable: [...reader.keys()].filter((id) => !closed.has(id)) };
}

const freshest = <Row extends { isIn: boolean; confirmedAt: Date | null }>(rows: Row[]): Row =>
  rows.reduce((best, row) => {
    if (row.isIn !== best.isIn) return row.isIn ? row : best;
    return (row.confirmedAt?.getTime() ?? 0) > (best.confirmedAt?.getTime() ?? 0) ? row : best;
  });
