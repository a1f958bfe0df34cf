import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { inertCode } from '../../words/inert.ts';

export const nothingToDo = 'Nothing will be measured. Nothing to do.';

/** Whether anything is blocked by it, and that nobody has to press anything. */
export function rerun({ policy }: OutcomeMap, { pullRequest }: PullRequestFacts): string {
  const again = 'This check runs again by itself when the description changes.';
  if (policy.mode !== 'enforce') return `Nothing is blocked: here Soundings only advises. ${again}`;
  return pullRequest.draft ? `Nothing is blocked while this is a draft. ${again}` : again;
}

/** Whether what was written means something in the rest of the map is not said: that would tell what there is. */
export function whomToAsk({ inPart }: OutcomeMap, { repository }: PullRequestFacts): string[] {
  if (!inPart) return [];
  const owner = inertCode(repository.owner, { maxLength: 60 });
  return [
    `Only what the outcome map of ${owner} makes public can be named here. Whether this change serves anything else, ask somebody of ${owner} who can read the map: they can let it pass with a comment, \`/soundings exempt why\`.`,
  ];
}
