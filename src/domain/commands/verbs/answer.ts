import { mostText, type Verb } from './verb.ts';

const what = 'what holds, or what changes because of the challenge';

/** Who may answer a challenge is asked where it is answered. */
export const answer: Verb<{ verb: 'answer'; text: string }> = {
  usage: 'answer "what"',
  does: 'answers a challenge, on its issue',
  forEverybody: true,
  standIns: [what],
  read: (argument, said) => {
    const text = said(argument, mostText);
    return text === undefined
      ? { problem: { what: 'The answer is missing', instead: `answer "${what}"` } }
      : { verb: 'answer', text };
  },
};
