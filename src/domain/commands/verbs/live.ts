import { cut } from '../../text/cut.ts';
import { writtenDay } from '../../text/written-day.ts';
import { bareValue, type Misread, readAhead, type Verb } from './verb.ts';

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
  const written = bareValue(argument).replace(/^(?:on|since|from|as of)\s+/i, '');
  if (/^(?:|now|right now|today)$/i.test(written)) return { verb: 'live' };
  const day = writtenDay(written);
  if (day !== undefined) return { verb: 'live', day };
  const ahead = readAhead(written, writtenDay);
  if (ahead !== undefined) return { problem: { what: 'Only a day can stand behind it', instead: `live ${ahead}` } };
  return { problem: { what: `\`${cut(written, 40)}\` is no day such as 2026-11-03`, instead: example } };
}
