import type { Source } from './source.ts';

/** One connection of the operator's file, ready to be read. */
export interface Connection {
  /** Logins in lowercase, and GitHub's numbers; absent: every owner; empty: nobody. */
  owners?: (string | number)[];
  timezone: string;
  /** Milliseconds. */
  timeout: number;
  maxRows: number;
  /** Sources that charge by scanned bytes are read only for what people ask for. */
  isBilledByScan?: true;
  /** Further reads fail until a day after the first. */
  readsADay?: number;
  /** Absent: every name exists. */
  queries?: ReadonlySet<string>;
  source: Source;
  /** Values from the environment, which the log must never show. */
  secrets: readonly string[];
}

/** The operator's connections by name. */
export type Sources = ReadonlyMap<string, Connection>;
