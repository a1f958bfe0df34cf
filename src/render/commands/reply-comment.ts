import type { BetState } from '../../domain/bet/lifecycle.ts';
import { type Command, verbs } from '../../domain/commands/command.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { table } from '../comment/table.ts';
import { inTheLog } from '../comment/unjudged.ts';
import { inertCode, inertSentence } from '../words/inert.ts';
import { asClause } from '../words/words.ts';
import type { Renderers } from './renderers.ts';
import { type ChallengeReply, challengeReplies } from './reply-challenge.ts';
import { type DecisionReply, decisionReplies } from './reply-decision.ts';
import { type HypothesisReply, hypothesisReplies } from './reply-hypothesis.ts';
import { type ReleaseReply, releaseReplies } from './reply-release.ts';

/** What a command is answered with, where a reaction does not say enough. */
export type Reply = GeneralReply | HypothesisReply | DecisionReply | ChallengeReply | ReleaseReply;

type GeneralReply =
  | { kind: 'help' }
  | { kind: 'no-write-access'; login: string }
  | { kind: 'unknown-command'; command: Extract<Command, { verb: 'unknown' }> }
  /** Where a reaction would be the answer. */
  | { kind: 'done-as-reviewed'; login: string }
  | { kind: 'pull-requests-only'; verb: Command['verb'] }
  | { kind: 'fault'; verb: Command['verb']; cause: string }
  | { kind: 'nothing-to-measure'; state: BetState | 'no-bet' };

/** One comment for all commands of a comment. */
export function renderReply(replies: Reply[]): string {
  return commentBody({ marker: marker('reply'), shown: replies.map(answer) });
}

/** Replies to what was done, not refused. */
const done = new Set<Reply['kind']>(['help', 'done-as-reviewed', 'challenged', 'challenged-without-issue', 'answered']);
export const isRefusal = ({ kind }: Reply) => !done.has(kind);

const answer = <K extends Reply['kind']>(reply: Extract<Reply, { kind: K }>): string =>
  (renderers[reply.kind as K] as (reply: Extract<Reply, { kind: K }>) => string)(reply);

/** The list itself last. */
function help(): string {
  const { help: own, ...others } = verbs;
  const rows = [...Object.values(others), own].map(({ usage, does }) => [`\`/soundings ${usage}\``, does]);
  return `Write a command at the start of a line. Most need write access:\n\n${table(['command', 'what it does'], rows)}`;
}

const why: Record<BetState | 'no-bet', string> = {
  'no-bet': 'this pull request states no bet.',
  open: 'this has not been merged and released yet. Readouts follow by themselves after the release.',
  closed: 'this was closed without a merge.',
  merged: 'this has not been released yet. Readouts follow by themselves after the release.',
  shipped: 'nothing is due.',
  reverted: 'this was reverted. If it is applied again, a new window starts.',
  concluded: 'the last readout has concluded; it is a comment above.',
};

const general: Renderers<GeneralReply> = {
  help,
  'no-write-access': ({ login }) =>
    `Commands are for people with write access to this repository, which ${inertCode(login, { maxLength: 60 })} does not have. Ask somebody who has; nothing was changed.`,
  'unknown-command': ({ command: { written, what, suggestion } }) => {
    const instead = suggestion
      ? ` Write ${inertCode(suggestion, { maxLength: 200 })}.`
      : ' `/soundings help` lists the commands.';
    return `${inertCode(written, { maxLength: 200 })} was not understood: ${asClause(inertSentence(what))}.${instead}`;
  },
  'done-as-reviewed': ({ login }) => `Done, as ${inertCode(login, { maxLength: 60 })} said in a review.`,
  'pull-requests-only': ({ verb }) =>
    `\`/soundings ${verb}\` works on pull requests only. On an issue there is \`/soundings check\`.`,
  fault: ({ verb, cause }) =>
    `Soundings had an internal error during \`/soundings ${verb}\`, and may have left it half done. ${inTheLog(cause)}`,
  'nothing-to-measure': ({ state }) => `There is nothing to measure: ${why[state]}`,
};

const renderers = { ...general, ...hypothesisReplies, ...decisionReplies, ...challengeReplies, ...releaseReplies };
