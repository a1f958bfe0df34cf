import type { Meters } from './meters.ts';

/** What is about to be worked off. Ids alone: no name of a person, no text, no figure. */
interface Piece {
  /** `delivery`, or the kind of a job. */
  kind: string;
  /** Of the delivery, or of the job. */
  id: string;
  /** `repo:7#12` */
  subject: string;
}

/** Follows each piece of work through what it asks of GitHub and of sources. */
export interface Tracer {
  follow<T>(piece: Piece, work: () => Promise<T>): Promise<T>;
  /** Tells the same, and what is told within a piece becomes part of it. */
  traced(meters: Meters): Meters;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** For processes that nobody traces. */
export const untraced: Tracer = { follow: (_, work) => work(), traced: (meters) => meters, async close() {} };
