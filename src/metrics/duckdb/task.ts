import type { Row } from '../source.ts';

/** What a process of DuckDB is told, as one line of JSON. */
export interface Task {
  /** Absolute and without links: DuckDB compares whole paths. */
  folder: string;
  sql: string;
  values: string[];
  timezone: string;
  maxRows: number;
  /** In megabytes. */
  memory: number;
  /** Milliseconds. */
  timeout: number;
}

/** A line of its answer. If the last one holds rows, the answer is not whole. */
export type Line = { rows: Row[] } | { done: true } | { refused: string } | { tooLong: number };
