/** One column of a table, for all the ways in which it is written. */
export interface Column<Row> {
  /** Stable: the name in CSV and JSON. Absent: the column is for the terminal alone. */
  field?: string;
  /** For machines; undefined: there is none. */
  value?: (row: Row) => Value;
  /** On the terminal. Absent: the column is for machines alone. */
  title?: string;
  text?: (row: Row) => string;
  align?: 'right';
  /** What is cut first where the terminal is narrow; there is one at most. */
  flexible?: boolean;
}

export type Value = string | number | boolean | undefined | string[];
