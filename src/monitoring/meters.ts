import type { ReadFailure } from '../domain/metric/reading.ts';
import type { Job } from '../flows/ports/job.ts';

/**
 * Of one try. `ignored`: it asks for no work. `unreadable`: its payload is not what GitHub says it is. `skipped`: nothing was left to do, since a later
 * delivery asks for the same, or its installation is gone or suspended.
 */
export type DeliveryOutcome = 'done' | 'ignored' | 'unreadable' | 'skipped' | JobFailure;

/** `taken-over`: another process does it. `given-up`: it will not be tried again. */
type JobFailure = 'failed' | 'taken-over' | 'given-up';

/** What this process counts. Nothing of it names an owner, a repository or a metric, and no figure of a metric is in it. */
export interface Meters {
  /** `event`: absent if only its id is known. `lagSeconds`: from its arrival until it was done. */
  delivery(told: { event?: string; outcome: DeliveryOutcome; lagSeconds?: number }): void;
  /** A job that is no delivery. */
  job(told: { kind: Exclude<Job['kind'], 'delivery'>; outcome: 'done' | 'skipped' | JobFailure }): void;
  /** `status`: absent if no answer came. */
  gitHub(told: { method: string; status?: number; seconds: number }): void;
  /** `source`: the operator's name of the connection. */
  sourceRead(told: { source: string; outcome: 'samples' | 'empty' | ReadFailure['reason']; seconds: number }): void;
}

/** For processes that nobody watches. */
export const unmetered: Meters = { delivery() {}, job() {}, gitHub() {}, sourceRead() {} };
