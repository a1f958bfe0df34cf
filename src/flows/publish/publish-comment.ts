import type { Repository } from '../../domain/repository.ts';
import type { CommentKind } from '../../render/comment/comment-kind.ts';
import { withKey } from '../../render/comment/marker.ts';
import { NoRoom, WriteRefused } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';
import { ownComment } from './own-comment.ts';

export interface CommentToPublish {
  kind: CommentKind;
  /** Tells apart several comments of one kind; '' when there is only one. */
  key?: string;
  body: string;
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
  const { kind, key = '' } = comment;
  const body = withKey(comment.body, key);
  const mark = digest(body);
  const save = (written: { commentId?: number; digest: string }) =>
    store.saveComment(repository.id, number, { kind, key, ...written });
  const { commentId, digest: shown } = (await ownComment(world, repository, number, kind, key)) ?? {};
  if (commentId !== undefined) {
    if (shown === mark) return;
    if (await forge.updateComment(repository, commentId, body)) return save({ commentId, digest: mark });
  }
  await save({ digest: '' });
  await save({ commentId: await forge.createComment(repository, number, body), digest: mark });
}
