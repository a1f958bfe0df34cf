import { openAnalyst } from '../analyst/open-analyst.ts';
import { connect, type DatabaseConnection } from '../db/connect.ts';
import { firstOwners } from '../db/first-owners.ts';
import { createInbox, type Inbox } from '../db/inbox/inbox.ts';
import { migrate } from '../db/migrate.ts';
import { openReplica } from '../db/replica.ts';
import { offerDatabase } from '../db/socket/offer.ts';
import { createStore } from '../db/stores/store.ts';
import { openTenancy, type Tenancy } from '../db/tenancy.ts';
import { writeBudget } from '../db/write-budget.ts';
import { endingInTime } from '../deadlines/end-in-time.ts';
import type { Env } from '../env.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Analyst } from '../flows/ports/analyst.ts';
import type { Log } from '../flows/ports/log.ts';
import type { FirstOwners } from '../flows/ports/metric-reader.ts';
import type { Store } from '../flows/ports/store.ts';
import type { WriteBudget } from '../flows/ports/write-budget.ts';
import { watchMemory } from '../flows/upkeep/watch-memory.ts';
import { type RateWatch, rateWatch } from '../github/requests/rate-watch.ts';
import { queueSchema } from '../jobs/boss-tables.ts';
import { jobIsHeld } from '../jobs/current-try.ts';
import { type Queue, startQueue } from '../jobs/queue.ts';
import { type Meters, unmetered } from '../monitoring/meters.ts';
import { type SourceStates, sourceStates } from '../monitoring/source-states.ts';
import type { Running } from '../run-process.ts';
import { type GitHubApp, openGitHubApp } from '../web/github-app.ts';

/** What every process of Soundings needs: the server, and commands that work like one for a while. */
export interface Parts extends Running {
  app: GitHubApp;
  connection: DatabaseConnection;
  /** Sees all owners. */
  store: Store;
  tenancy: Tenancy;
  inbox: Inbox;
  budget: WriteBudget;
  firstOwners: FirstOwners;
  analyst: Analyst;
  queue: Queue;
  /** Hourly limits of requests. */
  watch: RateWatch;
  meters: Meters;
  sourceStates: SourceStates;
  /** Notices that the database was replaced by an older copy. */
  watchMemory(now: Date): Promise<void>;
}

export async function openParts(env: Env, meters: Meters = unmetered): Promise<Parts> {
  const app = await openGitHubApp(env, meters.gitHub);
  const connection = await connect(env);
  try {
    if (connection.kind === 'embedded' && connection.notice) app.log.warn(connection.notice);
    await migrate(connection);
    const queue = await startQueue(connection, app.log);
    const inbox = createInbox(connection.database, {
      enqueue: queue.sendDeliveries,
      onQueued: queue.wake,
      onFailure: (error) =>
        app.log.warn({ error: describeError(error) }, 'Deliveries have no job yet; retrying in about a minute'),
    });
    const replica =
      env.databaseReadUrl === undefined ? undefined : openReplica(env.databaseReadUrl, connection.database, app.log);
    const tenancy = await openTenancy(
      connection,
      queue.send,
      { schema: queueSchema, jobIsHeld },
      ...(replica ? [replica.read] : []),
    );
    if (!tenancy.enforced)
      app.log.warn('Database user bypasses row-level security. Use a role without SUPERUSER and BYPASSRLS');
    // At the start there is nobody to wait for: a delivery without a job was left over by a crash.
    await inbox.queueLeftOver(0);
    const analyst = openAnalyst();
    const store = createStore(connection.database, queue.send);
    const memory = watchMemory(createStore(connection.patient, queue.send), app.log);
    await memory(new Date());
    const offered = await offerToCommands(connection, env.dataDir, app.log);
    return {
      app,
      connection,
      queue,
      store,
      tenancy,
      inbox,
      budget: writeBudget(connection.database),
      firstOwners: firstOwners(connection.database),
      analyst,
      watch: rateWatch(),
      meters,
      sourceStates: sourceStates(),
      watchMemory: memory,
      async close() {
        const ending = endingInTime(app.log);
        await Promise.all([
          ending.end('the inbox', finishWithinMs, inbox.settled),
          // Jobs that run longer are handed back.
          queue.rest(finishWithinMs),
          ending.end('commands in the database', 3_000, async () => offered?.close()),
        ]);
        await ending.end('the queue', 3_000, queue.close);
        await ending.end('the analyst', 5_000, analyst.close);
        await ending.end('the database', 4_000, () => Promise.all([connection.close(), replica?.close()]));
        ending.mustBeEnded();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function offerToCommands(connection: DatabaseConnection, dataDir: string, log: Log) {
  if (connection.kind !== 'embedded' || dataDir.startsWith('memory://')) return undefined;
  try {
    return await offerDatabase(connection.client, dataDir);
  } catch (error) {
    log.warn(
      { error: describeError(error) },
      'Commands such as `soundings why` cannot reach the embedded database while this process runs',
    );
    return undefined;
  }
}

/**
 * For work in progress when the process ends. With what comes before and after it takes 26 s, of the 30 that
 * orchestrators commonly give.
 */
export const finishWithinMs = 12_000;
