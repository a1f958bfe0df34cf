import type { Repository } from '../domain/facts.ts';
import { verdictAsTold } from '../domain/told.ts';
import { renderDecisionQuestion } from '../render/question-comment.ts';
import { askWhenDue } from './ask-when-due.ts';
import type { World } from './ports.ts';
import type { ReadoutOutcome } from './post-readout.ts';

/** A week after the last readout nobody has decided: asked once, in a comment of its own. */
export function askForDecision(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  return askWhenDue(world, repository, number, now, {
    kind: 'decision',
    question: ({ bet, state, decision, author, verdict, concludedAt, recommended = 'iterate' }, disclosure) =>
      state === 'concluded' && !decision && verdict && concludedAt
        ? renderDecisionQuestion({ author, ...verdictAsTold(verdict, bet, disclosure), concludedAt, recommended })
        : undefined,
  });
}
