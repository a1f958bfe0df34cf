import { cut } from './cut.ts';
import { isBlankAnswer, isPlaceholder } from './placeholder.ts';
import type { ReadableLine } from './readable-line.ts';

const mostText = 1000;

/**
 * What people wrote below the headings of a form or template, by heading; headings that nobody wrote anything under are not in it.
 * What was left as it was (`_No response_`, a stand-in in brackets, a comment alone) is nothing.
 * @param headings each heading as a pattern of its words alone: marks, colon and question mark at the end are taken off
 */
export function proseUnder<Key>(lines: readonly ReadableLine[], headings: [RegExp, Key][]): Map<Key, string> {
  const written = new Map<Key, string[]>();
  let section: { key: Key } | undefined;
  for (const line of lines) {
    if (line.heading) {
      const words = headingWords(line);
      const found = headings.find(([pattern]) => pattern.test(words));
      section = found && { key: found[1] };
    } else if (section) written.set(section.key, [...(written.get(section.key) ?? []), line.text]);
  }
  const answered = [...written].map(([key, texts]): [Key, string] => [key, cut(texts.join(' ').trim(), mostText)]);
  return new Map(answered.filter(([, text]) => !isUnanswered(text)));
}

/** How many of these headings there are, whatever stands below them. */
export function headingsAmong(lines: readonly ReadableLine[], headings: RegExp[]): number {
  const words = lines.filter(({ heading }) => heading).map(headingWords);
  return headings.filter((pattern) => words.some((heading) => pattern.test(heading))).length;
}

const headingWords = ({ text }: ReadableLine) =>
  text
    .slice(0, 80)
    .replace(/[*_:?\uff1a\uff1f\s]+$|^[*_]+/g, '')
    .replace(/\s+/g, ' ');

/** Prose may hold brackets of its own; only what is nothing but a stand-in was left as it was. */
const isUnanswered = (text: string) => isBlankAnswer(text) || (/^[<[{$]|^\S+$/.test(text) && isPlaceholder(text));
