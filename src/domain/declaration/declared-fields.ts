import { isBlankAnswer, isPlaceholder } from '../text/placeholder.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { readableLines } from '../text/readable-lines.ts';
import { composedFields, type LeftPart } from './composed-fields.ts';
import { type DeclaredEntry, declaredEntries, isCode, type LineApart, type Place } from './declared-entries.ts';
import type { DeclaredField } from './declared-field.ts';
import type { DeclarationKey } from './label-words.ts';
import { readsAsMovement } from './parse-expectation.ts';
import { saysWindow } from './says-movement.ts';
import { openingOf, splitLabel } from './split-label.ts';
import { unwrapped } from './wrapped.ts';

/** Of one key, those beyond this are not read; so many are said to be too many. */
const mostOfKey = 40;

/** What a Markdown text declares, key by key, in order. */
export function declaredFields(markdown: string): {
  fields: DeclaredField[];
  left: LeftPart[];
  apart: LineApart[];
  /** What is quoted below a key that says nothing else. */
  quoted: DeclaredField[];
} {
  const { entries, strays, apart } = declaredEntries(markdown);
  const counts = new Map<DeclarationKey, number>();
  const read = entries.map(({ place, ...entry }) => {
    const { key } = entry.labelled;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { place, fields: count <= mostOfKey ? fieldsOf(entry) : [] };
  });
  const referring = new Set(read.filter(({ fields }) => fields.some(isReference)).map(({ place }) => place.run));
  const inCompany = ({ place }: { place: Place }) => place.inOutcome || referring.has(place.run);
  const placed = read.flatMap(({ place, fields }) =>
    fields.map(({ doubtful, ...field }) => ({
      place,
      field: asProseInNotes({ ...field, inCompany: !doubtful && inCompany({ place }) }, place),
    })),
  );
  const quoted = entries.flatMap((entry): DeclaredField[] => {
    const { labelled, line, place } = entry;
    if (entry.quoted === undefined || entry.below.length > 0) return [];
    const about = { key: labelled.key, plain: labelled.own && !labelled.loose, inCompany: inCompany({ place }) };
    return [{ ...about, value: entry.quoted, line: `${line.text} ${entry.quoted}`, below: true }];
  });
  return { ...composedFields(placed, strays.filter(inCompany)), apart, quoted };
}

/** `Expect: better errors` is a change in the package of that name. */
const asProseInNotes = (field: DeclaredField, { inNotes }: Place): DeclaredField =>
  inNotes && !field.inCompany && (field.key === 'expect' || field.key === 'guard') ? { ...field, plain: false } : field;

/** The lines that declare nothing, in order. */
export function proseIn(markdown: string): ReadableLine[] {
  return readableLines(markdown).filter((line) => {
    const labelled = splitLabel(line);
    return !labelled?.own || labelled.loose || (line.heading && labelled.value === '');
  });
}

/** @property doubtful it may be prose that goes on, whatever its company */
type Field = Omit<DeclaredField, 'inCompany'> & { doubtful?: boolean };

function fieldsOf({ labelled, line, below }: Omit<DeclaredEntry, 'place'>): Field[] {
  const { key, value, own, loose } = labelled;
  const base = { key, plain: own && !loose };
  if (value !== '') {
    const [first, ...more] = unwrapped(key, [
      value,
      ...below.filter(({ bare }) => !openingOf(bare).box).map(({ text }) => text),
    ]);
    if (first === undefined) return [];
    const [own = '', ...others] = severalIn(key, first);
    const whole = line.text + first.slice(value.length);
    return [
      {
        ...base,
        value: own,
        line: others.length > 0 ? own : whole,
        below: false,
        doubtful: loose && isSentence(key, own, line.text),
      },
      ...more.filter(readsAsMovement).map((text) => ({
        ...base,
        value: text,
        line: quoted(key, text),
        below: true,
        plain: saysWindow(text) && base.plain,
        doubtful: !saysWindow(text),
      })),
      ...others.flatMap((text) => {
        const labelled = splitLabel({ ...line, text, bare: text, heading: false, label: false });
        return labelled
          ? [{ key: labelled.key, plain: labelled.own, value: labelled.value, line: text, below: false }]
          : [];
      }),
    ];
  }
  const texts = paragraphs(chosen(below)).flatMap((lines) => unwrapped(key, lines.map(withoutColon)));
  const moves = (key === 'expect' || key === 'guard') && texts.some(readsAsMovement);
  return texts.map((text) => {
    // Beside a movement, words without a change or the name of a metric may be what people say of it.
    const aside =
      moves && !/[+\-−–]\s?\d|\d\s?(?:%|pp)|_/.test(text) && !readsAsMovement(text)
        ? { plain: false, doubtful: true }
        : {};
    return { ...base, value: text, line: quoted(key, text), below: true, ...aside };
  });
}

/** `KRs are listed in the wiki`: without a colon or a dash, what names no id is a key result only if the map has its title. */
const isSentence = (key: DeclarationKey, value: string, line: string) =>
  key === 'key result' && !/\d/.test(value) && !/[–—-]\s*$/.test(line.slice(0, line.indexOf(value)));

/** `: KR1` below `Key result`, as lists of definitions are written. */
const withoutColon = (text: string) => text.replace(/^[:\uff1a]\s{1,9}/, '');

const staking = new Set<DeclarationKey>(['key result', 'hypothesis', 'expect', 'guard']);
const nextKey =
  /(?:\s?[,;|/·•，；、｜]\s?|\s[–—-]{1,2}\s|\.\s|\s)[*_]{0,3}(?=(?:key results?|hypothes[ie]s|expect(?:s|ations?)?|guard(?:s|rails?)?|because|evidence)[*_]{0,3}\s?[:\uff1a=])/iu;

/** Several keys on one line: `Key result: KR1, Expect: signup_rate +3%`. */
const severalIn = (key: DeclarationKey, value: string): string[] => (staking.has(key) ? value.split(nextKey) : [value]);

/** A movement is quoted with its key, also where it stands below it. */
function quoted(key: DeclarationKey, text: string): string {
  return key === 'expect' || key === 'guard' ? `${key === 'guard' ? 'Guard' : 'Expect'}: ${text}` : text;
}

/** Where there are boxes to tick, what is ticked; else everything but code below something else, which is an example. */
function chosen(lines: ReadableLine[]): { text: string; block: number }[] {
  const opened = lines.map((line) => ({ ...line, ...openingOf(line.bare) }));
  return opened.some(({ box }) => box)
    ? opened.flatMap(({ text, block, at, box }) => (box === 'ticked' ? [{ text: text.slice(at), block }] : []))
    : opened.filter(({ bare, apart }, index) => apart || index === 0 || !isCode(bare));
}

function paragraphs(lines: { text: string; block: number }[]): string[][] {
  const byBlock = Map.groupBy(lines, ({ block }) => block);
  return [...byBlock.values()].map((block) => block.map(({ text }) => text));
}

function isReference({ key, value, plain }: Field): boolean {
  if ((key !== 'key result' && key !== 'hypothesis') || isBlankAnswer(value) || isPlaceholder(value)) return false;
  return plain || /\d/.test(value);
}
