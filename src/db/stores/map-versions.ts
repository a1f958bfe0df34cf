import { createHash } from 'node:crypto';
import { and, eq, notExists, sql } from 'drizzle-orm';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Database } from '../connect.ts';
import { textOf } from '../document.ts';
import { bets, mapVersions } from '../schema/bets.ts';
import { repositories } from '../schema/repositories.ts';
import { repositoryStore } from './repository-store.ts';

/** How many one transaction removes at most. */
const portion = 100;

/**
 * Sends the text only if it is not stored yet. A stored one is locked for the length of the transaction. The repository is stored too, if it is not
 * known.
 */
export async function saveMap(database: Database, repository: Repository, map: OutcomeMap): Promise<string> {
  const { id: repositoryId } = repository;
  const digest = createHash('sha256').update(textOf(map)).digest('hex');
  const stored = database
    .select({ digest: mapVersions.digest })
    .from(mapVersions)
    .where(and(eq(mapVersions.repositoryId, repositoryId), eq(mapVersions.digest, digest)))
    .for('key share');
  const [known] = await database
    .select({ digest: sql<string | null>`${stored}` })
    .from(repositories)
    .where(eq(repositories.id, repositoryId));
  if (!known) await repositoryStore(database).rememberRepository(repository);
  if (!known?.digest) await database.insert(mapVersions).values({ repositoryId, digest, map }).onConflictDoNothing();
  return digest;
}

/**
 * Open bets follow the map: versions that they leave behind are removed, in portions. One that a bet is just being
 * saved with stays.
 */
export async function forgetUnusedMaps(database: Database): Promise<void> {
  while ((await forgetSome(database)) === portion);
}

/** Locked first and then checked again: no bet can have begun to refer to it in between. */
function forgetSome(database: Database): Promise<number> {
  const { repositoryId, digest } = mapVersions;
  const isUnused = notExists(
    database
      .select({ one: sql`1` })
      .from(bets)
      .where(and(eq(bets.repositoryId, repositoryId), eq(bets.mapDigest, digest))),
  );
  return database.transaction(async (within) => {
    const held = await within
      .select({ place: sql<string>`${mapVersions}.ctid::text` })
      .from(mapVersions)
      .where(isUnused)
      .limit(portion)
      .for('update', { skipLocked: true });
    const places = sql.param(held.map(({ place }) => place));
    await within.delete(mapVersions).where(and(sql`${mapVersions}.ctid = any(${places}::text[]::tid[])`, isUnused));
    return held.length;
  });
}
