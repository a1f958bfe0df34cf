import type { ConcludedBet, DigestBet, Some } from '../../domain/digest/digest.ts';
import type { LedgerPlace } from '../../domain/ledger/ledger.ts';
import { referenceTo } from '../../domain/repository.ts';
import { list } from '../comment/table.ts';
import { formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { inert, inertCode } from '../words/inert.ts';
import { verdictInWords } from '../words/verdict-in-words.ts';
import { counted } from '../words/words.ts';

export const referenceOf = ({ owner, repository, number }: LedgerPlace): string =>
  referenceTo(owner, repository, number);

/** `**Ask for less** acme/shop#12 (KR1)` */
export function betName({ title, keyResults, ...place }: DigestBet): string {
  const named = title === undefined || title === '' ? '' : `**${inert(title, { maxLength: 80 })}** `;
  const on = keyResults.slice(0, 3).map((id) => inertCode(id, { maxLength: 40 }));
  return `${named}${referenceOf(place)}${on.length > 0 ? ` (${on.join(', ')})` : ''}`;
}

/** What came of a bet: the same words whichever way it went. */
export function concludedLine(bet: ConcludedBet): string {
  const { verdict, effect, metric, decision, learned } = bet;
  const size = effect ? ` ${formatRelative(effect.relative)} (${formatRelativeSpan(effect)})` : '';
  const on = metric ? ` ${inert(metric.title, { maxLength: 60 })}${size}` : size;
  const came = verdict ? `${verdictInWords(verdict.verdict, verdict)};` : '';
  const parts = [
    `${betName(bet)}:`,
    came,
    on.trim() === '' ? '' : `${on.trim()}.`,
    decision ? `Decision: ${decision}.` : '',
    learned === undefined ? '' : `Learned: ${inert(learned, { maxLength: 240 })}`,
  ];
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replace(/[;:]$/, '.');
}

/** A list, and how many more there are. */
export function listOf<Row>({ rows, count }: Some<Row>, line: (row: Row) => string): string {
  const more = count - rows.length;
  return [list(rows.map(line)), ...(more > 0 ? [`${counted(more, 'more is', 'more are')} in the ledger.`] : [])].join(
    '\n\n',
  );
}
