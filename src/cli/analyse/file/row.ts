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

/** `lines 3 and 4`, `lines 3, 4, 5 and 12 more`. */
export function linesOf(lines: readonly number[]): string {
  if (lines.length === 1) return `line ${lines[0]}`;
  const shown = lines.slice(0, 3);
  const last = lines.length > 3 ? `${lines.length - 3} more` : `${shown.pop()}`;
  return `lines ${shown.join(', ')} and ${last}`;
}
