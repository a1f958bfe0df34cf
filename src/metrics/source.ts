import type { PushedSample } from '../domain/metric/pushed.ts';
import type { Notice } from '../flows/ports/outlets.ts';

/**
 * One row as a source gave it, by column: `t` with `value`, or with `numerator` and `denominator`, or with `mean`,
 * `stddev` and `n`; and `arm` if it separates the groups of an experiment. Nothing is judged here: to-samples.ts does
 * that, the same way for every connector.
 */
export type Row = Record<string, unknown>;

/** Samples that the metric's own owner pushed. */
export interface OwnPushed {
  read(
    metric: string,
    asked: { from: Date; to: Date; most: number },
  ): Promise<{ until: Date; dates: boolean; samples: PushedSample[] } | undefined>;
}

/** A request to a source. `from` inclusive, `to` exclusive; rows outside are dropped later, so more is allowed. */
export interface RowsRequest {
  query: string;
  from: Date;
  to: Date;
  /** A source stops once it holds more rows than this; how many more does not matter. */
  maxRows: number;
  /** Takes what of the answer was left aside, such as lines of a file by their number, without their content. */
  leftOut?: (what: string) => void;
  /** Aborted when the time is up: nobody waits for the answer any more. */
  signal: AbortSignal;
  /** Absent without a record, as in a command. */
  pushed?: OwnPushed;
  /** The id of an experiment, for a query that takes one. A source binds it as it binds a time, or refuses to. */
  experiment?: string;
}

/** Takes news. Throws a SourceFailure. */
export interface Outlet {
  events: Notice['event'][];
  send(notice: Notice, signal: AbortSignal): Promise<void>;
}

/**
 * What a connector makes from one connection. Throws a SourceFailure for everything it can name; any other exception is
 * also reported as a failure, with fewer words.
 */
export interface Source {
  /** Absent: it gives figures. */
  outlet?: Outlet;
  /** Whether a query takes the id of an experiment. Absent: none does. */
  takesExperiment?(query: string): boolean;
  rows(request: RowsRequest): Promise<Row[]>;
  /** Names that the query asks for, and the source did not know in that time. For a try by hand: it may cost one more request. */
  unknownNames?(request: Pick<RowsRequest, 'query' | 'from' | 'to' | 'signal'>): Promise<string[]>;
  close(): Promise<void>;
}
