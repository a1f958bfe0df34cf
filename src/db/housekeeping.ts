import { sql } from 'drizzle-orm';
import { pushedFrom } from '../domain/metric/pushed.ts';
import type { WriteBudget } from '../flows/ports/write-budget.ts';
import type { DatabaseConnection } from './connect.ts';
import type { Inbox } from './inbox/inbox.ts';
import { forgetProbes } from './probe-by-writing.ts';
import { forgetEndedTokens } from './push-tokens.ts';
import { sessionsIn } from './sessions.ts';
import { forgetReadsBefore } from './source-reads.ts';
import { forgetUnusedMaps } from './stores/map-versions.ts';
import { forgetPushedBefore } from './stores/pushed-store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** GitHub redelivers for about three days; ids are kept for longer than anybody would ask for them. */
const redeliveredDays = 3;
const keptDays = 30;
/** After that long a delivery has its job, or the process that was to enqueue it has ended. */
const leftOverAfterSeconds = 30;

interface House {
  connection: DatabaseConnection;
  inbox: Inbox;
  budget: WriteBudget;
}

/** Regular maintenance, done each time it is called. */
export function housekeeping({ connection, inbox, budget }: House): (now: Date) => Promise<void> {
  let tidied = 0;
  let vacuumed = 0;
  return async (now) => {
    await inbox.queueLeftOver(leftOverAfterSeconds);
    await inbox.forget(new Date(now.getTime() - keptDays * dayMs), new Date(now.getTime() - redeliveredDays * dayMs));
    await budget.forget(new Date(now.getTime() - hourMs));
    await forgetProbes(connection.database);
    if (Math.abs(now.getTime() - tidied) >= hourMs) {
      await forgetUnusedMaps(connection.patient);
      await forgetPushedBefore(connection.patient, pushedFrom(now));
      await forgetEndedTokens(connection.database, now);
      await forgetReadsBefore(connection.database, new Date(now.getTime() - 365 * dayMs));
      await sessionsIn(connection.database).forget(now);
      tidied = now.getTime();
    }
    // The embedded database has no autovacuum, and a queue leaves many dead rows.
    if (connection.kind === 'postgres' || now.getTime() - vacuumed < dayMs) return;
    vacuumed = now.getTime();
    await connection.database.execute(sql`vacuum analyze`);
  };
}
