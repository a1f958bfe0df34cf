import { recommendedAsTold, verdictAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderDecisionQuestion } from '../../render/readout/question-comment.ts';
import type { World } from '../ports/world.ts';
import { askWhenDue } from './ask-when-due.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/** A week after the last readout nobody has decided: asked once, in a comment of its own. */
export function askForDecision(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  return askWhenDue(world, repository, number, now, {
    kind: 'decision',
    question({ bet, state, decision, author, verdict, concludedAt, recommended: kept = 'iterate' }, disclosure) {
      if (state !== 'concluded' || decision || !verdict || !concludedAt) return undefined;
      const told = verdictAsTold(verdict, bet, disclosure);
      const recommended = recommendedAsTold(kept, bet, disclosure);
      return renderDecisionQuestion({
        ...{ author, concludedAt },
        ...(told && { told: { ...told, ...(recommended && { recommended }) } }),
      });
    },
  });
}
