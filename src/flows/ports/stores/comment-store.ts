import type { WindowSize } from '../../../domain/gate/earlier-bets.ts';
import type { CommentKind } from '../../../render/comment/comment-kind.ts';
import type { StoredComment } from '../stored.ts';

/** Comments that we have written, and what a forecast rests on. */
export interface CommentStore {
  /** It was deleted on GitHub: the next evaluation writes it anew. */
  forgetForecast(repositoryId: number, number: number): Promise<void>;
  comment(repositoryId: number, number: number, kind: CommentKind, key: string): Promise<StoredComment | undefined>;
  /** The same; and whether all that we have written there is known here. */
  knownComment(
    repositoryId: number,
    number: number,
    kind: CommentKind,
    key: string,
  ): Promise<{ comment?: StoredComment; isRemembered: boolean }>;
  commentsOn(repositoryId: number, number: number): Promise<StoredComment[]>;
  saveComment(repositoryId: number, number: number, comment: StoredComment): Promise<void>;
  /**
   * @param basis fingerprint of what the published forecast rests on: while it is the same, the metrics are not read again
   * @param shows what it said that a window can show
   */
  saveForecastBasis(repositoryId: number, number: number, basis: string, shows?: WindowSize): Promise<void>;
}
