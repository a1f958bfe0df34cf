import { CsvError, parse } from 'csv-parse/sync';

const most = 1_000_000;
/** By the header alone: cells may hold any of them. */
const delimiters = [',', ';', '\t'];

export interface TableRow {
  /** What stands in a column; undefined: there is none of this name. */
  cell(column: string): string | undefined;
  line: number;
}

interface Table {
  /** In small letters. */
  columns: string[];
  rows: TableRow[];
  /** Where `;` stands between the columns a comma may stand for the decimal point. */
  decimal: '.' | ',';
}

/** The rows of a CSV text with a header, each with its line in the file. */
export function readTable(text: string): Table | { fault: string } {
  const header = /^\s*(.*)/.exec(text)?.[1] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = delimiters.reduce((best, next) => (count(next) > count(best) ? next : best));
  let read: { record: string[]; info: { lines: number } }[];
  try {
    // The types know of `info` only together with named columns.
    read = parse(text, {
      delimiter,
      trim: true,
      bom: true,
      skip_empty_lines: true,
      info: true,
      to: most + 2,
    }) as unknown as typeof read;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its own message repeats what the cell holds.
    if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
      return { fault: `line ${error.lines} does not have as many columns as the header` };
    return {
      fault: `not a CSV file with a header: line ${error.lines ?? 1} cannot be read, perhaps because of a quote`,
    };
  }
  const [head, ...records] = read;
  const columns = head?.record.map((name) => name.toLowerCase()) ?? [];
  const places = new Map(columns.map((name, place) => [name, place]));
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined) return { fault: `there are two columns ${twice}` };
  if (records.length === 0) return { fault: 'there are no rows under the header' };
  if (records.length > most) return { fault: 'there are more than a million rows' };
  return {
    columns,
    rows: records.map(({ record, info }) => ({
      cell: (column) => record[places.get(column) ?? -1],
      line: info.lines,
    })),
    decimal: delimiter === ';' ? ',' : '.',
  };
}
