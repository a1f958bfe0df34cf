import { isBlankAnswer, isPlaceholder } from '../text/placeholder.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { readableLines } from '../text/readable-lines.ts';
import { composedFields, type LeftPart } from './composed-fields.ts';
import { type DeclaredEntry, declaredEntries, isCode, type Place } from './declared-entries.ts';
import type { DeclaredField } from './declared-field.ts';
import type { DeclarationKey } from './label-words.ts';
import { openingOf, splitLabel } from './split-label.ts';
import { unwrapped } from './wrapped.ts';

/** Entries beyond this are not read: a description that long states no bet. */
const mostEntries = 500;

/** What a Markdown text declares, key by key, in order. */
export function declaredFields(markdown: string): {
  fields: DeclaredField[];
  left: LeftPart[];
  inCode: string[];
} {
  const { entries, strays, inCode } = declaredEntries(markdown);
  const read = entries.map(({ place, ...entry }, index) => ({
    place,
    fields: index < mostEntries ? fieldsOf(entry) : [],
  }));
  const referring = new Set(read.filter(({ fields }) => fields.some(isReference)).map(({ place }) => place.run));
  const inCompany = ({ place }: { place: Place }) => place.inOutcome || referring.has(place.run);
  const placed = read.flatMap(({ place, fields }) =>
    fields.map((field) => ({ place, field: { ...field, inCompany: inCompany({ place }) } })),
  );
  return { ...composedFields(placed, strays.filter(inCompany)), inCode };
}

/** The lines that declare nothing, in order. */
export function proseIn(markdown: string): ReadableLine[] {
  return readableLines(markdown).filter((line) => {
    const labelled = splitLabel(line);
    return !labelled?.own || labelled.loose || (line.heading && labelled.value === '');
  });
}

type Field = Omit<DeclaredField, 'inCompany'>;

function fieldsOf({ labelled, line, below }: Omit<DeclaredEntry, 'place'>): Field[] {
  const { key, value, own, loose } = labelled;
  const base = { key, plain: own && !loose };
  if (value !== '') {
    const [first] = unwrapped(key, [
      value,
      ...below.filter(({ bare }) => !openingOf(bare).box).map(({ text }) => text),
    ]);
    if (first === undefined) return [];
    const [own = '', ...others] = severalIn(key, first);
    const whole = line.text + first.slice(value.length);
    return [
      { ...base, value: own, line: others.length > 0 ? own : whole, below: false },
      ...others.flatMap((text) => {
        const labelled = splitLabel({ ...line, text, bare: text, heading: false, label: false });
        return labelled
          ? [{ key: labelled.key, plain: labelled.own, value: labelled.value, line: text, below: false }]
          : [];
      }),
    ];
  }
  return paragraphs(chosen(below)).flatMap((lines) =>
    unwrapped(key, lines).map((text) => ({ ...base, value: text, line: quoted(key, text), below: true })),
  );
}

const staking = new Set<DeclarationKey>(['key result', 'hypothesis', 'expect', 'guard']);
const nextKey =
  /(?:\s?[,;|/·•]\s?|\s[–—-]{1,2}\s|\.\s|\s)[*_]{0,3}(?=(?:key results?|hypothes[ie]s|expect(?:s|ations?)?|guard(?:s|rails?)?|because|evidence)[*_]{0,3}\s?[:\uff1a=])/iu;

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
    : opened.filter(({ bare, code }, index) => code || index === 0 || !isCode(bare));
}

function paragraphs(lines: { text: string; block: number }[]): string[][] {
  const byBlock = Map.groupBy(lines, ({ block }) => block);
  return [...byBlock.values()].map((block) => block.map(({ text }) => text));
}

function isReference({ key, value, plain }: Field): boolean {
  if ((key !== 'key result' && key !== 'hypothesis') || isBlankAnswer(value) || isPlaceholder(value)) return false;
  return plain || /\d/.test(value);
}
