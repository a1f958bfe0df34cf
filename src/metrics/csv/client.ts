import { constants, open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { SourceFailure } from '../source-failure.ts';

/** Longer records are no daily figures, but a quote that was never closed. */
const longestRecord = 100_000;

/** What stands under a header; undefined: there is no such column. */
export type Cell = (header: string) => string | undefined;

/**
 * The records of a CSV file, one by one, by header; blank lines are skipped. Only regular files: a pipe or a device could hang
 * or never end. Throws a SourceFailure that names no path.
 */
export async function* csvRecords(path: string, delimiter: string, signal: AbortSignal): AsyncGenerator<Cell> {
  const file = await openRegular(path);
  const records = parse({
    bom: true,
    delimiter,
    max_record_size: longestRecord,
    skip_empty_lines: true,
    trim: true,
  });
  const stream = file.createReadStream({ signal });
  stream.once('error', (error) => records.destroy(error));
  stream.pipe(records);
  try {
    let places: Map<string, number> | undefined;
    for await (const record of records as AsyncIterable<string[]>) {
      if (places) yield cellIn(record, places);
      else places = placesOf(record);
    }
  } catch (error) {
    throw explain(error);
  } finally {
    stream.destroy();
    records.destroy();
  }
}

const cellIn =
  (record: string[], places: Map<string, number>): Cell =>
  (header) =>
    record[places.get(header) ?? -1];

function placesOf(headers: string[]): Map<string, number> {
  const twice = headers.find((header, i) => header !== '' && headers.indexOf(header) < i);
  if (twice) throw new SourceFailure('query-failed', `the file of the source has two columns "${twice}"`);
  return new Map(headers.map((header, place) => [header, place]));
}

/** Without O_NONBLOCK, opening a pipe waits until someone writes into it. */
const reading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function openRegular(path: string) {
  const file = await open(path, reading).catch((error: NodeJS.ErrnoException) => {
    throw new SourceFailure('unreachable', 'the file of the source could not be opened', {
      code: error.code ?? error.name,
    });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new SourceFailure('unreachable', 'the file of the source is no regular file');
}

function explain(error: unknown): unknown {
  if (error instanceof SourceFailure) return error;
  if (!(error instanceof CsvError)) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return new SourceFailure('unreachable', 'the file of the source could not be read', { code });
  }
  return new SourceFailure('query-failed', `the file of the source is not valid CSV at line ${error.lines ?? '?'}`, {
    code: error.code,
  });
}
