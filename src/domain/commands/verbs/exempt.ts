import { mostReason, type Verb } from './verb.ts';

const why = 'why this need not state an outcome';

export const exempt: Verb<{ verb: 'exempt'; reason: string }> = {
  usage: 'exempt why',
  does: 'lets this pull request pass without an outcome; who and why goes on record',
  onPullRequests: true,
  standIns: ['why', 'reason', why],
  read: (argument, said) => {
    const reason = said(argument, mostReason);
    return reason === undefined
      ? { problem: { what: 'An exemption needs its reason', instead: `exempt ${why}` } }
      : { verb: 'exempt', reason };
  },
};
