import type { Repository } from '../../domain/repository.ts';
import { type CommentKind, isCommentKind } from '../../render/comment/comment-kind.ts';
import { keyFieldOf, parseMarker } from '../../render/comment/marker.ts';
import type { Store } from '../ports/store.ts';
import type { StoredComment } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';

/**
 * What we have said there of this kind. Where this database may not know (it is empty, or an older copy; an answer was lost), all that we have said there
 * is looked for on GitHub by its markers, once, and kept as if it had never been forgotten.
 * @param ifNone in the transaction that shows that there is none
 */
export async function ownComment(
  world: Pick<World, 'forge' | 'store'>,
  repository: Repository,
  number: number,
  kind: CommentKind,
  { key = '', ifNone }: { key?: string; ifNone?: (store: Store) => Promise<void> } = {},
): Promise<StoredComment | undefined> {
  const { store } = world;
  const known = await store.transaction(async (tx) => {
    const { comment: stored, isRemembered } = await tx.knownComment(repository.id, number, kind, key);
    if (stored) return stored.commentId === undefined ? 'unknown' : stored;
    if (!isRemembered) return 'unknown';
    await ifNone?.(tx);
    return undefined;
  });
  if (known !== 'unknown') return known;
  await recollectComments(world, repository, number);
  const found = await store.comment(repository.id, number, kind, key);
  if (found?.commentId === undefined) await ifNone?.(store);
  return found;
}

/** Of several that say the same the oldest is kept: that is the one that people have answered. */
export async function recollectComments(
  { forge, store }: Pick<World, 'forge' | 'store'>,
  repository: Repository,
  number: number,
): Promise<void> {
  const own = await forge.ownComments(repository, number);
  await store.transaction(async (tx) => {
    for (const { id: commentId, body } of own) {
      const mark = markOf(body);
      if (!mark) continue;
      const stored = await tx.comment(repository.id, number, mark.kind, mark.key);
      if (stored?.commentId === undefined)
        await tx.saveComment(repository.id, number, { ...mark, commentId, digest: digest(body) });
    }
    await tx.saveRecollected(repository.id, number, 'comments');
  });
}

function markOf(body: string): Pick<StoredComment, 'kind' | 'key'> | undefined {
  const { kind = '', fields = {} } = parseMarker(body) ?? {};
  return isCommentKind(kind) ? { kind, key: new Map(Object.entries(fields)).get(keyFieldOf(kind)) ?? '' } : undefined;
}
