import { cut } from '../text/cut.ts';
import { nearest } from '../text/nearest.ts';
import { isStandIn } from '../text/placeholder.ts';
import { type DeclarationProblem, type NonBet, type NonBetReason, nonBetReasons } from './declaration.ts';
import { noneWords } from './label-words.ts';

const expected = `\`Outcome: none (chore): why\`, with one of ${nonBetReasons.join(', ')}`;
const mostNote = 1000;
const none = /^[*_`"']{0,3}(no outcome|not applicable|n\/a|[\p{L}]{1,12})[*_`"']{0,3}(?![\p{L}\p{N}])/iu;

/** Whether what follows `Outcome:` says that there is none. Other words than `none` only do with a reason, or by themselves. */
export function saysNone(value: string): boolean {
  const [written = '', word = ''] = none.exec(value) ?? [];
  if (/^none$/i.test(word)) return true;
  if (!noneWords.has(word.toLowerCase())) return false;
  const rest = value.slice(written.length);
  // These say nothing else, so that a reason which is none of ours is named rather than passed over.
  if (/\W/.test(word) && /^\s*(?:$|[([（:：,;.–—-])/u.test(rest)) return true;
  return /^[\s.]*$/.test(rest) || reasonsIn(/^[\s([（:：,–—-]*([^)\]）]{0,80})/.exec(rest)?.[1] ?? '').length > 0;
}

/**
 * What follows `Outcome:` when it says none: `none (chore): dependency update`, also `none - chore`, `none: chore, note`, `n/a (chore)`.
 * A reason from the list is needed; the note is not, because a forced note says nothing.
 */
export function parseNonBet(value: string, line: string): { nonBet: NonBet } | { problem: DeclarationProblem } {
  const rest = value
    .replace(none, '')
    .replace(/[（）［］：，]/g, (mark) => mark.normalize('NFKC'))
    .replace(/^([\s([,;:/–—-]{0,9})(?:bug(?:[\s-]?fix(?:es)?|s)?|hot[\s-]?fix|fix)(?![\p{L}])/iu, '$1bugfix')
    .trim();
  const match =
    /^[([]([^)\]]{0,200})[)\]](.*)$/su.exec(rest) ?? /^[\s,;:/–—-]{0,9}([*_`"'\p{L}-]*)(.*)$/su.exec(rest) ?? [];
  const written = (match[1] ?? '').replace(/[*_`"']/g, '').trim();
  const note = (match[2] ?? '').replace(/^[\s,;.:–—-]{1,9}/, '').trim();
  const word = none.exec(value)?.[1] ?? 'none';
  const problem = (what: string, hint = expected) => ({ problem: { line, what, expected: hint } });

  if (written === '' || rest === '') return problem('`Outcome: none` gives no reason');
  const named = reasonsIn(written);
  const listed = /[|/<>?]/.test(written) || named.length === nonBetReasons.length;
  if (listed || /^(?:reason|reasons)$/i.test(written) || isStandIn(note))
    return problem('`Outcome: none` still has its placeholder', expected);
  const [reason] = named;
  if (reason)
    return {
      nonBet: {
        reason,
        note: cut([...asideOf(written, named), note].filter(Boolean).join('; '), mostNote),
        ...(/^none$/i.test(word) ? {} : { word }),
      },
    };
  const [close] = nearest(
    written,
    nonBetReasons.map((name) => ({ name, title: '' })),
  );
  const hint = close ? `${expected}. Did you mean ${close.name}?` : expected;
  return problem(`"${cut(written, 40)}" is not one of the reasons for a change without an outcome`, hint);
}

/** The reasons that a text begins with: `bugfix, chore`. */
function reasonsIn(written: string): NonBetReason[] {
  const reasons: NonBetReason[] = [];
  for (const word of written.toLowerCase().split(/[\s,;:.–—/|+&()-]+|\s(?:and|or)\s/)) {
    const reason = nonBetReasons.find((one) => one === word);
    if (reason) reasons.push(reason);
    else if (word !== '' && word !== 'and' && word !== 'or') break;
  }
  return reasons;
}

/** What else stood in the brackets: another reason, or a note. */
function asideOf(written: string, [reason, ...others]: NonBetReason[]): string[] {
  if (others.length > 0) return [`also ${others.join(', ')}`];
  return [written.slice(reason?.length).replace(/^[\s,;.:–—-]{1,9}/, '')];
}

/** A reason without `none`: `Outcome: chore`, `Outcome: no change expected (chore)`. */
export function isBareReason(value: string): boolean {
  const word = /^[(\s]*([\p{L}-]{1,20})/u.exec(value)?.[1]?.toLowerCase();
  const inBrackets = /[(（]([a-z]{1,20})[)）]/i.exec(value.slice(0, 200))?.[1]?.toLowerCase();
  return nonBetReasons.some((reason) => reason === word || reason === inBrackets);
}
