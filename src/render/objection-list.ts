import type { Objection } from '../domain/judgement.ts';
import { isOfName } from './check-title.ts';
import { inert, inertCode, inertSentence } from './inert.ts';
import { maskFigures } from './mask-figures.ts';
import { list } from './table.ts';
import { asClause, counted, inWords } from './words.ts';

const most = 10;

/** What does not count, why, what to write instead, and the closest names that exist; one line each. */
export function objectionList(objections: Objection[], redact: boolean): string {
  const lines = objections.slice(0, most).map((objection) => objectionLine(objection, redact));
  const more = objections.length - most;
  return list([...lines, more > 0 ? `${counted(more, 'more line')} like these.` : undefined]);
}

function objectionLine(objection: Objection, redact: boolean): string {
  const { subject, what, expected, suggestions } = objection;
  const shown = (text: string) => (redact && !isOfName(objection) ? maskFigures(text) : text);
  const fault = isOfName(objection)
    ? inertSentence(what.replace(subject, () => quoted(subject)))
    : `${inertCode(shown(subject), { maxLength: 160 })}: ${asClause(inertSentence(shown(what)))}`;
  return `${fault}.${expected ? ` Write ${advice(expected, redact)}.` : ''}${didYouMean(suggestions)}`;
}

/** An example with levels in it looks like a level of this metric. */
function advice(expected: string, redact: boolean): string {
  if (redact && maskFigures(expected) !== expected) return 'a relative change such as `+3%`';
  return inertSentence(expected);
}

function didYouMean(suggestions: Objection['suggestions']): string {
  if (suggestions.length === 0) return '';
  const names = suggestions.map(({ name, title }) => {
    const same = title === '' || title === name;
    return `${inertCode(name, { maxLength: 80 })}${same ? '' : ` (${inert(title, { maxLength: 80 })})`}`;
  });
  return ` Did you mean ${inWords(names, 'or')}?`;
}

const quoted = (subject: string) => `\`${subject.replaceAll('`', "'").slice(0, 80)}\``;
