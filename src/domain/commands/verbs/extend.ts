import { wordsAsFigures } from '../../declaration/number-words.ts';
import { parseWindow } from '../../declaration/parse-window.ts';
import { cut } from '../../text/cut.ts';
import { bareValue, type Misread, readAhead, type Verb } from './verb.ts';

interface Extend {
  verb: 'extend';
  days: number;
}

const mostDays = 180;

/** *Cannot tell yet* need not be the end. */
export const extend: Verb<Extend> = {
  usage: 'extend 15d',
  does: 'extends the measurement by so many days, once, after a last readout that could not tell',
  onPullRequests: true,
  read,
};

function read(argument: string): Extend | Misread {
  const written = bareValue(argument)
    .replace(/^(?:(?:by|for|another|a further|\+)\s*)+(?=\S)/i, '')
    .replace(/^(\S{1,20})\s(?:more|additional|extra|further)\s/i, '$1 ');
  const days = daysIn(written);
  if (days !== undefined && days <= mostDays) return { verb: 'extend', days };
  const what =
    written === '' ? 'How long is missing' : `\`${cut(written, 40)}\` is no duration of 1 to ${mostDays} days`;
  const meant = readAhead(written, (words) => daysIn(words) ?? daysIn(`${words}d`));
  return { problem: { what, instead: `extend ${meant === undefined ? 15 : Math.min(meant, mostDays)}d` } };
}

function daysIn(written: string): number | undefined {
  const window = parseWindow(wordsAsFigures(written));
  return 'days' in window ? window.days : undefined;
}
