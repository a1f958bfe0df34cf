import { sql } from 'drizzle-orm';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';
import { ConnectionLost } from '../postgres/connection-lost.ts';
import { connect, type Database, type DatabaseConnection } from './connect.ts';
import { roleRights } from './role-rights.ts';

/** Does work that only reads, and may be done a second time: on the replica while it keeps up, else on the primary. */
export type Reading = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

export interface Replica {
  read: Reading;
  close(): Promise<void>;
}

/** What is older is not shown: then the primary is asked. */
export const mostBehindS = 60;
const judgedAnewAfterMs = 5_000;
const triedAnewAfterMs = 30_000;

/** Only standbys are told from what they follow: one that is none may have stopped following. */
const behind = sql<{ seconds: number | null }>`
  select case when pg_is_in_recovery() then extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 end as seconds`;

/** Seconds that a standby is behind its primary; undefined: it is none, or it has replayed nothing so far. */
export async function secondsBehind(database: Database): Promise<number | undefined> {
  const { rows } = (await database.execute(behind)) as unknown as { rows: { seconds: number | null }[] };
  return rows[0]?.seconds ?? undefined;
}

/** Another user of the database there may be held by no policy. Tenants' work changes its role there if it does so on the primary. */
async function connectHeld(url: string, primary: Database, log: Log): Promise<DatabaseConnection> {
  const connection = await connect({ databaseUrl: url, dataDir: '' }, { variable: 'DATABASE_READ_URL' });
  const [there, here] = await Promise.all([roleRights(connection.database), roleRights(primary)]);
  if (there.passesBy && !here.becomes)
    log.warn(
      {},
      'Database user of DATABASE_READ_URL bypasses row-level security. Use a role without SUPERUSER and BYPASSRLS',
    );
  return connection;
}

/** Connects when it is first needed; nothing waits for a replica that is not there. */
export function openReplica(
  url: string,
  primary: Database,
  log: Log,
  limits = { mostBehindS, judgedAnewAfterMs },
): Replica {
  let connection: Promise<DatabaseConnection> | undefined;
  let judged: Promise<Database | undefined> | undefined;
  let until = 0;
  let was: string | undefined;
  /** A line when it changes. */
  const tell = (state: string, about: Record<string, unknown> = {}) => {
    if (was !== state) log[state === 'in use' ? 'info' : 'warn'](about, `Replica of DATABASE_READ_URL: ${state}`);
    was = state;
  };
  const judge = async (): Promise<Database | undefined> => {
    try {
      connection ??= connectHeld(url, primary, log);
      const { database } = await connection;
      const seconds = await secondsBehind(database);
      if (seconds !== undefined && seconds <= limits.mostBehindS) {
        tell('in use');
        return database;
      }
      if (seconds === undefined) tell('no standby; the primary is read');
      else tell('too far behind; the primary is read', { seconds: Math.round(seconds) });
    } catch (error) {
      connection = undefined;
      tell('not reachable; the primary is read', { error: describeError(error) });
      until = performance.now() + triedAnewAfterMs;
    }
    return undefined;
  };
  const fresh = () => {
    if (!judged || performance.now() >= until) {
      until = performance.now() + limits.judgedAnewAfterMs;
      judged = judge();
    }
    return judged;
  };
  return {
    async read(work) {
      const replica = await fresh();
      if (!replica) return work(primary);
      try {
        return await work(replica);
      } catch (error) {
        if (!isOfReplica(error)) throw error;
        log.warn(
          { error: describeError(error) },
          'The replica of DATABASE_READ_URL gave up a read; the primary is read',
        );
        until = 0;
        return work(primary);
      }
    },
    async close() {
      await (await connection?.catch(() => undefined))?.close();
    },
  };
}

/** What a primary would have answered. Errors of queries come wrapped. https://www.postgresql.org/docs/18/errcodes-appendix.html */
function isOfReplica(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    // What it replays removes rows that a read needs (40001), it is shut down (57P01 to 57P03), or it has been promoted and is out of reach.
    if (at instanceof ConnectionLost || code === '40001' || /^57P0[123]$/.test(String(code))) return true;
  }
  return false;
}
