import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import { readsAll } from '../../flows/pages/reader.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { outcomeMaps } from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';

const mostMaps = 12;
/** Metrics, of all maps that are kept: some 30 MB. */
const mostKnown = 20_000;

/**
 * Each map once, the owner's first: as the repository that it is in has it, or the one that GitHub spoke of last. `readable`: repositories of the reader,
 * without those whose map is in one that they may not read.
 */
export async function mapsOf(database: Database, reader: Reader): Promise<{ maps: GovernedBy[]; readable: number[] }> {
  const { repositoryId, lastGood } = outcomeMaps;
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
  const found = await mapsAt(
    database,
    chosen.map(({ at }) => at.repositoryId),
  );
  const maps = chosen.flatMap(({ at, repositories: governed }) => {
    const one = found.get(at.repositoryId);
    return one ? [{ home: at.home, ...one, repositories: governed }] : [];
  });
  const closed = new Set(rows.filter((row) => !isOpen(row)).map((row) => row.repositoryId));
  return { maps, readable: [...reader.keys()].filter((id) => !closed.has(id)) };
}

/** Those that were read last, by repository and content: a map of thousands of metrics takes longer to read than the rest of a page. Nobody changes them. */
const known = new LRUCache<string, OutcomeMap>({ maxSize: mostKnown });

/** What is known here is not sent again, as long as it still says the same. */
async function mapsAt(database: Database, ids: number[]): Promise<Map<number, { map: OutcomeMap; isStale: boolean }>> {
  const { repositoryId, lastGood, broken } = outcomeMaps;
  const content = sql<string>`${repositoryId} || ' ' || encode(sha256(convert_to(${lastGood}::text, 'UTF8')), 'hex')`;
  const here = new Map([...known.entries()].filter(([key]) => ids.some((id) => key.startsWith(`${id} `))));
  const rows = await database
    .select({
      ...{ repositoryId, content },
      lastGood: told(lastGood, sql`not (${anyOf(content, [...here.keys()])})`),
      isStale: isNotNull(broken).mapWith(Boolean),
    })
    .from(outcomeMaps)
    .where(anyOf(repositoryId, ids));
  return new Map(
    rows.flatMap((row) => {
      const map = row.lastGood?.map ?? here.get(row.content);
      if (!map) return [];
      known.set(row.content, map, { size: 1 + map.metrics.length });
      return [[row.repositoryId, { map, isStale: row.isStale }]];
    }),
  );
}

const freshest = <Row extends { isIn: boolean; confirmedAt: Date | null }>(rows: Row[]): Row =>
  rows.reduce((best, row) => {
    if (row.isIn !== best.isIn) return row.isIn ? row : best;
    return (row.confirmedAt?.getTime() ?? 0) > (best.confirmedAt?.getTime() ?? 0) ? row : best;
  });
