/**
 * Every kind of comment that we write. `current`: whenever it is looked at it is written anew from what is known then; `past`: it tells of a moment
 * that has passed, and is taken back when that is not for its readers any more.
 */
export const commentKinds = {
  forecast: 'current',
  interim: 'past',
  final: 'past',
  alarm: 'past',
  reference: 'current',
  reply: 'past',
  /** A last readout that nobody has decided on, or what was learned by a pull request of discovery. */
  question: 'past',
  /** The state of a hypothesis, on its issue. */
  hypothesis: 'current',
  /** An edition of a digest, on its issue. */
  digest: 'past',
} as const satisfies Record<string, 'current' | 'past'>;

export type CommentKind = keyof typeof commentKinds;

export const isCommentKind = (kind: string): kind is CommentKind => Object.hasOwn(commentKinds, kind);
