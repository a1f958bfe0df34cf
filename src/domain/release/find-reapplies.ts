import type { ReadableLine } from '../text/readable-line.ts';
import type { MergedText } from './merged-text.ts';
import { numberQuoted, prefixOf } from './revert-in-title.ts';
import { type Reference, referencesIn } from './revert-references.ts';

const again =
  're-?land(?:s|ed|ing)?|re-?appl(?:y|ies|ied|ying)|re-?instat(?:es?|ed|ing)|(?:brings?|brought|bringing) back|restor(?:es?|ed|ing)|un-?revert(?:s|ed|ing)?|re-?introduc(?:es?|ed|ing)|(?:revert(?:s|ed|ing)?|undo(?:es|ing)?) (?:the )?(?:revert|rollback|reversion) of';
const inTitle = new RegExp(String.raw`^\[?(?:${again})\]?(?:\([^)]{0,60}\))?!?(?::\s{0,3}|\s{1,3})(?:of\s{1,3})?`, 'i');
const inLine = new RegExp(
  String.raw`^(?:this(?:\s{1,3}(?:pr|pull request|change|commit|patch))?\s{1,3}(?:is\s{1,3})?|(?:it|we)\s{1,3})?(?:an?\s{1,3})?(?:(?:second|clean|manual)\s{1,3})?(?:${again})(?::\s{0,3}|\s{1,3})(?:of\s{1,3})?`,
  'i',
);
const goesOn = /^\s{0,3}(?:$|[.,;:!()–—-]|with\b|now\b|because\b|after\b|as\b|since\b|which\b|that\b)/i;

/** What a text says it brings back, by the name of what was taken back: `Reland #7`, `Reapply "Shorter form (#7)"`, `This is a reland of commit 0123abc`. */
export function reappliesIn(merged: MergedText, lines: readonly ReadableLine[]): Reference[] {
  const found = lines.flatMap(({ text, bare }) => {
    const length = inLine.exec(bare)?.[0].length;
    if (length === undefined) return [];
    const { references, rest } = referencesIn(text.slice(length), bare.slice(length));
    return goesOn.test(rest) ? references : [];
  });
  return [...titled(merged, lines[0]?.text ?? ''), ...found];
}

function titled({ title, number }: MergedText, firstLine: string): Reference[] {
  const written = (title ?? firstLine).slice(0, 1000);
  const shown = written.slice(prefixOf(written).length);
  const lead = inTitle.exec(shown)?.[0];
  return lead === undefined ? [] : numberQuoted(shown.slice(lead.length), title !== undefined, number);
}
