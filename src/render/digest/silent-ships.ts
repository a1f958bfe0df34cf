import type { Digest } from '../../domain/digest/digest.ts';
import type { SilentBet } from '../../domain/ledger/ledger.ts';
import { list } from '../comment/table.ts';
import { formatDate } from '../words/dates.ts';
import { inertCode } from '../words/inert.ts';
import { counted } from '../words/words.ts';
import { referenceOf } from './bet-lines.ts';

const said: Record<SilentBet['silence'], [one: string, several: string]> = {
  'no-readout': [
    'shipped, its readout is overdue, and nothing explains why',
    'shipped, their readouts are overdue, and nothing explains why',
  ],
  'no-data': ['concluded without data', 'concluded without data'],
  undecided: ['concluded, and nobody has decided what to do next', 'concluded, and nobody has decided what to do next'],
  unreleased: [
    'was merged more than a month ago and is in no release',
    'were merged more than a month ago and are in no release',
  ],
  unanswered: [
    'was asked what was learned, and nobody has answered',
    'were asked what was learned, and nobody has answered',
  ],
};

/** What somebody ought to look at, a line a reason, the longest silent first; it comes before everything else. */
export function silentShips({ silent, edition }: Digest): string | undefined {
  if (silent.count === 0) return undefined;
  const named = ({ silence, since, metric, ...place }: SilentBet) => {
    const code = silence === 'no-data' && metric !== undefined ? `${inertCode(metric, { maxLength: 60 })}, ` : '';
    return `${referenceOf(place)} (${code}since ${formatDate(since, edition.until)})`;
  };
  const lines = [...Map.groupBy(silent.rows, ({ silence }) => silence)].map(([silence, rows]) => {
    const [one, several] = said[silence];
    return `${counted(rows.length, 'bet')} ${rows.length === 1 ? one : several}: ${rows.map(named).join(', ')}.`;
  });
  const more = silent.count - silent.rows.length;
  const rest = more > 0 ? `\n\n${counted(more, 'more bet waits', 'more bets wait')}.` : '';
  return `### Silent ships\n\n${list(lines)}${rest}`;
}
