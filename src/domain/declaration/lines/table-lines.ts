import type { Cell } from '../../text/cells.ts';
import type { ReadableLine } from '../../text/readable-line.ts';
import { meaningOf } from '../label-words.ts';
import { isBareReason, saysNone } from '../parse-non-bet.ts';
import { type Part, partNamed, type SaidPart, saidUnder } from '../said-in-parts.ts';
import { isChosen, type TickColumn, tickColumns, tickIn } from './tick-columns.ts';

export interface TableLine extends ReadableLine {
  /** What the cells of a row say, where the head has a column for each part of an expectation. */
  row?: readonly SaidPart[];
  /** They are limits. */
  guards?: true;
}

type Columns = (Part | undefined)[];

/**
 * Lines with the rows of tables taken apart. A row whose first cell is a key says `Key: value`, and under a head of several keys each
 * cell does; of other rows a cell that says `key: value` itself is a line. Where a column has boxes, only the ticked rows say anything.
 */
export function* tableLines(lines: Iterable<ReadableLine>): Generator<TableLine> {
  let rows: Row[] = [];
  for (const line of lines) {
    if (isRow(line)) rows.push({ ...line, cells: withReason(line.cells) });
    else {
      yield* linesOfTable(rows);
      rows = [];
      yield line;
    }
  }
  yield* linesOfTable(rows);
}

type Row = ReadableLine & { cells: Cell[] };

/** `| none | chore |` says `none: chore`. */
function withReason(cells: Cell[]): Cell[] {
  const none = cells.findIndex(({ text }) => /^[*_`]*none[*_`.]*$/i.test(text.trim()));
  const reason = none < 0 ? -1 : cells.findIndex(({ text }, at) => at > none && isBareReason(text));
  const [said, why] = [cells[none], cells[reason]];
  if (!said || !why) return cells;
  const whole = { text: `${said.text}: ${why.text}`, bare: `${said.bare}: ${why.bare}` };
  return cells.map((cell, at) => (at === none ? whole : at === reason ? { text: '', bare: '' } : cell));
}

const isRow = (line: ReadableLine): line is Row => line.cells !== undefined;

function* linesOfTable([first, ...rows]: Row[]): Generator<TableLine> {
  if (!first) return;
  const names = first.cells;
  const columns = columnsOf(names);
  const ticks = columns.length > 0 ? [] : tickColumns([first, ...rows].map(({ cells }) => cells));
  if (ticks.length > 0) {
    yield* chosenLines(first, rows, ticks);
    return;
  }
  const hasKeys = names.filter(isKey).length > 1 || isNoted(names);
  if (columns.length === 0 && !hasKeys) yield* linesOfRow(first, names, []);
  const head = columns.length > 0 || hasKeys ? names : [];
  const guards = columns.length > 0 ? guardsColumn(names, rows) : undefined;
  for (const line of rows) {
    const row = rowOf(line, line.cells, names, columns, guards);
    const keys = head.map((cell, index) => (isKey(cell) && !columns[index] && index !== guards ? cell : undefined));
    if (row.length === 0 || keys.some((key) => key)) yield* linesOfRow(line, line.cells, keys);
    yield* row;
  }
}

function* chosenLines(first: Row, rows: Row[], ticks: TickColumn[]): Generator<TableLine> {
  const names = first.cells;
  const [name, value] = names;
  // A table without a head has its first row there.
  const startsAtOnce = ticks.some(
    ({ at, denies }) => !denies && names[at] && tickIn(names[at]) && !isMarkAbove(names[at], names),
  );
  const saysItself = name && value && isKey(name) && (/\d/.test(value.text) || saysNone(value.text));
  if (saysItself) yield* linesOfRow(first, names, []);
  const key = startsAtOnce || saysItself ? undefined : names.find(isKey);
  for (const line of startsAtOnce ? [first, ...rows] : rows) {
    const said = line.cells.filter((cell, at) => cell.text.trim() !== '' && !ticks.some((column) => column.at === at));
    const [one, other] = said;
    if (one && isKey(one)) yield* keyedRow(line, one, other ?? line.cells.find((cell) => tickIn(cell)?.inWords));
    else if (one && isChosen(line.cells, ticks)) yield* chosenLine(line, said, key, key ? names : []);
  }
}

/** `| ✓ | Key result |`: a mark that is the name of its column. */
const isMarkAbove = ({ text }: Cell, names: Cell[]) =>
  /^(?:[✓✔☑✅]\ufe0f?|yes)$/iu.test(text.trim()) && names.some(isKey);

/** A key with what stands beside it, whatever is ticked: what is ticked is that it was looked at. */
const keyedRow = (line: Row, key: Cell, value: Cell | undefined) => (value ? keyed(line, key, value) : []);

function chosenLine(line: Row, said: Cell[], key: Cell | undefined, names: Cell[]): TableLine[] {
  const itself = said.filter(saysKey);
  if (itself.length > 0) return itself.map((cell) => ({ ...line, ...cell }));
  const below = names.flatMap((name, at) => {
    const cell = line.cells[at];
    return cell && said.includes(cell) && isKey(name) ? keyed(line, name, cell) : [];
  });
  const [one] = said;
  if (!one || below.length > 0) return below;
  return key ? keyed(line, key, one) : [{ ...line, ...one }];
}

const saysKey = ({ bare }: Cell) => !saysNone(bare) && /^[^:\uff1a=]{2,60}[:\uff1a=]\s*\S/.test(bare);

/** A key alone, or with remarks beside it. `| Key result | KR1 |` says what it is itself. */
const isNoted = ([first, ...others]: Cell[]) =>
  first !== undefined && isKey(first) && others.every(({ text }) => remarks.test(text.trim()));
const remarks = /^(?:notes?|comments?|remarks?|reasons?|why|owners?|details?|description|context)$/i;

/** What the columns of a head with a metric and what it is to be ask for. A first one without a name has the metrics. */
function columnsOf(head: Cell[]): Columns {
  const named = head.map(({ text }) => partNamed(text));
  if (named.includes('direction') && !named.includes('change')) {
    const by = head.findIndex(({ text }) => /^[\s*_]*by[\s*_]*$/i.test(text));
    if (by >= 0) named[by] = 'change';
  }
  const [first] = head;
  if (first && (first.text.trim() === '' || isGuard(first))) named[0] = 'metric';
  const asked = first && isGuard(first) ? ['limit', 'change', 'to'] : ['change', 'to'];
  return named.includes('metric') && named.some((part) => part && asked.includes(part)) ? named : [];
}

const isGuard = ({ bare }: Cell) => meaningOf(bare, true)?.key === 'guard';

/** `Guard?` with yes and no below it. */
function guardsColumn(names: Cell[], rows: Row[]): number | undefined {
  const found = names.findIndex(
    (name, at) => at > 0 && isGuard(name) && rows.every(({ cells }) => isBlank(cells[at]) || tickIn(cells[at])),
  );
  return found > 0 ? found : undefined;
}

const isBlank = (cell: Cell | undefined): cell is undefined => cell === undefined || cell.text.trim() === '';

function rowOf(
  line: ReadableLine,
  cells: Cell[],
  head: Cell[],
  columns: Columns,
  guards: number | undefined,
): TableLine[] {
  const row = cells.flatMap(({ text }, index): SaidPart[] => {
    const part = columns[index];
    const said = part && (saidUnder(head[index]?.text ?? '', text) ?? { part, text: text.trim() });
    return said && said.text !== '' ? [{ part, text: said.text.replaceAll('\n', ' ') }] : [];
  });
  const ticked = guards === undefined ? undefined : cells[guards];
  const isLimit =
    (head[0] && isGuard(head[0])) ||
    (ticked && tickIn(ticked)?.ticked) ||
    cells.some((cell, index) => !columns[index] && isGuard(cell));
  return row.length > 0 ? [{ ...line, row, ...(isLimit ? { guards: true } : {}) }] : [];
}

function linesOfRow(line: ReadableLine, cells: Cell[], keys: (Cell | undefined)[]): ReadableLine[] {
  if (keys.length > 0) return cells.flatMap((cell, index) => (keys[index] ? keyed(line, keys[index], cell) : []));
  const [first, ...rest] = cells;
  const value = rest.find(({ text }) => text.trim() !== '');
  if (first && (isKey(first) || (cells.length === 2 && partNamed(first.text))))
    return value ? keyed(line, first, value) : [];
  const said = cells.filter(saysKey);
  return said.length > 0 ? said.map((cell) => ({ ...line, ...cell })) : [line];
}

/** The lines of a cell are a list below its key. */
function keyed(line: ReadableLine, key: Cell, { text, bare }: Cell): ReadableLine[] {
  const label = `${key.text.replace(/^[*_]+|[\s:\uff1a*_]+$/g, '')}: `;
  if (!text.includes('\n')) return [{ ...line, text: label + text, bare: label + bare }];
  let at = 0;
  const values = text.split('\n').map((written) => {
    const from = at;
    at += written.length + 1;
    return { ...line, text: written.trim(), bare: bare.slice(from, at - 1).trim(), depth: line.depth + 1 };
  });
  return [{ ...line, text: label, bare: label }, ...values.filter((value) => value.text !== '')];
}

const isKey = ({ bare }: Cell) => bare.length <= 80 && meaningOf(bare, true) !== undefined;
