import { cut } from '../../text/cut.ts';
import type { Misread, Verb } from './verb.ts';

interface Live {
  verb: 'live';
  /** `2026-11-03`; absent: when it is said. */
  day?: string;
}

const example = 'live 2026-11-03';

/** For releases that GitHub cannot see: a feature flag, or a deployment it is not told of. */
export const live: Verb<Live> = {
  usage: example,
  does: 'says that the change reached its users, now or on that day, if no release shows it; the readouts count from then',
  onPullRequests: true,
  read,
};

function read(argument: string): Live | Misread {
  const written = argument.trim().replace(/^(?:on|since|from)\s+/i, '');
  if (written === '' || /^(?:now|today)\.?$/i.test(written)) return { verb: 'live' };
  const day = /^(\d{4}-\d{2}-\d{2})\.?$/.exec(written)?.[1];
  if (day !== undefined && isDay(day)) return { verb: 'live', day };
  return { problem: { what: `\`${cut(written, 40)}\` is no day such as 2026-11-03`, instead: example } };
}

const isDay = (day: string) => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
