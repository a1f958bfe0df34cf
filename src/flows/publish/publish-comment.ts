import type { Repository } from '../../domain/repository.ts';
import type { CommentKind } from '../../render/comment/comment-kind.ts';
import { withKey } from '../../render/comment/marker.ts';
import { NoRoom, WriteRefused } from '../ports/forge.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';
import { ownComment } from './own-comment.ts';

export interface CommentToPublish {
  kind: CommentKind;
  /** Tells apart several comments of one kind; '' when there is only one. */
  key?: string;
  body: string;
  /** Kept in the transaction that keeps what is written. */
  alongside?(store: Store): Promise<void>;
}

/**
 * One comment a purpose, edited in place, not written when unchanged.
 * The intent is stored before the request: when its answer is lost, the next try looks for our own comment with the same
 * marker instead of posting a second one (facts 23); so does the first where this database may not know of it.
 * Throws `NoRoom` on the account of people without write access.
 * false: GitHub refused it, in a locked conversation for example. The rest of the work goes on, and what comes later is not held up.
 */
export async function publishComment(
  world: World,
  repository: Repository,
  number: number,
  comment: CommentToPublish,
): Promise<boolean> {
  try {
    await write(world, repository, number, comment);
    return true;
  } catch (error) {
    if (!(error instanceof WriteRefused) || error instanceof NoRoom) throw error;
    return false;
  }
}

async function write(world: World, repository: Repository, number: number, comment: CommentToPublish): Promise<void> {
  const { forge, store } = world;
  const { kind, key = '', alongside } = comment;
  const body = withKey(comment.body, key);
  const mark = digest(body);
  const intend = (tx: Store) => tx.saveComment(repository.id, number, { kind, key, digest: '' });
  const save = (commentId: number) => {
    const written = { kind, key, commentId, digest: mark };
    if (!alongside) return store.saveComment(repository.id, number, written);
    return store.transaction(async (tx) => {
      await Promise.all([tx.saveComment(repository.id, number, written), alongside(tx)]);
    });
  };
  const { commentId, digest: shown } =
    (await ownComment(world, repository, number, kind, { key, ifNone: intend })) ?? {};
  if (commentId !== undefined) {
    if (shown === mark) return alongside?.(store);
    if (await forge.updateComment(repository, commentId, body)) return save(commentId);
    await intend(store);
  }
  await save(await forge.createComment(repository, number, body));
}
