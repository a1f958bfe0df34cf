import { editionNamed } from '../../domain/digest/editions.ts';
import { planOf } from '../../domain/digest/plan-of.ts';
import type { EditionRecord, WantedDigest } from '../../domain/portfolio/digest-page.ts';
import { findMap, isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import type { Database } from '../connect.ts';
import { digestStore } from '../stores/digest-store.ts';
import { mapsOf } from './maps.ts';

/** What happened within an edition, in the repositories of its map that the reader may read. */
export async function editionRecord(
  database: Database,
  reader: Reader,
  { ownerId, now }: { ownerId: number; now: Date },
  { edition: name, home }: WantedDigest,
): Promise<EditionRecord | undefined> {
  const { maps } = await mapsOf(database, reader);
  const governed = findMap(maps, home);
  const edition = governed && editionNamed(planOf(governed.map), name, now);
  if (!edition) return undefined;
  const record = await digestStore(database).digestRecord(ownerId, governed.repositories, edition);
  return { governed, isOwners: isOwnersMap(governed, maps), edition, record };
}
