import { linesWithCode, type ReadableLine } from '../text/readable-lines.ts';
import { type LabelledLine, openingOf, splitLabel } from './split-label.ts';
import { tableLines } from './table-lines.ts';

/** A line with a key, and the lines below it that may go on with what it says, or say it. */
export interface DeclaredEntry {
  labelled: LabelledLine;
  line: ReadableLine;
  below: ReadableLine[];
  /** Entries with nothing but each other between them have the same. */
  run: number;
  /** In a section whose heading or label is `Outcome`. */
  inOutcome: boolean;
}

export interface Declared {
  entries: DeclaredEntry[];
  /** Lines with a key that stand in code in an Outcome section, where nothing counts. */
  inCode: string[];
}

/** Of a label that is no heading: below all headings, it holds for what follows it at once. */
const labelLevel = 7;
const closing = /^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s{1,9}\S{0,140}#?\d/i;

/** The lines of a Markdown text that begin with a key, in order, each with the lines that belong to it. */
export function declaredEntries(markdown: string): Declared {
  const entries: DeclaredEntry[] = [];
  const inCode: string[] = [];
  let current: DeclaredEntry | undefined;
  let section: DeclaredEntry | undefined;
  let outcomeLevel: number | undefined;
  let run = 0;
  for (const line of tableLines(linesWithCode(markdown))) {
    const opening = openingOf(line.bare);
    const labelled = opening.box === 'open' ? undefined : splitLabel(line, opening);
    if (line.code) {
      if (current && asksForCode(current)) current.below.push(line);
      else if (labelled?.own && outcomeLevel !== undefined) inCode.push(line.text);
      continue;
    }
    const level = line.heading ? line.level : labelLevel;
    if (line.heading && outcomeLevel !== undefined && level <= outcomeLevel) outcomeLevel = undefined;
    if (labelled) {
      const isOutcome = labelled.key === 'outcome';
      if (isOutcome && labelled.value === '' && !labelled.loose) outcomeLevel = level;
      current = { labelled, line, below: [], run, inOutcome: outcomeLevel !== undefined };
      entries.push(current);
      if (line.heading) section = labelled.value === '' ? current : undefined;
      else if (section?.labelled.key !== 'outcome') section = undefined;
    } else if (current && takes(current, line)) current.below.push(line);
    else if (section && !line.heading && !closing.test(line.bare)) section.below.push(line);
    else if (opening.box !== 'open') {
      current = undefined;
      if (line.heading) section = undefined;
      if (line.heading ? outcomeLevel === undefined : outcomeLevel === undefined && !line.cells) run += 1;
    }
  }
  return { entries, inCode };
}

/** Whether a line without a key may belong to the entry above it. */
function takes({ labelled, line: own, below }: DeclaredEntry, line: ReadableLine): boolean {
  if (line.heading || line.label || closing.test(line.bare)) return false;
  if (line.block === own.block) return true;
  if (labelled.value !== '') return false;
  const [first] = below;
  return (
    own.heading ||
    line.depth > own.depth ||
    first === undefined ||
    (first.block === line.block && first.block !== own.block)
  );
}

/** Code right below a label is what the label asks for; elsewhere it is an example. */
const asksForCode = ({ labelled, below }: DeclaredEntry) =>
  labelled.value === '' && labelled.key !== 'outcome' && below.every(({ code }) => code);
