import type { ReadFailure } from './reading.ts';

/** What a read of a source came to. */
export interface SourceRead {
  /** The operator's name of the connection, and of the query on it. */
  source: string;
  query: string;
  at: Date;
  seconds: number;
  failure?: ReadFailure;
}

/** The latest read of a query, by any process. */
export interface LatestRead extends SourceRead {
  /** When the first read failed of those that have failed one after the other. */
  failingSince?: Date;
}

/** A query began to fail, or answers again. */
export interface Turn {
  read: LatestRead;
  /** Since when it had failed. Absent: it had not. */
  failedSince?: Date;
}

/**
 * What becomes of the latest reads by newer ones. Reads that are older than what is known say nothing; what is known of a time to come is from before the
 * clock was set back.
 */
export function afterReads(
  known: LatestRead[],
  reads: SourceRead[],
  now: Date,
): { latest: LatestRead[]; turns: Turn[] } {
  const before = new Map(known.map((read) => [nameOf(read), read]));
  const newer = reads.filter((read) => {
    const last = before.get(nameOf(read));
    return !last || last.at < read.at || last.at > now;
  });
  const latest = newer.map((read): LatestRead => {
    if (!read.failure) return read;
    return { ...read, failingSince: before.get(nameOf(read))?.failingSince ?? read.at };
  });
  const turns = latest.flatMap((read): Turn[] => {
    const failedSince = before.get(nameOf(read))?.failingSince;
    if (!read.failure === !failedSince) return [];
    return [{ read, ...(failedSince && { failedSince }) }];
  });
  return { latest, turns };
}

const nameOf = ({ source, query }: SourceRead) => `${source}/${query}`;
