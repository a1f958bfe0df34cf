import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { IANAZone } from 'luxon';
import { looksLikeRunningTotal } from '../../analysis/findings/running-total.ts';
import { plain } from '../../render/words/plain.ts';
import { readSeries, type SeriesFile } from './file/read-series.ts';
import type { FileOptions } from './file/row.ts';
import { whyUnread } from './read-text.ts';

/** The options of commands that read a file. */
export interface FileFlags {
  metric?: string;
  time?: string;
  timezone?: string;
  decimal?: string;
  bucket?: string;
  increase?: boolean;
}

export const fileExpected =
  'CSV with a header: date,value or date,numerator,denominator; any order, delimiter and way to write dates';

export function addFileOptions(command: Command): Command {
  return command
    .option('--metric <name>', 'choose one metric of the file: the name of a column')
    .option('--time <column>', 'read times from this column; found by itself if only one holds times')
    .option('--timezone <name>', 'read times without an offset in this time zone, and begin days there: Europe/Berlin')
    .option('--decimal <mark>', 'read figures with this mark before the decimals: . or ,')
    .option('--bucket <how>', 'make days or hours of rows that stand closer: day:sum, day:mean, hour:sum, hour:mean')
    .option('--increase', 'take a running total for what it adds each day')
    .option('--no-increase', 'take values that never fall as they are');
}

/** The options of a file, or what is wrong with them. */
export function fileOptionsOf(flags: FileFlags): FileOptions | { problem: string } {
  const { metric, time, timezone, decimal, bucket, increase } = flags;
  if (timezone !== undefined && !(/^[A-Za-z]/.test(timezone) && IANAZone.isValidZone(timezone)))
    return { problem: `--timezone: ${timezone} is not a time zone; an IANA name such as Europe/Berlin is expected` };
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    return { problem: `--decimal: . or , is expected, not ${decimal}` };
  const how = bucketOf(bucket);
  if (how === 'none')
    return { problem: `--bucket: day:sum, day:mean, hour:sum or hour:mean is expected, not ${bucket}` };
  return { metric, time, timezone, decimal, bucket: how, increase };
}

function bucketOf(text: string | undefined): FileOptions['bucket'] | 'none' {
  if (text === undefined) return undefined;
  const [, size = 'day', how] = /^(?:(day|hour)[: ])?(sum|mean)$/.exec(text.trim().toLowerCase()) ?? [];
  return how ? { size: size as 'day' | 'hour', how: how as 'sum' | 'mean' } : 'none';
}

/** The series in a file, under the name of its column, else of the file. The problem names the file. */
export async function openSeries(
  path: string,
  options: FileOptions,
): Promise<(SeriesFile & { name: string }) | { problem: string }> {
  const clock = { now: Date.now(), timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const stream = createReadStream(path);
  const shown = plain(path, 200);
  try {
    const read = await readSeries(stream, options, clock);
    if ('problem' in read) return { problem: `${shown}: ${read.problem}` };
    const name = read.name ?? (plain(basename(path).replace(/\.[^.]*$/, ''), 60) || 'value');
    return { ...read, name, notes: read.notes.map((note) => `${shown}: ${note}`) };
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    return { problem: whyUnread(shown, error) };
  } finally {
    stream.destroy();
  }
}

const isOfFiles = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;

/** A sibling's file: it has columns of its own, and if it looks like a running total, what each day adds is taken. */
export async function openControl(
  path: string,
  { timezone, decimal, bucket }: FileOptions,
): ReturnType<typeof openSeries> {
  const asIs = await openSeries(path, { timezone, decimal, bucket, increase: false });
  if ('problem' in asIs || !looksLikeRunningTotal(asIs.series.samples)) return asIs;
  const added = await openSeries(path, { timezone, decimal, bucket, increase: true });
  if ('problem' in added) return added;
  const note = `${plain(path, 200)}: the values look like a running total: what each ${added.series.bucket} adds is taken.`;
  return { ...added, notes: [note, ...added.notes] };
}
