import type { Objection } from '../../domain/bet/objection.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import { list } from '../comment/table.ts';
import { inert, inertCode, inertSentence } from '../words/inert.ts';
import { asClause, counted, inWords } from '../words/words.ts';
import { maskFigures } from './mask-figures.ts';

const most = 10;

/** The same below its heading; nothing where everything counts. */
export function doesNotCount(objections: Objection[], disclosure: Disclosure): string {
  if (objections.length === 0) return '';
  const heading = objections.length === 1 ? 'One line was ignored:' : `${objections.length} lines were ignored:`;
  return `${heading}\n\n${objectionList(objections, disclosure)}`;
}

/** What does not count, why, what to write instead, and the closest names that exist; one line each. */
export function objectionList(objections: Objection[], disclosure: Disclosure): string {
  const lines = objections.slice(0, most).map((objection) => objectionLine(objection, disclosure));
  const more = objections.length - most;
  return list([...lines, more > 0 ? `${counted(more, 'more line')} like these.` : undefined]);
}

function objectionLine(objection: Objection, disclosure: Disclosure): string {
  const { subject, what, expected, suggestions } = objection;
  const shown = (text: string) => (disclosure.words || isOfName(objection) ? text : maskFigures(text));
  const fault = isOfName(objection)
    ? inertSentence(what.replace(subject, () => quoted(subject)))
    : `${inertCode(shown(subject), { maxLength: 160 })}: ${asClause(inertSentence(shown(what)))}`;
  const hides = disclosure.ofOthers !== 'figures';
  return `${fault}.${expected ? ` Write ${advice(expected, hides)}.` : ''}${didYouMean(suggestions, hides)}`;
}

/** An example with levels in it looks like a level of this metric. */
function advice(expected: string, hides: boolean): string {
  if (hides && maskFigures(expected) !== expected) return 'a relative change such as `+3%`';
  return inertSentence(expected);
}

/** What people call a key result may hold the figures that it is about. */
function didYouMean(suggestions: Objection['suggestions'], hides: boolean): string {
  if (suggestions.length === 0) return '';
  const names = suggestions.map(({ name, title }) => {
    const same = title === '' || title === name;
    return `${inertCode(name, { maxLength: 80 })}${same ? '' : ` (${inert(hides ? maskFigures(title) : title, { maxLength: 80 })})`}`;
  });
  return ` Did you mean ${inWords(names, 'or')}?`;
}

/** Objects to a name, not to a whole line: then the name is in what is said. */
export function isOfName({ subject, what }: Objection): boolean {
  return subject !== '' && what.includes(subject);
}

const quoted = (subject: string) => `\`${subject.replaceAll('`', "'").slice(0, 80)}\``;
