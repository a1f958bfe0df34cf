import { plain } from '../../render/words/plain.ts';
import type { Column } from './column.ts';

const gap = '  ';
/** Cells of people's text are cut to this before they are measured. */
const mostCharacters = 500;
const narrowest = 12;

/**
 * Aligned columns as wide as their contents; the flexible one shrinks on a narrow terminal. Empty columns are left out.
 */
export function asTable<Row>(columns: Column<Row>[], rows: Row[], width: number): string {
  const filled = columns
    .filter(({ text }) => text !== undefined)
    .map((column) => ({ ...column, cells: rows.map((row) => plain(column.text?.(row) ?? '', mostCharacters)) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const sized = filled.map((column) => ({
    ...column,
    width: Math.max(widthOf(column.title ?? ''), ...column.cells.map(widthOf)),
  }));
  const total = sized.reduce((sum, column) => sum + column.width, gap.length * (sized.length - 1));
  for (const column of sized)
    if (column.flexible && total > width) column.width = Math.max(narrowest, column.width - (total - width));
  const line = (cellOf: (column: (typeof sized)[number]) => string) =>
    sized
      .map((column) => fitted(cellOf(column), column.width, column.align))
      .join(gap)
      .trimEnd();
  return [line(({ title = '' }) => title), ...rows.map((_, at) => line(({ cells }) => cells[at] ?? ''))]
    .map((text) => `${text}\n`)
    .join('');
}

function fitted(text: string, width: number, align: 'right' | undefined): string {
  const cut = widthOf(text) > width ? `${beginning(text, width - 1)}…` : text;
  const padding = ' '.repeat(Math.max(0, width - widthOf(cut)));
  return align === 'right' ? padding + cut : cut + padding;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Characters that terminals draw over two columns: ideographs, Hangul, kana, full-width forms and pictures. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const ascii = /^[ -~]*$/;

function widthOf(text: string): number {
  if (ascii.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}

function beginning(text: string, width: number): string {
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += wide.test(segment) ? 2 : 1;
    if (used > width) break;
    kept += segment;
  }
  return kept.trimEnd();
}
