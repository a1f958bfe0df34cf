import { cut } from '../../text/cut.ts';
import { nearest } from '../../text/nearest.ts';
import { type DecisionKind, decisions } from '../decision.ts';
import { firstWord, mostText, named, type Verb } from './verb.ts';

const learned = 'what we learned';

export const decide: Verb<{ verb: 'decide'; what: DecisionKind; learned?: string }> = {
  usage: `decide keep "${learned}"`,
  does: 'decides what happens to a measured change: `keep`, `iterate`, `revert`, `stop`; `stop` on a hypothesis ends the work on it',
  standIns: [learned, 'why work on it should stop', 'why we decide otherwise'],
  read: (argument, said) => {
    const [word, rest] = firstWord(argument);
    const what = decisions.find((one) => one === word.toLowerCase());
    if (!what) {
      const [close] = nearest(word, decisions.map(named));
      const fault = word === '' ? 'The decision is missing' : `\`${cut(word, 40)}\` is not a decision`;
      return {
        problem: {
          what: `${fault}: keep, iterate, revert or stop`,
          instead: `decide ${close?.name ?? 'keep'} "${learned}"`,
        },
      };
    }
    const text = said(rest, mostText);
    return { verb: 'decide', what, ...(text === undefined ? {} : { learned: text }) };
  },
};
