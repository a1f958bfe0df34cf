import type { Command } from '../domain/command.ts';
import type { BetState } from '../domain/lifecycle.ts';
import { commentBody } from './comment-body.ts';
import { inertCode, inertSentence } from './inert.ts';
import { marker } from './marker.ts';
import { table } from './table.ts';
import { asClause } from './words.ts';

/** What a command is answered with, where a reaction does not say enough. */
export type Reply =
  | { kind: 'help' }
  | { kind: 'no-write-access'; login: string }
  | { kind: 'unknown-command'; command: Extract<Command, { verb: 'unknown' }> }
  | { kind: 'pull-requests-only'; verb: 'exempt' | 'measure' }
  | { kind: 'nothing-to-measure'; state: BetState | 'no-bet' };

/** One comment for all commands of a comment. */
export function renderReply(replies: Reply[]): string {
  return commentBody({ marker: marker('reply'), shown: replies.map(answer) });
}

function answer(reply: Reply): string {
  switch (reply.kind) {
    case 'help':
      return help;
    case 'no-write-access':
      return `Commands are for people with write access to this repository, which ${inertCode(reply.login, { maxLength: 60 })} does not have. Ask somebody who has; nothing was changed.`;
    case 'unknown-command': {
      const { written, what, suggestion } = reply.command;
      const instead = suggestion
        ? ` Write ${inertCode(suggestion, { maxLength: 200 })}.`
        : ' `/soundings help` lists the commands.';
      return `${inertCode(written, { maxLength: 200 })} was not understood: ${asClause(inertSentence(what))}.${instead}`;
    }
    case 'pull-requests-only':
      return `\`/soundings ${reply.verb}\` works on pull requests only. On an issue there is \`/soundings check\`.`;
    case 'nothing-to-measure':
      return `There is nothing to measure: ${why[reply.state]}`;
  }
}

const help = `Commands stand at the start of a line, and are for people with write access:

${table(
  ['command', 'what it does'],
  [
    ['`/soundings check`', 'reads the description and the metrics again'],
    ['`/soundings exempt why`', 'lets this pull request pass without an outcome; who and why goes on record'],
    ['`/soundings measure`', 'measures what moved so far, in the interim readout'],
    ['`/soundings help`', 'this list'],
  ],
)}`;

const why: Record<BetState | 'no-bet', string> = {
  'no-bet': 'this pull request states no bet.',
  open: 'this has not been merged and released yet. Readouts follow by themselves after the release.',
  closed: 'this was closed without a merge.',
  merged: 'this has not been released yet. Readouts follow by themselves after the release.',
  shipped: 'nothing is due.',
  reverted: 'this was reverted. If it is applied again, a new window starts.',
  concluded: 'the last readout has concluded; it is a comment above.',
};
