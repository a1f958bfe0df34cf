import type { SourceAnswers } from '../../../domain/metric/source-answer.ts';

/** What the sources of an owner have told so far. */
export interface AnswerStore {
  sourceAnswers(ownerId: number): Promise<SourceAnswers>;
  /** What more they have told; nothing that was told before is lost. */
  saveSourceAnswers(ownerId: number, answers: SourceAnswers): Promise<void>;
}
