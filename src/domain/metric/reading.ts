import type { Arms, Series } from '../../analysis/samples.ts';

/** Why a metric could not be read. `text` is for people: no host, no query, no secret, no figure. */
export interface ReadFailure {
  reason:
    | 'no-source' // the map names no source for this metric
    | 'unknown-source' // the operator has no such connection or query
    | 'not-available' // the connection is not for this owner
    | 'timeout'
    | 'unreachable'
    | 'query-failed'
    | 'not-pushed' // nothing ever was, or nothing of the days asked for
    | 'bad-samples' // text, NaN, duplicates, unordered, mixed buckets
    | 'too-many-rows';
  text: string;
}

/** What a source answered. A failure is a value, never an exception. */
export type Reading =
  /** `arms`: the source tells the groups of an experiment apart; `series` is then both of them together. */
  { kind: 'samples'; series: Series; arms?: Arms } | { kind: 'empty' } | { kind: 'failed'; failure: ReadFailure };
