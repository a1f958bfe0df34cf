import { and, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { day } from '../../domain/day.ts';
import type { Operations } from '../../domain/portfolio/now-page.ts';
import type { Database } from '../connect.ts';
import { checkpoints } from '../schema/bets.ts';
import { contentWrites, deliveries, parkedJobs, rounds, sweeps } from '../schema/deliveries.ts';
import { installations } from '../schema/repositories.ts';

const hour = 3_600_000;
const mostNamed = 10;

/** The state of the whole server, for all owners: for the operator. */
export async function operations(database: Database, now: Date): Promise<Operations> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const many = sql<number>`count(*)::int`;
  const when = (instant: typeof checkpoints.dueAt | typeof deliveries.receivedAt | typeof sweeps.at) =>
    sql<Date | null>`min(${instant})`.mapWith(instant);
  const isDue = and(eq(checkpoints.status, 'pending'), lt(checkpoints.dueAt, now));
  const [due] = await database
    .select({
      count: many,
      late: sql<number>`(count(*) filter (where ${lt(checkpoints.dueAt, ago(day))}))::int`,
      oldest: when(checkpoints.dueAt),
    })
    .from(checkpoints)
    .where(isDue);
  const [waiting] = await database
    .select({ count: many, oldest: when(deliveries.receivedAt) })
    .from(deliveries)
    .where(and(isNull(deliveries.completedAt), isNull(deliveries.gaveUpAt)));
  const [givenUp] = await database
    .select({ count: many })
    .from(deliveries)
    .where(and(isNotNull(deliveries.gaveUpAt), gte(deliveries.gaveUpAt, ago(7 * day))));
  const [parked] = await database.select({ count: many }).from(parkedJobs);
  const writes = await database
    .select({ owner: installations.owner, installationId: contentWrites.installationId, count: many })
    .from(contentWrites)
    .leftJoin(installations, eq(contentWrites.installationId, installations.id))
    .where(gte(contentWrites.at, ago(hour)))
    .groupBy(contentWrites.installationId, installations.owner)
    .orderBy(desc(many))
    .limit(mostNamed);
  const [swept] = await database.select({ count: many, oldest: when(sweeps.at) }).from(sweeps);
  const done = await database
    .select({ name: rounds.name, at: rounds.at, doneAt: rounds.doneAt })
    .from(rounds)
    .orderBy(rounds.name);
  const withOldest = (row: { count: number; oldest: Date | null } | undefined) => ({
    count: row?.count ?? 0,
    ...(row?.oldest ? { oldest: row.oldest } : {}),
  });
  return {
    due: { ...withOldest(due), late: due?.late ?? 0 },
    queue: { ...withOldest(waiting), givenUp: givenUp?.count ?? 0, parked: parked?.count ?? 0 },
    writes: writes.map(({ owner, installationId, count }) => ({
      owner: owner ?? `installation ${installationId}`,
      count,
    })),
    reconciled: withOldest(swept),
    rounds: done.map(({ name, at, doneAt }) => ({ name, at, ...(doneAt ? { doneAt } : {}) })),
  };
}
