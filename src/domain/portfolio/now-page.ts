import type { ReadFailure } from '../metric/reading.ts';
import type { LatestRead } from '../metric/source-read.ts';

/** How the whole server does. */
export interface Operations {
  /** Readouts and questions whose time has come; `late`: a day ago or longer. */
  due: { count: number; late: number; oldest?: Date };
  /** Deliveries that are not worked off yet; `givenUp` within a week; `parked`: jobs of suspended installations. */
  queue: { count: number; oldest?: Date; givenUp: number; parked: number };
  /** What was written to GitHub within the last hour, by owner, the most first. */
  writes: { owner: string; count: number }[];
  /** Repositories held against GitHub's state; when the one was that is longest ago. */
  reconciled: { count: number; oldest?: Date };
  /** What is done now and then. */
  rounds: { name: string; at: Date; doneAt?: Date }[];
}

/** How the latest reads of a connection's queries went, by all processes. */
export interface SourceReads {
  /** The latest of all. */
  at: Date;
  seconds: number;
  /** Queries whose latest read failed. */
  failing: { query: string; since: Date; failure: ReadFailure }[];
}

/** A connection of the file of sources. */
export interface SourceNow {
  name: string;
  /** `pushes` come by themselves; `news` are only sent there. */
  takes: 'queries' | 'pushes' | 'news';
  /** Absent: it was not read so far. */
  reads?: SourceReads;
  /** Absent: for every owner. */
  owners?: number;
  isBilled: boolean;
}

export interface NowPage extends Operations {
  sources: SourceNow[];
  asOf: Date;
}

/** Of the queries that a connection has today. */
export function readsOf(queries: ReadonlySet<string>, source: string, latest: LatestRead[]): SourceReads | undefined {
  const own = latest.filter((read) => read.source === source && queries.has(read.query));
  const [last] = own.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  if (!last) return undefined;
  const failing = own.flatMap(({ query, failingSince, failure }) =>
    failingSince && failure ? [{ query, since: failingSince, failure }] : [],
  );
  return { at: last.at, seconds: last.seconds, failing };
}
