/** What people may say about a file that it does not say itself. */
export interface FileOptions {
  metric?: string | undefined;
  /** The column of times. */
  time?: string | undefined;
  /** IANA name: where times without an offset are read, and where a day begins and ends. */
  timezone?: string | undefined;
  decimal?: '.' | ',' | undefined;
  bucket?: { size: 'day' | 'hour'; how: 'sum' | 'mean' } | undefined;
  /** Whether the values are a running total; absent: as it looks. */
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

/** A cell as a message may repeat it. */
export const quoted = (cell: string) => `"${cell.length > 60 ? `${cell.slice(0, 60)}...` : cell}"`;

/** `lines 3 and 4`, `lines 3, 4, 5 and 12 more`. */
export function linesOf(lines: readonly number[]): string {
  if (lines.length === 1) return `line ${lines[0]}`;
  const shown = lines.slice(0, 3);
  const last = lines.length > 3 ? `${lines.length - 3} more` : `${shown.pop()}`;
  return `lines ${shown.join(', ')} and ${last}`;
}
