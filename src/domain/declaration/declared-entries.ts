import { quotedMark } from '../text/inline-text.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { allLines } from '../text/readable-lines.ts';
import type { DeclarationKey } from './label-words.ts';
import { objectLines } from './lines/object-lines.ts';
import { type TableLine, tableLines } from './lines/table-lines.ts';
import { saysNone } from './parse-non-bet.ts';
import { fits, partIn, partNamed, type SaidPart, saidUnder, withoutPartLabel } from './said-in-parts.ts';
import { mayMove, saysMovement } from './says-movement.ts';
import { type LabelledLine, openingOf, splitLabel } from './split-label.ts';
import { reasonBelow } from './wrapped.ts';

/** A line with a key, and the lines below it that may go on with what it says, or say it. */
export interface DeclaredEntry {
  labelled: LabelledLine;
  line: ReadableLine;
  below: ReadableLine[];
  /** What is quoted right below it, where it has nothing else. */
  quoted?: string;
  place: Place;
}

export interface Place {
  /** Of the line, among all. */
  at: number;
  /** Entries with nothing but each other between them have the same. */
  run: number;
  /** In a section whose heading or label is `Outcome`. */
  inOutcome: boolean;
  /** Among the notes of somebody's release. */
  inNotes: boolean;
}

/** A line without a key of ours that says a movement, or a part of one: `Metric: signup_rate`. It counts where a line of ours may stand. */
export interface Stray {
  text: string;
  place: Place;
  part?: SaidPart;
  /** The row of a table with a column for each part. */
  row?: readonly SaidPart[];
  guards?: true;
}

export interface Declared {
  entries: DeclaredEntry[];
  strays: Stray[];
  /** Lines with a key where nothing counts: of code in an Outcome section, and of all where there are no others. */
  apart: LineApart[];
}

export interface LineApart {
  text: string;
  where: 'code' | 'quotation' | 'address';
  key: DeclarationKey;
  value: string;
}

/** Keys that a line is not written with by chance. */
const asksFor = new Set<DeclarationKey>(['key result', 'hypothesis', 'expect', 'guard']);
/** Beyond these it is no bet any more, but a table of figures. */
const mostStrays = 100;
/** Lines with figures that are read as movements; each costs up to a millisecond. */
const mostTried = 300;
/** Level of a label that is not a heading: below all headings, and only for the lines right after it. */
const labelLevel = 7;
/** Headings and boxes of what Dependabot, Renovate and GitHub quote. */
const releaseNotes =
  /^(?:\W{0,3}(?:release notes|change ?logs?|changes|commits|what['’]?s (?:changed|new)|bug fixes|features|fixes)\b|\W{0,3}v?\d+\.\d+)/iu;
/** `Key result: KR1 page by @octocat in #12`, of notes that GitHub writes for a release. */
const noteOfRelease = /\sby @[\w-]{1,39}(?:\[bot\])? in (?:#\d|https?:\/\/\S{1,200})\S{0,200}\s*$/;
const closing = /^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s{1,9}\S{0,140}#?\d/i;

/** The lines of a Markdown text that begin with a key, in order, each with the lines that belong to it. */
export function declaredEntries(markdown: string): Declared {
  const entries: DeclaredEntry[] = [];
  const strays: Stray[] = [];
  const apart: (LineApart & { inOutcome: boolean })[] = [];
  let current: DeclaredEntry | undefined;
  let section: DeclaredEntry | undefined;
  let outcomeLevel: number | undefined;
  let notesLevel: number | undefined;
  let run = 0;
  let tried = 0;
  const moves = (text: string) => mayMove(text) && ++tried <= mostTried && saysMovement(text);
  /** The heading above the line, if it names a part. */
  let asked: string | undefined;
  const lines = [...tableLines(objectLines(allLines(markdown)))];
  let until = 0;
  for (const [at, line] of lines.entries()) {
    if (at < until) continue;
    const opening = openingOf(line.bare);
    const labelled =
      opening.box === 'open' || noteOfRelease.test(line.bare.slice(0, 1000)) ? undefined : splitLabel(line, opening);
    const inOutcome = outcomeLevel !== undefined;
    if (line.apart) {
      const isCodeBlock = line.apart === 'code';
      const loose = labelled?.loose && !(isCodeBlock && inOutcome);
      if (isCodeBlock && current && asksForCode(current)) current.below.push(line);
      else if (line.apart !== 'quotation') {
        if (labelled?.own && !loose && (isCodeBlock || asksFor.has(labelled.key)))
          apart.push({ ...apartOf(line, labelled), where: line.apart, inOutcome: isCodeBlock && inOutcome });
      } else if (!labelled && current && lacksAnswer(current)) current.quoted ??= line.text;
      continue;
    }
    if ((line.bare.startsWith('\0') || line.bare.startsWith(quotedMark)) && !labelled) {
      const shown = splitLabel({ ...line, bare: line.text });
      if (shown?.own && !shown.loose && shown.value !== '')
        apart.push({ ...apartOf(line, shown), where: line.bare.startsWith('\0') ? 'code' : 'quotation', inOutcome });
    }
    if (labelled) asked = undefined;
    const level = line.heading ? line.level : labelLevel;
    if (line.heading && outcomeLevel !== undefined && level <= outcomeLevel) outcomeLevel = undefined;
    if ((line.heading || line.label) && (notesLevel === undefined || level <= notesLevel))
      notesLevel = releaseNotes.test(line.text) ? level : undefined;
    const inNotes = notesLevel !== undefined;
    if (labelled) {
      const isOutcome = labelled.key === 'outcome';
      if (isOutcome && labelled.value === '' && !labelled.loose) outcomeLevel = level;
      current = { labelled, line, below: [], place: { at, run, inOutcome: outcomeLevel !== undefined, inNotes } };
      entries.push(current);
      if (line.heading) section = labelled.value === '' ? current : undefined;
      else if (section?.labelled.key !== 'outcome') section = undefined;
      continue;
    }
    const named = line.heading ? line.text.slice(opening.at) : '';
    if (partNamed(named)) {
      asked = named;
      current = undefined;
      section = undefined;
      continue;
    }
    const stray =
      opening.box === 'open' || line.heading ? undefined : strayIn(line, opening.at, current ?? section, moves, asked);
    asked = undefined;
    const goesOn = opening.box !== 'open' && !stray && !(current && takes(current, line)) && !section;
    const several = goesOn ? severalFrom(lines, at, opening.at, moves) : [];
    const joined = several.join(' ');
    if (several.length > 1 && strays.length < mostStrays && moves(joined)) {
      strays.push({ text: joined, place: { at, run, inOutcome: outcomeLevel !== undefined, inNotes } });
      until = at + several.length;
      current = undefined;
    } else if (stray && strays.length < mostStrays) {
      strays.push({ ...stray, place: { at, run, inOutcome: outcomeLevel !== undefined, inNotes } });
      if (current && !takes(current, line)) current = undefined;
    } else if (current && takes(current, line)) current.below.push(line);
    else if (section && !line.heading && !closing.test(line.bare)) section.below.push(line);
    else if (opening.box !== 'open') {
      current = undefined;
      if (line.heading) section = undefined;
      if (line.heading ? outcomeLevel === undefined : outcomeLevel === undefined && !line.cells) run += 1;
    }
  }
  return { entries, strays, apart: apart.filter(({ inOutcome }) => inOutcome || entries.length === 0) };
}

const apartOf = ({ text }: ReadableLine, { key, value }: LabelledLine) => ({ text, key, value });

const mostWrapped = 4;
const mostName = 60;

/** A short paragraph or bullet from its first line on: a movement may go over its lines, where no line says it by itself. */
function severalFrom(
  lines: readonly TableLine[],
  at: number,
  from: number,
  moves: (text: string) => boolean,
): string[] {
  const { block, bare } = lines[at] ?? {};
  if (lines[at - 1]?.block === block || (bare ?? '').length > mostName) return [];
  const all = lines.slice(at, at + mostWrapped + 1);
  const end = all.findIndex((line) => line.block !== block || line.heading || line.label || line.cells !== undefined);
  const own = all.slice(0, end < 0 ? all.length : end);
  const texts = own.map(({ text }, index) => (index === 0 ? text.slice(from) : text));
  if (own.length < 2 || own.length > mostWrapped || !mayMove(texts.join(' '))) return [];
  const below = own.slice(1);
  return below.some((line) => splitLabel(line) ?? moves(line.text)) ? [] : texts;
}

/** What a line says of a movement that the entry above it does not ask for. */
function strayIn(
  line: TableLine,
  at: number,
  above: DeclaredEntry | undefined,
  moves: (text: string) => boolean,
  asked = '',
): Omit<Stray, 'place'> | undefined {
  const text = line.text.slice(at).trim();
  if (line.row) return { text: line.text, row: line.row, ...(line.guards ? { guards: line.guards } : {}) };
  const answer = saidUnder(asked, line.text);
  if (answer && fits(answer)) return { text: answer.text, part: answer };
  const { key, value } = above?.labelled ?? {};
  if (key === 'because' || key === 'evidence') return undefined;
  const said = withoutPartLabel(text);
  if (said !== text && moves(said)) return { text: said };
  const part = partIn(text);
  if (part) return { text, part };
  // These ask for movements themselves, and read what is below them.
  if (key === 'expect' || key === 'guard' || key === 'outcome') return undefined;
  if (value === '' && above?.below.length === 0) return undefined;
  return moves(text) ? { text } : undefined;
}

/** Whether a line without a key may belong to the entry above it. */
function takes({ labelled, line: own, below }: DeclaredEntry, line: ReadableLine): boolean {
  if (line.heading || line.label || closing.test(line.bare)) return false;
  if (line.block === own.block) return true;
  if (labelled.key === 'outcome' && saysNone(labelled.value) && below.length === 0)
    return reasonBelow(line.text) !== undefined;
  if (labelled.value !== '') return false;
  const [first] = below;
  return (
    own.heading ||
    line.depth > own.depth ||
    first === undefined ||
    (first.block === line.block && first.block !== own.block)
  );
}

/** Code by itself on a line. */
export const isCode = (bare: string) => /^\0+$/.test(bare);

/** Code right below a label is its answer; elsewhere code is an example. */
const asksForCode = ({ labelled, below }: DeclaredEntry) =>
  labelled.value === '' && labelled.key !== 'outcome' && below.every(({ apart }) => apart);

const lacksAnswer = ({ labelled, below }: DeclaredEntry) =>
  labelled.value === '' && labelled.key !== 'outcome' && below.length === 0;
