import type { SilentBet } from '../domain/ledger/ledger.ts';
import type { Operations } from '../domain/portfolio/now-page.ts';

/** Jobs of one state. `oldestSeconds`: for how long the first one has been in it. */
interface JobsNow {
  state: 'waiting' | 'postponed' | 'active';
  count: number;
  oldestSeconds: number;
}

/** Of this process's connections to its Postgres. */
interface PoolNow {
  busy: number;
  idle: number;
  /** Pieces of work that wait for a connection. */
  waiting: number;
}

/** How it stands at one instant. What could not be read is absent. */
export interface StateNow {
  /** Of the database, the same for all replicas. */
  operations?: Operations;
  jobs?: JobsNow[];
  silent?: SilentBet[];
  /** Of this process. */
  pool?: PoolNow;
  /** The least that is left of an installation's hourly limit of requests. */
  leastOfRequests?: number;
}
