import type { ReadableLine } from '../text/readable-line.ts';
import { type DeclarationKey, type LabelMeaning, meaningOf } from './label-words.ts';
import { saysNoneByItself } from './parse-non-bet.ts';

/** What a line begins with. */
export interface Opening {
  /** A box to tick, if there is one. */
  box?: 'ticked' | 'open';
  /** Where what the line says begins. */
  at: number;
  /** Emphasis that was opened and not closed yet. */
  emphasis: string;
}

export interface LabelledLine extends LabelMeaning {
  /** Blank: it stands on the lines below. */
  value: string;
  /** No colon says where the label ends, so that it may be the beginning of a sentence. */
  loose: boolean;
}

/** GitLab's `[~]` says that it does not apply. */
const openBox = String.raw`[[(]\s{0,2}[\])]|\[[~–—-]\]|[☐⬜🔲◻◽❌✖✗✘]\ufe0f?|:(?:white_large_square|white_medium_square|white_square_button|black_square_button|x):`;
const tickedBox = String.raw`[[(]\s?[xX✓✔☑*•●◉]\s?[\])]|[☑☒✅✔🔘]\ufe0f?|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check|radio_button):`;
const ornaments = [
  String.raw`\s+`,
  String.raw`[-+*•‣▪◦▸▶→>]\s`,
  String.raw`#{1,6}\s`,
  String.raw`\d{1,3}(?:\.\d{1,3}){0,3}[.):]?\s|[a-hA-HivxIVX]{1,4}[.)]\s`,
  String.raw`[\d#*]\ufe0f?\u20e3`,
  String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u200d]`,
  String.raw`:[a-z0-9_+-]{2,30}:(?=\s|[*_]|$)`,
  '["“”„«»「]',
];
const ornament = new RegExp(
  `(?<open>${openBox})(?=\\s|$)|(?<ticked>${tickedBox})(?=\\s|$)|(?<marks>[*_]{1,3})|${ornaments.join('|')}`,
  'uy',
);
const mostOrnaments = 12;

/** Passes over what decorates the beginning of a line: bullets, numbers, boxes, emoji, emphasis, quotation marks. */
export function openingOf(bare: string): Opening {
  const opening: Opening = { at: 0, emphasis: '' };
  for (let passed = 0; passed < mostOrnaments; passed += 1) {
    ornament.lastIndex = opening.at;
    const found = ornament.exec(bare);
    if (!found) break;
    opening.at = ornament.lastIndex;
    const { open, ticked, marks } = found.groups ?? {};
    if (open) opening.box ??= 'open';
    if (ticked) opening.box ??= 'ticked';
    if (marks) opening.emphasis = opening.emphasis.endsWith(marks) ? '' : opening.emphasis + marks;
  }
  return opening;
}

/** Beyond this no label ends. */
const mostLabel = 80;
const colon = /\s{0,9}(?:[-=]>|→|[:\uff1a=＝\ufe30\ufe55](?!\/\/)[:=]?)/;
const dash = /\s{1,9}[–—-]{1,2}\s/;
const emphasisEnd = /(?<=[*_])\s(?=\S)/;
const anyWord = /^\S{1,30}/;

/** The key that a line begins with and what follows it, or that it is nothing but a key. */
export function splitLabel(written: ReadableLine, opening = openingOf(written.bare)): LabelledLine | undefined {
  const line = withoutLink(written, opening);
  const head = line.bare.slice(opening.at, opening.at + mostLabel);
  if (saysNoneByItself(head)) return { key: 'outcome', own: true, value: line.text.slice(opening.at), loose: false };
  return (
    splitAt(line, opening, colon.exec(head)) ??
    inBrackets(line, opening, head) ??
    standsAlone(line, opening) ??
    splitAt(line, opening, dash.exec(head)) ??
    (opening.emphasis === '' ? undefined : splitAt(line, opening, emphasisEnd.exec(head))) ??
    withoutEnd(line, opening, head)
  );
}

/** A key may be a link: `[Key result](https://...): KR1`. */
function withoutLink(line: ReadableLine, { at }: Opening): ReadableLine {
  const [link, name] = /^\[([^\][]{1,60})\]\([^()\s]{1,300}\)/.exec(line.bare.slice(at, at + 400)) ?? [];
  if (link === undefined || name === undefined) return line;
  const unlinked = (text: string) => text.slice(0, at) + name + text.slice(at + link.length);
  return { ...line, text: unlinked(line.text), bare: unlinked(line.bare) };
}

function splitAt(line: ReadableLine, opening: Opening, separator: RegExpExecArray | null): LabelledLine | undefined {
  if (!separator) return undefined;
  const label = line.bare.slice(opening.at, opening.at + separator.index);
  const end = opening.at + separator.index + separator[0].length;
  const value = valueAfter(line.text, end, opening.emphasis, label).replace(/^[–—-]\s+(?=\p{L})/u, '');
  const asks = /[?\uff1f][*_]{1,3}$/.test(label);
  const meaning = meaningOf(label, asks || (line.heading && value === ''));
  if (!meaning) return undefined;
  const loose = !asks && !/[:\uff1a=＝\ufe30\ufe55>→]/.test(separator[0]);
  // `**What did you expect?** The page loads`: forms of bug reports ask so, too.
  return { ...meaning, own: meaning.own && !asks, value, loose: loose && !isNone(meaning, value) };
}

/** Emphasis that the label or the whole line stands in is none of the value's. */
function valueAfter(text: string, end: number, emphasis: string, label: string): string {
  const closed = emphasis === '' || /[*_]\s{0,9}$/.test(label);
  const rest = text.slice(end);
  const [, marks = '', value = ''] = /^\s*([*_]{0,3})\s*(.*)$/su.exec(rest) ?? [];
  if (closed) return rest.trim();
  return (marks === '' ? value.replace(/[*_]{1,3}$/, '') : value).trim();
}

/** `[Key result] KR1`, `【Expect】signup_rate +3%`: in company alone. */
function inBrackets(line: ReadableLine, { at }: Opening, head: string): LabelledLine | undefined {
  const [whole, label] = /^[[【［]([^\][【】［］]{2,40})[\]】］]\s{0,9}(?=\S)/.exec(head) ?? [];
  const meaning = label === undefined ? undefined : meaningOf(label, false);
  return meaning && { ...meaning, own: false, value: line.text.slice(at + (whole?.length ?? 0)), loose: false };
}

/** A heading, a name, a question, or a line of its own that is a key and nothing else. */
function standsAlone(line: ReadableLine, opening: Opening): LabelledLine | undefined {
  if (line.bare.length - opening.at > mostLabel) return undefined;
  const written = line.bare.slice(opening.at);
  const names = line.heading || line.label || opening.emphasis !== '' || /[?\uff1f][*_]{0,3}$/.test(written);
  const meaning = meaningOf(written, names);
  return meaning && { ...meaning, value: '', loose: !names };
}

/** Keys that many a sentence begins with. */
const prose = new Set<DeclarationKey>(['because', 'evidence', 'track', 'experiment']);

/** `Expect signup_rate +3%`: the colon is what people forget. */
function withoutEnd(line: ReadableLine, opening: Opening, head: string): LabelledLine | undefined {
  const [first = ''] = anyWord.exec(head) ?? [];
  const [second = ''] = anyWord.exec(head.slice(first.length).trimStart()) ?? [];
  const two = `${first} ${second}`;
  for (const [label, length] of [
    [two, head.indexOf(second, first.length) + second.length],
    [first, first.length],
  ] as const) {
    const meaning = second === '' ? undefined : meaningOf(label, false);
    const value = line.text
      .slice(opening.at + length)
      .replace(/^[*_]{1,3}/, '')
      .trim();
    if (meaning?.own && value !== '' && !prose.has(meaning.key))
      return { ...meaning, value, loose: !isNone(meaning, value) };
  }
  return undefined;
}

const isNone = ({ key, own }: LabelMeaning, value: string) =>
  key === 'outcome' && own && /^[*_]{0,3}none\b/i.test(value);
