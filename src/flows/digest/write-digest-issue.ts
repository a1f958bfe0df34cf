import type { Repository } from '../../domain/repository.ts';
import { isMarked, parseMarker } from '../../render/comment/marker.ts';
import type { StoredDigest } from '../ports/stores/digest-store.ts';
import type { World } from '../ports/world.ts';

/** Edits the issue of a digest, or opens it if there is none: looked for among our own first, as this database may not know of it. */
export async function writeDigestIssue(
  { forge }: Pick<World, 'forge'>,
  place: Repository,
  issue: { title: string; body: string },
  { stored, of }: { stored: StoredDigest; of: string | undefined },
): Promise<number> {
  const known = stored.placeId === place.id ? stored.issue : undefined;
  if (known !== undefined && (await forge.updateIssue(place, known, issue))) return known;
  const isIts = (body: string) =>
    isMarked(body, 'digest', { rhythm: stored.rhythm, ...(of === undefined ? {} : { of }) }) &&
    new Map(Object.entries(parseMarker(body)?.fields ?? {})).get('of') === of;
  // The newest first: the oldest is the one that people follow.
  const found = (await forge.ownIssues(place)).findLast(({ number, body }) => number !== known && isIts(body));
  if (found && (await forge.updateIssue(place, found.number, issue))) return found.number;
  return forge.createIssue(place, { ...issue, labels: ['soundings:digest'] });
}
