import { referenceFrom } from '../../domain/disclosure/reference-from.ts';
import type { Repository } from '../../domain/repository.ts';
import { referenceTo } from '../../domain/repository.ts';
import { renderLearningQuestion } from '../../render/readout/question-comment.ts';
import { quotable } from '../audience/quotable.ts';
import type { World } from '../ports/world.ts';
import { askWhenDue } from './ask-when-due.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/** Two weeks after its merge a pull request of discovery is asked what was learned, whether it was taken back since or not. */
export function askWhatWasLearned(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  return askWhenDue(world, repository, number, now, {
    kind: 'learning',
    question: async (record) => {
      const { learned, author, mergedAt } = record;
      if (learned || !mergedAt) return undefined;
      const { bet } = await quotable(world, record);
      const hypotheses = bet.hypotheses.map((issue) =>
        referenceFrom(repository, referenceTo(issue.owner, issue.repository, issue.number), 'a hypothesis'),
      );
      return renderLearningQuestion({ author, mergedAt, hypotheses });
    },
  });
}
