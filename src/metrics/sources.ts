import type { Source } from './source.ts';

/** One connection of the operator's file, ready to be read. */
export interface Connection {
  /** Logins in lowercase, and GitHub's numbers; absent: every owner; empty: nobody. */
  owners?: (string | number)[];
  timezone: string;
  /** Milliseconds. */
  timeout: number;
  maxRows: number;
  /** What costs money by the bytes that it looks at is read only for what people ask for. */
  isBilledByScan?: true;
  /** Absent: every name is one. */
  queries?: ReadonlySet<string>;
  source: Source;
  /** What the environment put into it: never to be seen in the log. */
  secrets: readonly string[];
}

/** The operator's connections by name. */
export type Sources = ReadonlyMap<string, Connection>;
