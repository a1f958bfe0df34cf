import type { Repository } from '../../domain/repository.ts';
import type { Analyst } from './analyst.ts';
import type { Forge } from './forge.ts';
import type { Hook, Installations } from './hook.ts';
import type { Log } from './log.ts';
import type { MetricReader } from './metric-reader.ts';
import type { OutcomeMaps } from './outcome-maps.ts';
import type { Outlets } from './outlets.ts';
import type { Store } from './store.ts';

/*
 * What the flows need from the world. Adapters in github/, metrics/, db/ and jobs/ implement these; wiring/ joins them.
 * A person's mistake is a value. A broken system is an exception (with a `cause`), and the job is tried again.
 */

/** What wiring hands to every flow. `now` is the only clock a flow may ask. */
export interface World {
  /** What the work is done for, as the log knows it: `delivery 72d3162e-...`, or `job 019a...` where no delivery is behind it. */
  cause: string;
  analyst: Analyst;
  forge: Forge;
  /**
   * The same, writing on the account of the one who causes it: people without write access have a small one of their own, that they cannot spend the owner's.
   * Who that is was asked within minutes, and is asked only where something is written. Throws `NoRoom`; a reaction is left out instead.
   */
  forgeOf(login: string): Forge;
  /** Has no write access, as of the last minutes: good enough to tell whom something is done for, not who may do it. */
  isGuest(repository: Repository, login: string): Promise<boolean>;
  hook: Hook;
  installations: Installations;
  metrics: MetricReader;
  maps: OutcomeMaps;
  outlets: Outlets;
  store: Store;
  log: Log;
  /** The address of the page behind a pull request's check; absent: pages are off. */
  pageOf?: (repository: Repository, number: number) => string;
  now: () => Date;
}
