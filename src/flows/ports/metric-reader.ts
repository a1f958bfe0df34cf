import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { PushedStore } from './stores/pushed-store.ts';

/** Whom the operator means by a login: a name that was given up can be taken by anybody. */
export interface FirstOwners {
  /** Is this the owner that had the login first, as far as this database knows. */
  wasFirst(login: string, ownerId: number): Promise<boolean>;
}

/** What is seen through it is of one owner alone. */
export type PushedOf = (ownerId: number) => Pick<PushedStore, 'pushed'>;

/** Metric data. Failures are values. `from` inclusive, `to` exclusive. */
export interface MetricReader {
  /** `fresh`: somebody insists; what was read a moment ago will not do. */
  read(request: {
    owner: string;
    ownerId?: number;
    metric: Metric;
    from: Date;
    to: Date;
    fresh?: boolean;
    /** Nobody asked for it: a connection that is billed by what it scans is not read. */
    asSibling?: boolean;
    /** The experiment that is asked for: the groups of `metric`'s source are of this one, and only a query that takes an id is sent. */
    experiment?: string;
  }): Promise<Reading>;
}
