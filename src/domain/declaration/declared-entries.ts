import { type ReadableLine, readableLines } from '../text/readable-lines.ts';

export type DeclarationKey =
  | 'key result'
  | 'hypothesis'
  | 'expect'
  | 'guard'
  | 'because'
  | 'evidence'
  | 'track'
  | 'outcome';

/** One keyed line of a declaration, as written. */
export interface DeclaredEntry {
  key: DeclarationKey;
  value: string;
  /** The line without its bullet, for quoting. */
  line: string;
  /** It stands under a heading with that key, as issue forms write it, so it may be mere prose. */
  underHeading: boolean;
}

const keys: [RegExp, DeclarationKey][] = [
  [/^(?:key\s{1,3}results?|krs?)$/i, 'key result'],
  [/^hypothes[ei]s$/i, 'hypothesis'],
  [/^expect(?:ations?)?$/i, 'expect'],
  [/^guard(?:rail)?s?$/i, 'guard'],
  [/^because$/i, 'because'],
  [/^evidence$/i, 'evidence'],
  [/^track$/i, 'track'],
  [/^outcome$/i, 'outcome'],
];

const lead = String.raw`^(?:(?:[-+*•]|\d{1,9}[.)])\s{1,9})?(?:\[[ x]\]\s{1,9})?([*_]{0,3})\s?`;
const keyed = new RegExp(
  String.raw`${lead}([a-z]{2,12}(?:\s{1,3}results?)?)\s{0,9}([*_]{0,3})\s{0,9}[:\uff1a]\s{0,9}([*_]{0,3})`,
  'i',
);
/** The colon of `Outcome: none` is the one that people forget. */
const outcomeNone = new RegExp(
  String.raw`${lead}(outcome)([*_]{0,3})\s{0,9}[–—-]{0,2}\s{0,9}([*_]{0,3})(?=none\b)`,
  'i',
);
const mostJoined = 1000;

/** The keyed lines of a Markdown text, in order; the lines that a reader sees, and those of them that are not keyed. */
export function declaredEntries(markdown: string): {
  entries: DeclaredEntry[];
  lines: readonly ReadableLine[];
  prose: ReadableLine[];
} {
  const lines = readableLines(markdown);
  const entries: DeclaredEntry[] = [];
  const prose: ReadableLine[] = [];
  let section: DeclarationKey | undefined;
  let paragraph: { entry: DeclaredEntry; block: number } | undefined;
  for (const line of lines) {
    const found = entryOf(line);
    if (!found) prose.push(line);
    if (line.heading)
      section = found ? undefined : keyOf(line.text.slice(0, 40).replace(/[*_:\uff1a\s]+$|^[*_]+/g, ''));
    if (found) {
      entries.push(found);
      paragraph = { entry: found, block: line.block };
    } else if (paragraph?.block === line.block && paragraph.entry.key === 'because')
      continueProse(paragraph.entry, line);
    else if (section && !line.heading && !isBlanked(line)) {
      const entry = { key: section, value: line.text, line: line.text, underHeading: true };
      entries.push(entry);
      paragraph = { entry, block: line.block };
    }
  }
  return { entries, lines, prose };
}

function entryOf({ text, bare }: ReadableLine): DeclaredEntry | undefined {
  const match = keyed.exec(bare) ?? outcomeNone.exec(bare);
  const key = match && keyOf(match[2] ?? '');
  if (!match || !key) return undefined;
  const opened = [match[1], match[3], match[4]].filter((marks) => marks).length % 2 === 1;
  const rest = text.slice(match[0].length).trim();
  return { key, value: opened ? rest.replace(/[*_]{1,3}$/, '') : rest, line: text, underHeading: false };
}

const keyOf = (written: string) => keys.find(([pattern]) => pattern.test(written))?.[1];

/** Code by itself on a line under a heading is an example. */
const isBlanked = ({ bare }: ReadableLine) => /^\0+$/.test(bare);

/** Reasons run over several lines; what comes below an `Expect:` is something else. */
function continueProse(entry: DeclaredEntry, { text, bare }: ReadableLine): void {
  if (entry.value.length > mostJoined) return;
  if (/^(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\s{1,9}\S{0,140}#?\d/i.test(bare)) return;
  entry.value = `${entry.value} ${text}`.trim();
}
