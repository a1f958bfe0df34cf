import { cut } from '../text/cut.ts';
import { nearest } from '../text/nearest.ts';
import { isStandIn } from '../text/placeholder.ts';
import { type DeclarationProblem, type NonBet, type NonBetReason, nonBetReasons } from './declaration.ts';
import { noneWords } from './label-words.ts';

const expected = `\`Outcome: none (chore): why\`, with one of ${nonBetReasons.join(', ')}`;
const mostNote = 1000;
const none =
  /^(?:[*_`"'#\s]|\ufe0f|\p{Extended_Pictographic}){0,6}(no[ _-](?:(?:expected|measurable) )?outcome(?: expected)?|not (?:applicable|measurable)|nothing to measure|n\/a|n\.a\.?|(?:ei mitään|không có|tidak ada|कोई नहीं|لا شيء|لا يوجد)|[\p{L}\p{M}]{1,12})[*_`"']{0,3}(?![\p{L}\p{N}])/iu;

/** Each reason in other languages, in lowercase; a table that a contributor can extend. */
const elsewhere: [NonBetReason, string][] = [
  [
    'chore',
    'wartung|aufräumen|maintenance|entretien|mantenimiento|manutenção|manutenzione|onderhoud|underhåll|vedlikehold|konserwacja|рефакторинг|bakım|유지보수|리팩터링|リファクタリング|保守|雑務|雑用|メンテナンス|杂务|雜務|杂项|雜項|维护|維護|重构|重構',
  ],
  [
    'bugfix',
    'fehlerbehebung|fehler|correction|corrección|correção|correzione|исправление|hata|버그|不具合|バグ修正|修复|修復',
  ],
];
/** What people mean by what is no reason of ours: it is suggested. */
const meant: [NonBetReason, RegExp][] = [
  ['chore', /^(?:refactor|docs?\b|documentation|dependenc|deps\b|tech|clean|tid|ci\b|build|tests?\b|styl)/i],
  ['bugfix', /^(?:regression|crash|revert)/i],
  ['compliance', /^(?:security|legal|gdpr|dsgvo|privacy|licen|audit)/i],
  ['enabler', /^(?:infra|groundwork|foundation|prepar|platform)/i],
  ['learning', /^(?:spike|prototyp|research|proof|poc\b|experiment)/i],
];
const begins = String.raw`^([\s([{,;:/–—-]{0,9})`;
const inOthers = [...elsewhere, ['bugfix', 'bug(?:[\\s-]?fix(?:es)?|s)?|hot[\\s-]?fix|fix'] as const].map(
  ([reason, words]) => [reason, new RegExp(String.raw`${begins}(?:${words})(?![\p{L}\p{N}])`, 'iu')] as const,
);
const filler = new RegExp(
  String.raw`${begins}(?:(?:of (?:these|those|them|the above|the others)|because|as|since|this|it|is|it[’']s|just|only|purely|an?)\s{1,3}){1,6}`,
  'i',
);

/** What follows `none`, in our words for its reason: `none because it is a bug fix` gives `bugfix`. */
function inOurWords(rest: string): string {
  const plain = rest
    .replace(/(?<=^[\s([{,;:/–—-]{0,9})(?:\p{Extended_Pictographic}\ufe0f?\s?){1,2}/u, '')
    .replace(/[（）［］｛｝：，]/g, (mark) => mark.normalize('NFKC'))
    .replace(filler, '$1');
  return inOthers.reduce((read, [reason, pattern]) => read.replace(pattern, `$1${reason}`), plain);
}

/** `No outcome expected: chore`, as our own check says it. */
export function saysNoneByItself(text: string): boolean {
  const [written] = /^no[ _-](?:expected )?outcome(?: expected)?(?=\s?[:(–—-])/i.exec(text) ?? [];
  return (
    written !== undefined && reasonsIn(inOurWords(text.slice(written.length)).replace(/^[\s([{:–—-]+/, '')).length > 0
  );
}

/** Whether what follows `Outcome:` says that there is none. Other words than `none` only do with a reason, or by themselves. */
export function saysNone(value: string): boolean {
  const [written = '', word = ''] = none.exec(value) ?? [];
  if (/^none$/i.test(word)) return true;
  if (!noneWords.has(word.toLowerCase().replace(/^no[-_]/, 'no '))) return false;
  const rest = inOurWords(value.slice(written.length));
  // These say nothing else, so that a reason which is none of ours is named rather than passed over.
  if (/\W/.test(word) && /^\s*(?:$|[([（:：,;.–—-])/u.test(rest)) return true;
  return /^[\s.]*$/.test(rest) || reasonsIn(/^[\s([{（:：,–—-]*([^)\]}）]{0,80})/.exec(rest)?.[1] ?? '').length > 0;
}

/**
 * What follows `Outcome:` when it says none: `none (chore): dependency update`, also `none - chore`, `none: chore, note`, `n/a (chore)`.
 * A reason from the list is needed; the note is not, because a forced note says nothing.
 */
export function parseNonBet(value: string, line: string): { nonBet: NonBet } | { problem: DeclarationProblem } {
  const rest = inOurWords(value.replace(none, '').replace(/^(\s*)[*_]{1,3}(?=[([])/, '$1')).trim();
  const match =
    /^[([{]([^)\]}]{0,200})[)\]}](.*)$/su.exec(rest) ?? /^[\s,;:/–—-]{0,9}([*_`"'\p{L}-]*)(.*)$/su.exec(rest) ?? [];
  const written = (match[1] ?? '').replace(/[*_`"']/g, '').trim();
  const note = (match[2] ?? '').replace(/^[\s,;.:–—-]{1,9}/, '').trim();
  const word = none.exec(value)?.[1] ?? 'none';
  const problem = (what: string, hint = expected) => ({ problem: { line, what, expected: hint } });

  if (written === '' || rest === '') return problem('`Outcome: none` gives no reason');
  const named = reasonsIn(written);
  const listed =
    /[|<>?]/.test(written) || (named.length > 1 && written.includes('/')) || named.length === nonBetReasons.length;
  if (listed || /^(?:reason|reasons)$/i.test(written) || isStandIn(note) || /^\s?[/|]\s?none\b/i.test(match[2] ?? ''))
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
  const suggested = close?.name ?? meant.find(([, pattern]) => pattern.test(written))?.[0];
  const hint = suggested ? `${expected}. Did you mean ${suggested}?` : expected;
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
