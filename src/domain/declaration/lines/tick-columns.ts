import type { Cell } from '../../text/cells.ts';
import { openingOf } from '../split-label.ts';

/** A column of boxes or of yes and no, which choose rows. */
export interface TickColumn {
  at: number;
  /** Under `No` a tick says that it does not apply. */
  denies: boolean;
}

const yes = /^(?:yes|y|x|✓|true|ja|oui|sí|si|sim|да|是|はい)$/iu;
const no = /^(?:no|n|-|–|—|n\/a|false|nein|non|não|нет|否|いいえ)$/iu;

/** What a cell with nothing but a box, a mark or a yes says. undefined: it has something else in it, or nothing. */
export function tickIn({ text }: Cell): { ticked: boolean; inWords: boolean } | undefined {
  const { box, at } = openingOf(text);
  const word = text.slice(at).trim();
  if (box)
    return word === '' || yes.test(word) || no.test(word) ? { ticked: box === 'ticked', inWords: false } : undefined;
  if (yes.test(word)) return { ticked: true, inWords: true };
  return no.test(word) ? { ticked: false, inWords: true } : undefined;
}

/** Beyond these nothing is a tick: rows of HTML may be of any length. */
const mostColumns = 20;

/** Columns in which each row below the head has a tick or nothing. */
export function tickColumns([head = [], ...rows]: Cell[][]): TickColumn[] {
  const body = rows.length > 0 ? rows : [head];
  return Array.from({ length: mostColumns }, (_, at) => at).flatMap((at) => {
    const cells = body.flatMap((row) => row[at] ?? []).filter(({ text }) => text.trim() !== '');
    const isTicks = cells.length > 0 && cells.every((cell) => tickIn(cell));
    return isTicks ? [{ at, denies: no.test(head[at]?.text.trim() ?? '') }] : [];
  });
}

export function isChosen(row: Cell[], columns: readonly TickColumn[]): boolean {
  const isTicked = ({ at }: TickColumn) => row[at] !== undefined && tickIn(row[at])?.ticked === true;
  return (
    columns.some((column) => !column.denies && isTicked(column)) &&
    !columns.some((column) => column.denies && isTicked(column))
  );
}
