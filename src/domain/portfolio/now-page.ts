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

/** How reads of a connection went since the server started. */
export interface SourceReads {
  /** The latest one. */
  at: Date;
  seconds: number;
  /** Queries whose latest read failed. `text`: for people. */
  failing: { query: string; since: Date; text: string }[];
}

/** A connection of the file of sources. */
export interface SourceNow {
  name: string;
  /** Absent: it was not read. */
  reads?: SourceReads;
  /** Absent: for every owner. */
  owners?: number;
  isBilled: boolean;
}

export interface NowPage extends Operations {
  sources: SourceNow[];
  asOf: Date;
}
