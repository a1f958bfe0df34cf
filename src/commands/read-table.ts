import { CsvError, parse } from 'csv-parse/sync';

const most = 1_000_000;
/** By the header alone: cells may hold any of them. */
const delimiters = [',', ';', '\t'];

interface Table {
  /** In small letters. */
  columns: string[];
  rows: { cells: Record<string, string>; line: number }[];
  /** Where `;` stands between the columns a comma may stand for the decimal point. */
  decimal: '.' | ',';
}

/** The rows of a CSV text with a header, each with its line in the file. */
export function readTable(text: string): Table | { fault: string } {
  const header = /^\s*(.*)/.exec(text)?.[1] ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  const delimiter = delimiters.reduce((best, next) => (count(next) > count(best) ? next : best));
  let columns: string[] = [];
  let read: { record: Record<string, string>; info: { lines: number } }[];
  try {
    read = parse(text, {
      columns: (names: string[]) => {
        columns = names.map((name) => name.toLowerCase());
        return columns;
      },
      delimiter,
      trim: true,
      bom: true,
      skip_empty_lines: true,
      info: true,
      to: most + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its own message repeats what the cell holds.
    if (error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
      return { fault: `line ${error.lines} does not have as many columns as the header` };
    return {
      fault: `not a CSV file with a header: line ${error.lines ?? 1} cannot be read, perhaps because of a quote`,
    };
  }
  const twice = columns.find((name, i) => columns.indexOf(name) < i);
  if (twice !== undefined) return { fault: `there are two columns ${twice}` };
  if (read.length === 0) return { fault: 'there are no rows under the header' };
  if (read.length > most) return { fault: 'there are more than a million rows' };
  return {
    columns,
    rows: read.map(({ record, info }) => ({ cells: record, line: info.lines })),
    decimal: delimiter === ';' ? ',' : '.',
  };
}
