import { cut } from '../../text/cut.ts';
import { daysOf, durationPattern } from '../../text/duration.ts';
import type { Misread, Verb } from './verb.ts';

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
  const written = argument
    .trim()
    .replace(/^(?:by|for)\s+/i, '')
    .replace(/\.$/, '');
  const days = durationPattern.test(written) ? daysOf(written) : 0;
  if (days >= 1 && days <= mostDays) return { verb: 'extend', days };
  const what =
    written === '' ? 'How long is missing' : `\`${cut(written, 40)}\` is no duration of 1 to ${mostDays} days`;
  return { problem: { what, instead: 'extend 15d' } };
}
