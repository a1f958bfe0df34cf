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

/** A connection of the file of sources. */
export interface SourceNow {
  name: string;
  /** Absent: for every owner. */
  owners?: number;
  isBilled: boolean;
}

export interface NowPage extends Operations {
  sources: SourceNow[];
  asOf: Date;
}
