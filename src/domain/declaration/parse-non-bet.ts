import { cut } from '../text/cut.ts';
import { nearest } from '../text/nearest.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type DeclarationProblem, type NonBet, type NonBetReason, nonBetReasons } from './declaration.ts';

const expected = `\`Outcome: none (chore): why\`, with one of ${nonBetReasons.join(', ')}`;
const mostNote = 1000;

/**
 * What follows `Outcome:` when it begins with "none": `none (chore): dependency update`, also `none - chore`, `none: chore, note`.
 * A reason from the list is needed; the note is not, because a note that is forced says nothing.
 */
export function parseNonBet(value: string, line: string): { nonBet: NonBet } | { problem: DeclarationProblem } {
  const rest = value
    .replace(/^none/i, '')
    .replace(/\bbug[\s-]fix\b/i, 'bugfix')
    .trim();
  const match =
    /^[([]([^)\]]{0,200})[)\]](.*)$/su.exec(rest) ?? /^[\s,;:\uff1a–—-]{0,9}([\p{L}-]*)(.*)$/su.exec(rest) ?? [];
  const written = (match[1] ?? '').replace(/[*_`"']/g, '').trim();
  const note = (match[2] ?? '').replace(/^[\s,;.:\uff1a–—-]{1,9}/, '').trim();
  const problem = (what: string, hint = expected) => ({ problem: { line, what, expected: hint } });

  if (written === '' || rest === '') return problem('`Outcome: none` gives no reason');
  if (/[|/,<>?]/.test(written) || /^(?:reason|reasons)$/i.test(written) || isPlaceholder(note))
    return problem('`Outcome: none` still has its placeholder', expected);
  const reason = reasonOf(written);
  if (reason) return { nonBet: { reason, note: cut(note, mostNote) } };
  const [close] = nearest(
    written,
    nonBetReasons.map((name) => ({ name, title: '' })),
  );
  const hint = close ? `${expected}. Did you mean ${close.name}?` : expected;
  return problem(`"${cut(written, 40)}" is not one of the reasons for a change without an outcome`, hint);
}

function reasonOf(written: string): NonBetReason | undefined {
  return nonBetReasons.find((reason) => reason === written.toLowerCase());
}

/** Somebody wrote a reason where `none` is missing: `Outcome: chore`. */
export function isBareReason(value: string): boolean {
  return reasonOf(/^[(\s]*([\p{L}-]{1,20})/u.exec(value)?.[1] ?? '') !== undefined;
}
