import type { Challenge } from '../../domain/commands/challenge.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { inert, inertBlock, inertCode } from '../words/inert.ts';
import { plain } from '../words/plain.ts';

export interface ChallengeIssue {
  challenge: Challenge;
  /** What the metric, key result or hypothesis is called. */
  title: string;
  /** Where it was raised, as it may be named there. */
  raisedIn: string;
  /** The reason is people's text, and may hold any figure: whether it may be repeated. */
  words: boolean;
}

const kinds: Record<Challenge['subject']['kind'], string> = {
  metric: 'metric',
  'key-result': 'key result',
  hypothesis: 'hypothesis',
};

/** The issue that a challenge is answered on, addressed to whom the map names: the one place where an owner is mentioned. */
export function renderChallengeIssue({ challenge, title, raisedIn, words }: ChallengeIssue): {
  title: string;
  body: string;
} {
  const { subject, by, why, owner, id } = challenge;
  const addressed = owner === undefined ? '' : `${addressee(owner)}, `;
  const name = `${inertCode(subject.name, { maxLength: 120 })}${title === '' || title === subject.name ? '' : ` (${inert(title, { maxLength: 120 })})`}`;
  const who = inertCode(by, { maxLength: 60 });
  return {
    title: plain(`Challenge: ${subject.name}`, 120),
    body: commentBody({
      marker: marker('challenge', { key: id }),
      shown: [
        `${addressed}${who} doubts the ${kinds[subject.kind]} ${name}, in ${raisedIn}${words ? ':' : '. The reason stands there.'}`,
        words ? `> ${inert(why, { maxLength: 1000 })}` : '',
        'Challenges are welcome: either the map gets better, or everybody learns why it is right. Nobody has to defend themselves.',
        'Until it is answered, forecasts that rest on this say that it is challenged. The owner named above, or anybody with write access here, can answer in a comment:',
        inertBlock(['/soundings answer "what holds, or what changes because of the challenge"']),
      ],
    }),
  };
}

/** A user or a team, to be told; anything else that a map may call an owner is shown. */
function addressee(owner: string): string {
  return /^@[a-z\d][a-z\d-]{0,38}(?:\/[\w.-]{1,100})?$/i.test(owner) ? owner : inertCode(owner, { maxLength: 80 });
}

/** One line of a forecast, for as long as nobody has answered. */
export function challengeLine(challenge: Challenge, issue: string | undefined): string {
  const { subject, by } = challenge;
  const where = issue === undefined ? '' : `, see ${issue}`;
  return `**Challenged** ${inertCode(subject.name, { maxLength: 120 })} by ${inertCode(by, { maxLength: 60 })}${where}: not answered yet.`;
}
