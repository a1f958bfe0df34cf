import type { BetState } from '../../domain/bet/lifecycle.ts';
import type { DecisionKind } from '../../domain/commands/decision.ts';
import { formatDate } from '../words/dates.ts';
import type { Renderers } from './renderers.ts';

/** Why a decision, or what was learned, did not count. */
export type DecisionReply =
  /** `due`: when the last readout is. */
  | { kind: 'too-early-to-decide'; state: BetState | 'no-bet'; due?: Date }
  | { kind: 'decide-on-issue'; what: DecisionKind }
  | { kind: 'reason-needed'; what: DecisionKind; recommended?: DecisionKind }
  | { kind: 'not-discovery'; state: BetState | 'no-bet' };

export const decisionReplies: Renderers<DecisionReply> = {
  'too-early-to-decide': ({ state, due }) => `There is nothing to decide ${tooEarly(state, due)}`,
  'decide-on-issue': ({ what }) =>
    `\`/soundings decide ${what}\` works on pull requests that were measured. On the issue of a hypothesis there is \`/soundings decide stop "why work on it should stop"\`.`,
  'reason-needed': ({ what, recommended }) =>
    recommended
      ? `The readout recommends \`${recommended}\`; to decide otherwise needs the reason, which is kept. Write \`/soundings decide ${what} "why we decide otherwise"\`, with your own words in the quotes.`
      : `A stop needs its reason, for everybody whose work rests on it. Write \`/soundings decide ${what} "why work on it should stop"\`, with your own words in the quotes.`,
  'not-discovery': ({ state }) =>
    state === 'no-bet'
      ? 'This pull request states no bet, so there is no record for what was learned.'
      : '`/soundings learned` is for pull requests of discovery (`Track: discovery`). Say what this one taught with its decision: `/soundings decide keep "what we learned"`, after the last readout.',
};

function tooEarly(state: BetState | 'no-bet', due: Date | undefined): string {
  switch (state) {
    case 'no-bet':
      return 'here: this pull request states no bet.';
    case 'open':
      return 'yet: this has not been merged. After the release it is measured, and after the last readout you can decide. `stop` is possible at any time if the bet rests on a hypothesis.';
    case 'merged':
      return 'yet: this has not been released. You can decide after the last readout. `stop` is possible at any time if the bet rests on a hypothesis.';
    case 'shipped':
      return `yet: the last readout${due ? `, on ${formatDate(due)},` : ''} says what moved, and then you can decide. \`stop\` is possible at any time if the bet rests on a hypothesis.`;
    case 'closed':
      return 'here: this was closed without a merge.';
    case 'reverted':
      return 'here: this was reverted. If it is applied again, a new window starts.';
    case 'concluded':
      return 'here.';
  }
}
