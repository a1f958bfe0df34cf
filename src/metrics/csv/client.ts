import { constants, open } from 'node:fs/promises';
import { readFigures } from '../figures/read-figures.ts';
import type { Mark } from '../figures/written-figure.ts';
import { SourceFailure } from '../source-failure.ts';
import { readTable } from '../table/read-table.ts';
import { Unfit } from '../unfit.ts';

/** Without O_NONBLOCK, opening a pipe waits until someone writes into it. */
const reading = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface CsvFile {
  delimiter: string;
  /** The cells under a header; undefined: there is no such column. */
  column(header: string): readonly string[] | undefined;
  rows: number;
  /** The lines that are words alone, which are no rows. */
  left: number[];
}

/**
 * A CSV file as it is, up to one row more than `maxRows`. Only regular files: a pipe or a device could hang or never
 * end. Throws a SourceFailure that names no path.
 */
export async function readCsv(
  path: string,
  { delimiter, maxRows, signal }: { delimiter: string | undefined; maxRows: number; signal: AbortSignal },
): Promise<CsvFile> {
  const file = await openRegular(path);
  const stream = file.createReadStream({ signal });
  try {
    const table = await readTable(stream, { delimiter });
    if (!table) throw new Unfit('there is nothing in it');
    const { columns } = table;
    const twice = columns.find((header, i) => header !== '' && columns.indexOf(header) < i);
    if (twice) throw new SourceFailure('query-failed', `the file of the source has two columns "${twice}"`);
    const rows: (readonly string[])[] = [];
    for await (const { cells } of table.rows) {
      rows.push(cells);
      if (rows.length > maxRows) break;
    }
    return {
      delimiter: table.delimiter,
      column(header) {
        const place = columns.indexOf(header);
        return place < 0 ? undefined : rows.map((cells) => cells[place] as string);
      },
      rows: rows.length,
      left: table.left.map(({ line }) => line),
    };
  } catch (error) {
    throw explain(error);
  } finally {
    stream.destroy();
  }
}

/** The figures of a column, as numbers; other cells stay as they are written. Throws a SourceFailure. */
export function figuresOf(
  cells: readonly string[],
  header: string,
  options: { delimiter: string; decimal: Mark | undefined },
): (number | string | null)[] {
  const read = readFigures(cells, options);
  if ('ambiguous' in read)
    throw new SourceFailure(
      'bad-samples',
      `the figures of column "${header}" can be read in two ways, as thousands or with decimals: say \`decimal: "."\` or \`decimal: ","\` in the query`,
    );
  return read.figures.map((cell, i) =>
    cell.kind === 'figure' ? cell.figure : cell.kind === 'missing' ? null : (cells[i] as string),
  );
}

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
  if (error instanceof Unfit)
    return new SourceFailure('query-failed', `the file of the source cannot be read: ${error.message}`);
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new SourceFailure('unreachable', 'the file of the source could not be read', { code });
}
