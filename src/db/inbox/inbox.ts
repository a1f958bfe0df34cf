import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { groupCommit } from '../group-commit.ts';
import { deliveries } from '../schema/deliveries.ts';
import { installations, purges, repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from '../stores/absent.ts';
import { parkIfSuspended } from '../stores/installation-store.ts';
import { confirmedColumns } from '../stores/repository-store.ts';
import type { Delivery, OpenDelivery, UnqueuedDelivery } from './delivery.ts';
import { type EnqueueDeliveries, isSuperseded, leftOver, queueAll, writeDown } from './statements.ts';

/**
 * The inbox of webhook deliveries. An id counts as seen when its work is complete, not on receipt, so that a redelivery
 * heals what was given up (facts 14).
 */
export interface Inbox {
  /**
   * Resolves once the delivery is stored; false: it is already known, and done or waiting. Its job is enqueued soon
   * after.
   */
  accept(delivery: Delivery): Promise<boolean>;
  /**
   * Enqueues jobs for deliveries that a crash, or trouble with the queue, left without one. `restSeconds`: deliveries
   * of the last seconds are left to the process that accepted them.
   */
  queueLeftOver(restSeconds: number): Promise<void>;
  /** Resolves when every delivery accepted here has its job, or has failed to get one. */
  settled(): Promise<void>;
  /** The delivery to work now; undefined: nothing is left to do for it, or it is parked. */
  open(id: string): Promise<OpenDelivery | undefined>;
  /** The payload is removed, the id stays. */
  complete(id: string): Promise<void>;
  /** `error`: for the operator, free of secrets and of people's text. */
  giveUp(id: string, error: string): Promise<void>;
  /**
   * Removes what was completed or given up before an instant. Bodies of what was given up are removed if older than
   * `payloads`: for three days GitHub can be asked for the delivery, which would bring its body along.
   */
  forget(before: Date, payloads: Date): Promise<void>;
}

const mostAtOnce = 100;

interface Surroundings {
  enqueue: EnqueueDeliveries;
  /** Jobs were enqueued. */
  onQueued?: () => void;
  /** Jobs could not be enqueued in any of the tries; `queueLeftOver` will do it. */
  onFailure?: (error: unknown) => void;
  /** Milliseconds between the tries. */
  pauses?: number[];
}

export function createInbox(
  database: Database,
  { enqueue, onQueued = () => {}, onFailure = () => {}, pauses = [500, 2_000, 5_000] }: Surroundings,
): Inbox {
  const write = groupCommit((group: Delivery[]) => writeDown(database, group), {
    keysOf: ({ id, subject }) => [`id ${id}`, `subject ${subject}`],
    most: mostAtOnce,
  });
  const putIn = groupCommit(
    async (group: UnqueuedDelivery[]) => {
      await queueAll(database, enqueue, group);
      onQueued();
      return [];
    },
    { keysOf: ({ id, subject }) => [`id ${id}`, `subject ${subject}`], most: mostAtOnce },
  );
  const underWay = new Set<Promise<void>>();
  const persist = async (fresh: UnqueuedDelivery) => {
    for (const milliseconds of pauses) {
      try {
        return await putIn(fresh);
      } catch {
        // A connection broke. The next one may work, and people wait for the check.
        await pause(milliseconds);
      }
    }
    return putIn(fresh);
  };
  const queue = (fresh: UnqueuedDelivery) => {
    const done = persist(fresh)
      .catch(onFailure)
      .then(() => {
        underWay.delete(done);
      });
    underWay.add(done);
  };
  const complete = groupCommit<string, void>(
    async (ids) => {
      const done = { completedAt: sql`now()`, payload: null };
      await database.update(deliveries).set(done).where(anyOf(deliveries.id, ids));
      return [];
    },
    { keysOf: (id) => [id], most: mostAtOnce },
  );
  return {
    async accept(delivery) {
      const isNews = await write(delivery);
      if (isNews) queue({ id: delivery.id, subject: delivery.subject });
      return isNews;
    },
    async queueLeftOver(restSeconds) {
      for (const fresh of await leftOver(database, restSeconds)) queue(fresh);
      await Promise.all(underWay);
    },
    async settled() {
      await Promise.all(underWay);
    },
    async open(id) {
      const [row] = await database
        .select({
          delivery: deliveries,
          purge: purges,
          suspendedAt: installations.suspendedAt,
          isSuperseded: isSuperseded(database),
          ...confirmedColumns,
        })
        .from(deliveries)
        .leftJoin(purges, eq(deliveries.installationId, purges.installationId))
        .leftJoin(installations, eq(deliveries.installationId, installations.id))
        .leftJoin(repositories, eq(deliveries.repositoryId, repositories.id))
        .where(and(eq(deliveries.id, id), isNull(deliveries.completedAt)));
      if (!row) return undefined;
      const { event, payload, receivedAt } = row.delivery;
      if (row.purge && (row.purge.uninstalled || row.delivery.receivedAt <= row.purge.at)) {
        // It came late, after its repository or owner was removed: nothing of it may be kept.
        await database.delete(deliveries).where(eq(deliveries.id, id));
        return undefined;
      }
      if (row.suspendedAt !== null && (await parkIfSuspended(database, { kind: 'delivery', deliveryId: id }))) {
        return undefined;
      }
      if (payload === null || row.isSuperseded) {
        await complete(id);
        return undefined;
      }
      const { repository, confirmedAt, firstNumber } = row;
      const known = repository && absentAsUndefined({ repository, confirmedAt, firstNumber });
      return { id, event, receivedAt, payload: JSON.parse(payload), ...(known && { known }) };
    },
    complete,
    async giveUp(id, error) {
      await database.update(deliveries).set({ gaveUpAt: sql`now()`, error }).where(eq(deliveries.id, id));
    },
    async forget(before, payloads) {
      await database.delete(deliveries).where(lt(deliveries.completedAt, before));
      await database.delete(deliveries).where(lt(deliveries.gaveUpAt, before));
      await database
        .update(deliveries)
        .set({ payload: null })
        .where(and(lt(deliveries.gaveUpAt, payloads), isNotNull(deliveries.payload)));
    },
  };
}
