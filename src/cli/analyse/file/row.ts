import type { TableRow } from '../../../metrics/table/read-table.ts';

/** What people may say about a file that the file does not say. */
export interface FileOptions {
  metric?: string | undefined;
  /** The column of times. */
  time?: string | undefined;
  /** IANA name: the zone of times without an offset, in which days begin and end. */
  timezone?: string | undefined;
  decimal?: '.' | ',' | undefined;
  bucket?: { size: 'day' | 'hour'; how: 'sum' | 'mean' } | undefined;
  /** Whether the values are a running total; absent: as they look. */
  increase?: boolean | undefined;
}

/** Milliseconds since the epoch, and the time zone of the computer's clock. */
export interface Clock {
  now: number;
  timezone: string;
}

/** What is wrong with a file, in words that name the line. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** A cell, in a form that a message may repeat. */
export const quoted = (cell: string) => `"${cell.length > 60 ? `${cell.slice(0, 60)}...` : cell}"`;

/** Says that a row was left out. */
export const asRemark = ({ cells, line }: TableRow) =>
  `line ${line} is left out: ${quoted(cells.find((cell) => cell !== '') ?? '')} is not a day.`;
