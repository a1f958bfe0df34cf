import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { TakenOver } from '../errors/taken-over.ts';
import type { Store } from '../flows/ports/store.ts';
import type { Database, DatabaseConnection } from './connect.ts';
import { lockKeys } from './lock-keys.ts';
import type { Reading } from './replica.ts';
import { roleRights, tenantRole } from './role-rights.ts';
import { createStore, type Enqueue } from './stores/store.ts';

/** Limit for each statement that a browser waits for, since other work needs the connection too. */
const pageMs = 5_000;

/** Hands out stores that see only one owner's rows. */
export interface Tenancy {
  /** Its calls throw `TakenOver` once the try that makes them has been taken over. */
  storeOf(ownerId: number): Store;
  /** Only reads, as one owner at one instant, on the replica if there is one. The database gives up an answer that takes longer than a page may. */
  read<T>(ownerId: number, work: (database: Database) => Promise<T>): Promise<T>;
  /** Throws `TakenOver` if the asking try was taken over. For writes outside the store. */
  assertHeld(): Promise<void>;
  /** false: the database user bypasses row-level security and may not change its role; the operator should know. */
  enforced: boolean;
}

/**
 * Work for a repository uses a store of its owner. Every call runs in a transaction that names the owner. Policies of
 * the database (drizzle/*_tenants.sql) hide all other rows from reads and writes, no matter what a query of ours
 * forgets. Settings end with their transaction, so a pooled connection carries none to the next.
 *
 * @param queue the schema of its jobs, which tenants' work adds to, and the condition that the asking try still owns
 * its job
 * @param reading where pages read
 */
export async function openTenancy(
  { database, openingWith }: Pick<DatabaseConnection, 'database' | 'openingWith'>,
  enqueue: Enqueue,
  queue?: { schema: string; jobIsHeld(): SQL | undefined },
  reading: Reading = (work) => work(database),
): Promise<Tenancy> {
  const { becomes, passesBy } = await roleRights(database);
  if (becomes && queue) await confineQueue(database, queue.schema);
  const owner = (ownerId: number) => sql`set_config('soundings.owner', ${String(ownerId)}, true)`;
  const held = () => sql`${queue?.jobIsHeld() ?? sql`true`} as held`;
  const scopeOf = (ownerId: number) =>
    sql`select ${held()}, ${owner(ownerId)}${becomes ? sql`, set_config('role', ${tenantRole}, true)` : sql``}`;
  return {
    enforced: becomes || !passesBy,
    storeOf(ownerId) {
      const opening = { statement: () => statementOf(scopeOf(ownerId)), accept: mustBeHeld };
      return storeWithin(openingWith(opening), enqueue);
    },
    read: (ownerId, work) =>
      reading((where) =>
        where.transaction(
          async (transaction) => {
            await transaction.execute(scopeOf(ownerId));
            await transaction.execute(sql`set local statement_timeout = ${sql.raw(String(pageMs))}`);
            return work(transaction);
          },
          { accessMode: 'read only' },
        ),
      ),
    assertHeld: async () => mustBeHeld(rowsOf(await database.execute(sql`select ${held()}`))),
  };
}

/** A call of a store becomes a transaction; one that asks for a transaction of its own gets that one. */
function storeWithin(database: Database, enqueue: Enqueue): Store {
  const within = <T>(work: (store: Store) => Promise<T>): Promise<T> =>
    database.transaction((transaction) => work(createStore(transaction, enqueue)));
  const names = Object.keys(createStore(database, enqueue)) as (keyof Store)[];
  const calls = names.map((name) => [
    name,
    (...given: never[]) => within((store) => (store[name] as (...given: never[]) => Promise<unknown>)(...given)),
  ]);
  return { ...(Object.fromEntries(calls) as Store), transaction: within };
}

const dialect = new PgDialect();

function statementOf(query: SQL): { text: string; parameters: unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, parameters: params };
}

function mustBeHeld([row]: { held?: unknown }[]): void {
  if (row?.held !== true) throw new TakenOver();
}

const rowsOf = <Row>(answer: unknown) => (answer as { rows: Row[] }).rows;

/** The repository that a job is about, by its subject. */
const repositoryOfJob = sql.raw(`substring(singleton_key from '^repo:([0-9]{1,18})(#|$)')::bigint`);

/**
 * Tenants' work needs few rights on the queue: it adds jobs about its owner's repositories, and checks whether one
 * waits already (`for update`, which takes the right to update a column). All other rights are revoked, including those
 * that earlier versions granted. pg-boss owns its tables and is exempt from policies, so partitions that it has added
 * are confined at every start.
 *
 * One replica after the other: Postgres fails two that grant at the same time ("tuple concurrently updated"). One table
 * after the other, before anything is granted: waiting for a table while holding others would deadlock with running
 * jobs.
 */
async function confineQueue(database: Database, schema: string): Promise<void> {
  while (await confineNext(database, schema));
  const [queue, to] = [sql.identifier(schema), sql.identifier(tenantRole)];
  await alone(database, async (within) => {
    await within.execute(sql`revoke all on all tables in schema ${queue} from ${to}`);
    await within.execute(sql`grant usage on schema ${queue} to ${to}`);
    await within.execute(sql`grant execute on all functions in schema ${queue} to ${to}`);
    await within.execute(sql`grant select on ${queue}.queue to ${to}`);
    // A partition that was added meanwhile is open to nobody until the next start.
    for (const { name, isConfined } of await jobTables(within, schema))
      if (isConfined)
        await within.execute(sql`grant select, insert, update (id) on ${queue}.${sql.identifier(name)} to ${to}`);
  });
}

/** Whether there was one. Not repeated at every start, because it waits for running jobs to release the table. */
function confineNext(database: Database, schema: string): Promise<boolean> {
  return alone(database, async (within) => {
    const next = (await jobTables(within, schema)).find(({ isConfined }) => !isConfined);
    if (!next) return false;
    const jobs = sql`${sql.identifier(schema)}.${sql.identifier(next.name)}`;
    await within.execute(sql`
      create policy ${policy} on ${jobs} to ${sql.identifier(tenantRole)}
      using (exists (select from repositories where repositories.id = ${repositoryOfJob}))`);
    await within.execute(sql`alter table ${jobs} enable row level security`);
    return true;
  });
}

/** Keeps other replicas from doing so meanwhile. */
const alone = <T>(database: Database, work: (within: Database) => Promise<T>): Promise<T> =>
  database.transaction(async (within) => {
    await within.execute(sql`select pg_advisory_xact_lock(${lockKeys.confinement})`);
    return work(within);
  });

const policy = sql.identifier('of_one_owner');

/** The table of jobs and its partitions. */
async function jobTables(within: Database, schema: string): Promise<{ name: string; isConfined: boolean }[]> {
  return rowsOf(
    await within.execute(sql`
      select c.relname as name, c.relrowsecurity and exists (select from pg_policy where polrelid = c.oid) as "isConfined"
      from pg_class c, to_regclass(${`${schema}.job`}) jobs
      where c.oid = jobs or c.oid in (select inhrelid from pg_inherits where inhparent = jobs)
      order by 1`),
  );
}
