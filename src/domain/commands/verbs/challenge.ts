import { cut } from '../../text/cut.ts';
import { firstWord, mostText, type Verb } from './verb.ts';

const doubt = 'why you doubt it';

/** `subject`: a metric, a key result or an issue, as written. */
export const challenge: Verb<{ verb: 'challenge'; subject: string; why: string }> = {
  usage: 'challenge KR1 why',
  does: 'doubts a metric, a key result or a hypothesis; for everybody',
  forEverybody: true,
  standIns: ['why', doubt],
  read: (argument, said) => {
    const [subject, rest] = firstWord(named(argument));
    if (subject === '' || /^["“<]/u.test(subject))
      return {
        problem: {
          what: 'What is challenged is missing: a metric, a key result or a hypothesis',
          instead: `challenge KR1 ${doubt}`,
        },
      };
    const why = said(rest, mostText);
    const name = subject.replace(/[:,]$/, '').slice(0, 200);
    return why === undefined
      ? { problem: { what: 'A challenge needs its reason', instead: `challenge ${cut(name, 60)} ${doubt}` } }
      : { verb: 'challenge', subject: name, why };
  },
};

const kinds = /^(?:the\s+)?(?:metric|key result|hypothesis|issue):?\s+(?=\S+\s)/i;

/** Begins with the name alone: without its kind before it, quotation marks or a link around it. An issue's link stays, it may lead elsewhere. */
const named = (argument: string) =>
  argument
    .replace(kinds, '')
    .replace(/^["“]([^\s"”]+)["”]/u, '$1')
    .replace(/^\[([^\]\s#]+)\]\([^()\s]*\)/, '$1');
