import { constants, open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { SourceFailure } from '../source-failure.ts';

/** Longer records are no daily figures, but a quote that was never closed. */
const longestRecord = 100_000;

/**
 * The records of a CSV file, one by one, by header; blank lines are skipped. Only regular files: a pipe or a device could hang
 * or never end. Throws a SourceFailure that names no path.
 */
export async function* csvRecords(
  path: string,
  delimiter: string,
  signal: AbortSignal,
): AsyncGenerator<Record<string, string>> {
  const file = await openRegular(path);
  const records = parse({
    bom: true,
    columns: namesOf,
    delimiter,
    max_record_size: longestRecord,
    skip_empty_lines: true,
    trim: true,
  });
  const stream = file.createReadStream({ signal });
  stream.once('error', (error) => records.destroy(error));
  stream.pipe(records);
  try {
    for await (const record of records) yield record;
  } catch (error) {
    throw explain(error);
  } finally {
    stream.destroy();
    records.destroy();
  }
}

function namesOf(headers: string[]): string[] {
  const twice = headers.find((header, i) => header !== '' && headers.indexOf(header) < i);
  if (twice) throw new SourceFailure('query-failed', `the file of the source has two columns "${twice}"`);
  return headers;
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
