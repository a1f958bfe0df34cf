import type { Cell } from '../text/cells.ts';
import type { ReadableLine } from '../text/readable-lines.ts';
import { meaningOf } from './label-words.ts';

/**
 * Lines with the rows of tables taken apart. A row whose first cell is a key says `Key: value`, and under a head of several keys each
 * cell does; of other rows a cell that says `key: value` itself is a line.
 */
export function* tableLines(lines: readonly ReadableLine[]): Generator<ReadableLine> {
  let head: Cell[] = [];
  let inTable = false;
  for (const line of lines) {
    if (!line.cells) {
      yield line;
      head = [];
    } else if (!inTable && line.cells.filter(isKey).length > 1) head = line.cells;
    else yield* linesOfRow(line, line.cells, head);
    inTable = line.cells !== undefined;
  }
}

function linesOfRow(line: ReadableLine, cells: Cell[], head: Cell[]): ReadableLine[] {
  if (head.length > 0)
    return cells.flatMap((cell, index) => (head[index] && isKey(head[index]) ? keyed(line, head[index], cell) : []));
  const [first, ...rest] = cells;
  const value = rest.find(({ text }) => text.trim() !== '');
  if (first && isKey(first)) return value ? keyed(line, first, value) : [];
  const said = cells.filter(({ bare }) => /^[^:\uff1a=]{2,60}[:\uff1a=]\s*\S/.test(bare));
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
