import { setTimeout as pause } from 'node:timers/promises';
import { and, asc, eq, exists, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { anyOf } from './any-of.ts';
import type { Database } from './connect.ts';
import { groupCommit } from './group-commit.ts';
import { deliveries } from './schema/deliveries.ts';
import { installations, purges } from './schema/repositories.ts';
import { parkIfSuspended } from './stores/installation-store.ts';

/** A webhook delivery as it is written down. */
export interface Delivery {
  /** `X-GitHub-Delivery`; a redelivery has the same. */
  id: string;
  event: string;
  action?: string;
  installationId?: number;
  repositoryId?: number;
  ownerId?: number;
  /** Deliveries of one subject are worked one after the other, in the order in which they came. */
  subject: string;
  /** Two deliveries of one subject with the same meaning ask for the same work: the later one will do. */
  meaning?: string;
  /** The body, as JSON text. */
  payload: string;
}

export interface OpenDelivery {
  id: string;
  event: string;
  payload: unknown;
}

/**
 * The inbox of webhook deliveries. They are told apart by id on completion, not on receipt, so that a redelivery heals what
 * was given up (facts 14).
 */
export interface Inbox {
  /** Resolves once the delivery is safe; false: it is known already, and done or waiting its turn. Its job is put into the queue soon after. */
  accept(delivery: Delivery): Promise<boolean>;
  /**
   * Puts jobs into the queue for deliveries which a crash, or trouble with the queue, has left without one. `restSeconds`: those of the last seconds are
   * left to those who took them in.
   */
  queueLeftOver(restSeconds: number): Promise<void>;
  /** Resolves when whatever was accepted here has its job, or has failed to get one. */
  settled(): Promise<void>;
  /** The delivery to be worked now; undefined: there is nothing (left) to do for it, or it is parked. */
  open(id: string): Promise<OpenDelivery | undefined>;
  /** The payload is removed, the id stays. */
  complete(id: string): Promise<void>;
  /** `error`: for the operator, free of secrets and of people's text. */
  giveUp(id: string, error: string): Promise<void>;
  /**
   * Removes what was completed or given up before an instant, and before `payloads` the bodies of what was given up: GitHub can be asked for a delivery
   * for three days, which would bring its body along.
   */
  forget(before: Date, payloads: Date): Promise<void>;
}

/** Puts a job for each of the deliveries into the queue as part of the transaction `within`. */
type EnqueueDeliveries = (deliveries: { id: string; subject: string }[], within: Database) => Promise<void>;

const mostAtOnce = 100;

interface Surroundings {
  enqueue: EnqueueDeliveries;
  /** Jobs are in the queue now. */
  onQueued?: () => void;
  /** Jobs could not be put into the queue, however often it was tried; `queueLeftOver` will. */
  onFailure?: (error: unknown) => void;
  /** Milliseconds between the tries. */
  pauses?: number[];
}

type Fresh = Pick<Delivery, 'id' | 'subject'>;

export function createInbox(
  database: Database,
  { enqueue, onQueued = () => {}, onFailure = () => {}, pauses = [500, 2_000, 5_000] }: Surroundings,
): Inbox {
  const write = groupCommit((group: Delivery[]) => writeDown(database, group), {
    keysOf: ({ id, subject }) => [`id ${id}`, `subject ${subject}`],
    most: mostAtOnce,
  });
  const putIn = groupCommit(
    async (group: Fresh[]) => {
      await queueAll(database, enqueue, group);
      onQueued();
      return [];
    },
    { keysOf: ({ id, subject }) => [`id ${id}`, `subject ${subject}`], most: mostAtOnce },
  );
  const underWay = new Set<Promise<void>>();
  const persist = async (fresh: Fresh) => {
    for (const milliseconds of pauses) {
      try {
        return await putIn(fresh);
      } catch {
        // A connection that broke: the next one may do, and people wait for the check.
        await pause(milliseconds);
      }
    }
    return putIn(fresh);
  };
  const queue = (fresh: Fresh) => {
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
        })
        .from(deliveries)
        .leftJoin(purges, eq(deliveries.installationId, purges.installationId))
        .leftJoin(installations, eq(deliveries.installationId, installations.id))
        .where(and(eq(deliveries.id, id), isNull(deliveries.completedAt)));
      if (!row) return undefined;
      const { event, payload } = row.delivery;
      if (row.purge && (row.purge.uninstalled || row.delivery.receivedAt <= row.purge.at)) {
        // It came late, after what it belongs to was removed: nothing of it may be kept.
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
      return { id, event, payload: JSON.parse(payload) };
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

/** Record separator. JSON has none: control characters are escaped in its strings and do not stand outside of them. */
const separator = '\u001e';

/**
 * Of each: whether it was news. One statement, which is its own transaction: this is all that an answer waits for. That the job follows
 * in a transaction of its own costs nothing in safety, since the row itself says that it has none yet.
 */
async function writeDown(database: Database, group: Delivery[]): Promise<boolean[]> {
  // A parameter a column, however many rows: the statement stays the same, and building one with all values took longer than running it.
  const column = (type: 'text' | 'bigint', of: (delivery: Delivery) => string | number | undefined) =>
    sql`${sql.param(group.map((delivery) => of(delivery) ?? null))}::${sql.raw(type)}[]`;
  const columns = [
    column('text', ({ id }) => id),
    column('text', ({ event }) => event),
    column('text', ({ action }) => action),
    column('bigint', ({ installationId }) => installationId),
    column('bigint', ({ repositoryId }) => repositoryId),
    column('bigint', ({ ownerId }) => ownerId),
    column('text', ({ subject }) => subject),
    column('text', ({ meaning }) => meaning),
    // As one text: the quotes of JSON would have to be escaped in an array, which took a tenth of an answer.
    sql`string_to_array(${group.map(({ payload }) => payload).join(separator)}, ${separator})`,
  ];
  const rows = await database
    .insert(deliveries)
    .select(
      sql`select *, now(), false, null::timestamptz, null::timestamptz, null from unnest(${sql.join(columns, sql`, `)})`,
    )
    .onConflictDoUpdate({
      target: deliveries.id,
      // One that was given up is opened again; of the others nothing is touched.
      set: { payload: sql`excluded.payload`, receivedAt: sql`now()`, queued: false, gaveUpAt: null, error: null },
      setWhere: isNotNull(deliveries.gaveUpAt),
    })
    .returning({ id: deliveries.id });
  const news = new Set(rows.map(({ id }) => id));
  return group.map(({ id }) => news.has(id));
}

async function queueAll(database: Database, enqueue: EnqueueDeliveries, group: Fresh[]): Promise<void> {
  await database.transaction(async (within) => {
    const rows = await within
      .update(deliveries)
      .set({ queued: true })
      .where(
        and(
          anyOf(
            deliveries.id,
            group.map(({ id }) => id),
          ),
          eq(deliveries.queued, false),
        ),
      )
      .returning({ id: deliveries.id });
    // Another replica may have been quicker with what was left over.
    const mine = new Set(rows.map(({ id }) => id));
    const fresh = group.filter(({ id }) => mine.has(id));
    if (fresh.length > 0) await enqueue(fresh, within);
  });
}

/** In the order in which they came. One of later than now came before the clock was set back. */
async function leftOver(database: Database, restSeconds: number): Promise<Fresh[]> {
  return database
    .select({ id: deliveries.id, subject: deliveries.subject })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.queued, false),
        isNull(deliveries.completedAt),
        isNull(deliveries.gaveUpAt),
        sql`${deliveries.receivedAt} not between now() - make_interval(secs => ${restSeconds}) and now()`,
      ),
    )
    .orderBy(asc(deliveries.receivedAt))
    .limit(1_000);
}

/** Whether a later delivery of the same subject asks for the same work. One without a meaning is never equal to another. */
function isSuperseded(database: Database) {
  const later = alias(deliveries, 'later');
  return exists(
    database
      .select({ id: later.id })
      .from(later)
      .where(
        and(
          eq(later.subject, deliveries.subject),
          eq(later.meaning, deliveries.meaning),
          isNull(later.completedAt),
          isNull(later.gaveUpAt),
          gt(later.receivedAt, deliveries.receivedAt),
        ),
      ),
  ).mapWith(Boolean);
}
