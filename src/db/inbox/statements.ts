import { and, asc, eq, exists, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { deliveries } from '../schema/deliveries.ts';
import type { Delivery, UnqueuedDelivery } from './delivery.ts';

/** Enqueues a job for each of the deliveries as part of the transaction `within`. */
export type EnqueueDeliveries = (deliveries: UnqueuedDelivery[], within: Database) => Promise<void>;

/** Record separator. JSON escapes control characters in strings and has none outside of them. */
const separator = '\u001e';

/**
 * Whether each delivery was new. One statement, which is its own transaction, is all that an answer waits for. The job
 * safely follows in a second transaction, since the row says that it has none yet.
 */
export async function writeDown(database: Database, group: Delivery[]): Promise<boolean[]> {
  // One parameter a column, for any number of rows: the statement stays the same. Building one with all values took
  // longer than running it.
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
    // As one text: in an array the quotes of JSON would have to be escaped, which took a tenth of an answer.
    sql`string_to_array(${group.map(({ payload }) => payload).join(separator)}, ${separator})`,
  ];
  const rows = await database
    .insert(deliveries)
    .select(
      sql`select *, now(), false, null::timestamptz, null::timestamptz, null from unnest(${sql.join(columns, sql`, `)})`,
    )
    .onConflictDoUpdate({
      target: deliveries.id,
      // A delivery that was given up is opened again; the others are not touched.
      set: { payload: sql`excluded.payload`, receivedAt: sql`now()`, queued: false, gaveUpAt: null, error: null },
      setWhere: isNotNull(deliveries.gaveUpAt),
    })
    .returning({ id: deliveries.id });
  const news = new Set(rows.map(({ id }) => id));
  return group.map(({ id }) => news.has(id));
}

export async function queueAll(
  database: Database,
  enqueue: EnqueueDeliveries,
  group: UnqueuedDelivery[],
): Promise<void> {
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
    // Another replica may already have enqueued it.
    const mine = new Set(rows.map(({ id }) => id));
    const fresh = group.filter(({ id }) => mine.has(id));
    if (fresh.length > 0) await enqueue(fresh, within);
  });
}

/** In the order of arrival. A delivery later than now came before the clock was set back. */
export async function leftOver(database: Database, restSeconds: number): Promise<UnqueuedDelivery[]> {
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

/** Whether a later delivery of the same subject asks for the same work. One without a meaning equals no other. */
export function isSuperseded(database: Database) {
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
