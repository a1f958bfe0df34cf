/** One column of a table, for all its forms. */
export interface Column<Row> {
  /** Stable: the name in CSV and JSON. Absent: the column is only for the terminal. */
  field?: string;
  /** For machines; undefined: there is no value. */
  value?: (row: Row) => Value;
  /** On the terminal. Absent: the column is only for machines. */
  title?: string;
  text?: (row: Row) => string;
  align?: 'right';
  /** Cut first on a narrow terminal; at most one column. */
  flexible?: boolean;
}

export type Value = string | number | boolean | undefined | string[];
