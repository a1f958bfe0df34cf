import type { Repository } from '../domain/facts.ts';
import { digest } from './digest.ts';
import { type CommentKind, NoRoom, type World, WriteRefused } from './ports.ts';

export interface CommentToPublish {
  kind: CommentKind;
  /** Tells apart several comments of one kind; '' when there is only one. */
  key?: string;
  body: string;
}

/**
 * One comment a purpose, edited in place, not written when unchanged.
 * The intent is stored before the request: when its answer is lost, the next try looks for our own comment with the same
 * marker instead of posting a second one (facts 23).
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

async function write(
  { forge, store }: World,
  repository: Repository,
  number: number,
  comment: CommentToPublish,
): Promise<void> {
  const key = comment.key ?? '';
  const body = withKey(comment.body, key);
  const mark = digest(body);
  const intent = { kind: comment.kind, key, digest: '' };
  const stored = await store.transaction(async (tx) => {
    const row = await tx.comment(repository.id, number, comment.kind, key);
    if (!row) await tx.saveComment(repository.id, number, intent);
    return row;
  });
  if (stored?.commentId !== undefined && stored.digest === mark) return;

  const save = (commentId: number) =>
    store.saveComment(repository.id, number, { kind: comment.kind, key, digest: mark, commentId });
  const known = stored && (stored.commentId ?? (await findOwn(forge, repository, number, comment.kind, key)));
  if (known !== undefined && (await forge.updateComment(repository, known, body))) return save(known);

  if (stored?.commentId !== undefined) await store.saveComment(repository.id, number, intent);
  await save(await forge.createComment(repository, number, body));
}

async function findOwn(
  forge: World['forge'],
  repository: Repository,
  number: number,
  kind: CommentKind,
  key: string,
): Promise<number | undefined> {
  const own = await forge.ownComments(repository, number);
  return own.find(({ body }) => isMarked(body, kind, key))?.id;
}

const firstLine = (body: string) => body.split('\n', 1)[0] ?? '';

function isMarked(body: string, kind: CommentKind, key: string): boolean {
  const line = firstLine(body);
  if (!line.startsWith(`<!-- soundings:${kind} v1`)) return false;
  return key === '' ? !/ key=/.test(line) : line.includes(` key=${key} `);
}

/** The key goes into the marker, so that a comment can be told from its siblings on GitHub alone. */
function withKey(body: string, key: string): string {
  return key === '' ? body : body.replace(/ -->/, ` key=${key} -->`);
}
