import { cut } from '../../text/cut.ts';
import { nearest } from '../../text/nearest.ts';
import { type DecisionKind, decisions } from '../decision.ts';
import { meantBehind } from '../other-words.ts';
import { bareWord, firstWord, mostText, named, type Verb } from './verb.ts';

const learned = 'what we learned';

export const decide: Verb<{ verb: 'decide'; what: DecisionKind; learned?: string }> = {
  usage: `decide keep "${learned}"`,
  does: 'decides what happens to a measured change: `keep`, `iterate`, `revert`, `stop`; `stop` on a hypothesis ends the work on it',
  standIns: [learned, 'why work on it should stop', 'why we decide otherwise'],
  read: (argument, said) => {
    const [word, rest] = firstWord(argument.replace(/^to\s+/i, ''));
    const written = bareWord(word);
    const what = decisions.find((one) => one === written);
    if (!what) {
      const [close] = nearest(written, decisions.map(named));
      const meant = meantBehind('decide', written) ?? close?.name;
      const text = meant === undefined ? learned : (said(rest, mostText) ?? learned);
      const fault = word === '' ? 'The decision is missing' : `\`${cut(word, 40)}\` is not a decision`;
      return {
        problem: {
          what: `${fault}: keep, iterate, revert or stop`,
          instead: `decide ${meant ?? 'keep'} "${text}"`,
        },
      };
    }
    const text = said(rest, mostText);
    return { verb: 'decide', what, ...(text === undefined ? {} : { learned: text }) };
  },
};
