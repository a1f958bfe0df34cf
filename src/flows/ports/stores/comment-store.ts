import type { WindowSize } from '../../../domain/gate/earlier-bets.ts';
import type { CommentKind } from '../../../render/comment/comment-kind.ts';
import type { StoredComment } from '../stored.ts';

/** Comments that we have written, and what a forecast rests on. */
export interface CommentStore {
  /** It was deleted on GitHub: the next evaluation writes it anew. */
  forgetForecast(repositoryId: number, number: number): Promise<void>;
  comment(repositoryId: number, number: number, kind: CommentKind, key: string): Promise<StoredComment | undefined>;
  commentsOn(repositoryId: number, number: number): Promise<StoredComment[]>;
  saveComment(repositoryId: number, number: number, comment: StoredComment): Promise<void>;
  /** Fingerprint of what the published forecast rests on: while it is the same, the metrics are not read again. */
  forecastBasis(repositoryId: number, number: number): Promise<string | undefined>;
  /** @param shows what it said that a window can show */
  saveForecastBasis(repositoryId: number, number: number, basis: string, shows?: WindowSize): Promise<void>;
}
