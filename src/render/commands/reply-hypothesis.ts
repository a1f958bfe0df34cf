import type { HypothesisState } from '../../domain/hypothesis/hypothesis-standing.ts';
import { inertCode } from '../words/inert.ts';
import { firstOf } from '../words/words.ts';
import type { Renderers } from './renderers.ts';

/** Why a word on a hypothesis did not count. */
export type HypothesisReply =
  | { kind: 'no-hypothesis-here'; onPullRequest: boolean }
  | { kind: 'several-hypotheses'; state: HypothesisState; references: string[] }
  | { kind: 'foreign-hypothesis'; reference: string }
  | { kind: 'no-write-access-there'; login: string; reference: string };

export const hypothesisReplies: Renderers<HypothesisReply> = {
  'no-hypothesis-here': ({ onPullRequest }) =>
    onPullRequest
      ? 'This pull request rests on no hypothesis: its description names none that exists. Write `Hypothesis: #42` there, or write the command on the issue of the hypothesis.'
      : 'This issue is not tracked as a hypothesis. Give it the label `hypothesis` first.',
  'several-hypotheses': ({ references, state }) =>
    `This pull request rests on several hypotheses (${firstOf(references, 5)}), and it is not clear which one is meant. Write \`/soundings hypothesis ${state}\` on its own issue.`,
  'foreign-hypothesis': ({ reference }) =>
    `${inertCode(reference, { maxLength: 150 })} belongs to another owner, whose people set its state. Nothing was changed.`,
  'no-write-access-there': ({ login, reference }) =>
    `Only people with write access to its repository can set the state of ${reference}; ${inertCode(login, { maxLength: 60 })} does not have it. Ask somebody who has; nothing was changed.`,
};
