import { mostText, type Verb } from './verb.ts';

const what = 'what we know now that we did not know before';

export const learned: Verb<{ verb: 'learned'; text: string }> = {
  usage: 'learned "what"',
  does: 'says what a pull request of discovery found out',
  onPullRequests: true,
  standIns: [what],
  read: (argument, said) => {
    const text = said(argument, mostText);
    return text === undefined
      ? { problem: { what: 'What was learned is missing', instead: `learned "${what}"` } }
      : { verb: 'learned', text };
  },
};
