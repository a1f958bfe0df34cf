import { inert, inertCode } from '../words/inert.ts';
import { inWords } from '../words/words.ts';
import type { Renderers } from './renderers.ts';

interface Suggestion {
  name: string;
  title: string;
}

/** What became of a challenge, or of an answer to one. */
export type ChallengeReply =
  | { kind: 'unknown-subject'; subject: string; suggestions: Suggestion[]; inPart?: boolean }
  | { kind: 'foreign-subject'; subject: string }
  | { kind: 'no-hypothesis'; subject: string; suggestions: Suggestion[] }
  /** `issue`: as it may be named here; absent: it stands where people here may not look. */
  | { kind: 'already-challenged'; subject: string; issue?: string }
  | { kind: 'too-many-challenges'; most: number }
  | { kind: 'challenged'; subject: string; issue?: string }
  | { kind: 'challenged-without-issue'; subject: string; repository?: string }
  | { kind: 'no-challenge-here' }
  | { kind: 'already-answered'; by: string }
  | { kind: 'not-yours-to-answer'; login: string; owner?: string }
  | { kind: 'answered'; subject: string; by: string };

const name = (subject: string) => inertCode(subject, { maxLength: 150 });

function didYouMean(suggestions: Suggestion[]): string {
  const close = suggestions.map((one) => {
    const title = one.title === '' || one.title === one.name ? '' : ` (${inert(one.title, { maxLength: 80 })})`;
    return `${name(one.name)}${title}`;
  });
  return close.length === 0 ? '' : ` Did you mean ${inWords(close, 'or')}?`;
}

export const challengeReplies: Renderers<ChallengeReply> = {
  'unknown-subject': ({ subject, suggestions, inPart }) =>
    `${name(subject)} is no metric, key result or hypothesis ${inPart ? 'that can be named here' : 'of the outcome map'}.${didYouMean(suggestions)} Nothing was challenged.`,
  'foreign-subject': ({ subject }) =>
    `${name(subject)} belongs to another owner: challenge it there, or with a comment on it. Nothing was challenged.`,
  'no-hypothesis': ({ subject, suggestions }) =>
    `${name(subject)} is not a hypothesis, or cannot be read from here.${didYouMean(suggestions)} Nothing was challenged.`,
  'already-challenged': ({ subject, issue }) =>
    `You have challenged ${name(subject)} already, and it is not answered yet${issue ? `: ${issue}` : ''}. Nothing was opened twice.`,
  'too-many-challenges': ({ most }) =>
    `${most} of your challenges wait for an answer, the most that one person can have open. Raise the next one when one of them is answered.`,
  challenged: ({ subject, issue }) =>
    `${name(subject)} is challenged${issue ? ` in ${issue}` : ', in a repository that is not open to everybody here'}. Forecasts that rest on it say so until it is answered.`,
  'challenged-without-issue': ({ subject, repository }) =>
    `${name(subject)} is challenged, and forecasts that rest on it say so until it is answered. No issue could be opened${repository ? ` in ${repository}` : ''}: issues are switched off there, or this app is not installed there. So it is answered here, with \`/soundings answer "..."\`.`,
  'no-challenge-here': () =>
    'There is no challenge here to answer. Write `/soundings answer` on the issue that a challenge opened.',
  'already-answered': ({ by }) =>
    `This challenge was already answered by ${inertCode(by, { maxLength: 60 })}. Nothing was changed.`,
  'not-yours-to-answer': ({ login, owner }) =>
    `A challenge is answered by people with write access to this repository${owner ? `, or by ${inertCode(owner, { maxLength: 80 })}` : ''}; ${inertCode(login, { maxLength: 60 })} is neither. A comment without the command is welcome from everybody.`,
  answered: ({ subject, by }) =>
    `Answered by ${inertCode(by, { maxLength: 60 })}: ${name(subject)} is no longer listed as challenged.`,
};
