import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../flows/ports.ts';
import { TakenOver } from '../flows/taken-over.ts';
import type { Connection, Database } from './connect.ts';
import { createStore, type Enqueue } from './store.ts';

const role = 'soundings_tenant';

/** Hands out stores that see one owner's rows alone. */
export interface Tenancy {
  /** Its calls throw `TakenOver` once the try that makes them has been taken over. */
  storeOf(ownerId: number): Store;
  /** Throws `TakenOver` if the try that asks has been. For what is written elsewhere. */
  assertHeld(): Promise<void>;
  /** false: the database user passes by row-level security and may not become another; the operator ought to know. */
  enforced: boolean;
}

/**
 * Whatever is done for a repository is done by a store of its owner, whose every call runs in a transaction that names the owner; policies of
 * the database (drizzle/*_tenants.sql) let no other rows be seen or written, whatever a query of ours forgets to say. Settings end with their
 * transaction, so that a pooled connection carries none to the next.
 *
 * @param queue where it keeps its jobs, which tenants' work puts jobs into, and the condition that the try which asks still has its own.
 */
export async function openTenancy(
  { database }: Pick<Connection, 'database'>,
  enqueue: Enqueue,
  queue?: { schema: string; jobIsHeld(): SQL | undefined },
): Promise<Tenancy> {
  const { becomes, passesBy } = await standing(database);
  if (becomes && queue) await grantQueue(database, queue.schema);
  const owner = (ownerId: number) => sql`set_config('soundings.owner', ${String(ownerId)}, true)`;
  const held = () => sql`${queue?.jobIsHeld() ?? sql`true`} as held`;
  const scopeOf = (ownerId: number) =>
    sql`select ${held()}, ${owner(ownerId)}${becomes ? sql`, set_config('role', ${role}, true)` : sql``}`;
  return {
    enforced: becomes || !passesBy,
    storeOf: (ownerId) => storeWithin(database, enqueue, () => scopeOf(ownerId)),
    assertHeld: async () => mustBeHeld(await database.execute(sql`select ${held()}`)),
  };
}

/** A call of a store becomes a transaction; one that asks for a transaction of its own gets that one. */
function storeWithin(database: Database, enqueue: Enqueue, scope: () => SQL): Store {
  const within = <T>(work: (store: Store) => Promise<T>): Promise<T> =>
    database.transaction(async (transaction) => {
      mustBeHeld(await transaction.execute(scope()));
      return work(createStore(transaction, enqueue));
    });
  const names = Object.keys(createStore(database, enqueue)) as (keyof Store)[];
  const calls = names.map((name) => [
    name,
    (...given: never[]) => within((store) => (store[name] as (...given: never[]) => Promise<unknown>)(...given)),
  ]);
  return { ...(Object.fromEntries(calls) as Store), transaction: within };
}

function mustBeHeld(answer: unknown): void {
  if (!rowsOf<{ held: boolean }>(answer)[0]?.held) throw new TakenOver();
}

async function standing(database: Database): Promise<{ becomes: boolean; passesBy: boolean }> {
  const answer = await database.execute(sql`
    select
      coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = ${role}), false) as becomes,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "passesBy"`);
  const [row] = rowsOf<{ becomes: boolean; passesBy: boolean }>(answer);
  if (!row) throw new Error('The database did not say who we are to it');
  return row;
}

const rowsOf = <Row>(answer: unknown) => (answer as { rows: Row[] }).rows;

/** Any number would do, as long as it stays the same and is ours. */
const lockKey = 7_368_787;

/** One replica after the other: Postgres fails two that grant at the same time ("tuple concurrently updated"). */
async function grantQueue(database: Database, schema: string): Promise<void> {
  const [name, to] = [sql.identifier(schema), sql.identifier(role)];
  await database.transaction(async (within) => {
    await within.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
    await within.execute(sql`grant usage on schema ${name} to ${to}`);
    await within.execute(sql`grant select, insert, update, delete on all tables in schema ${name} to ${to}`);
    await within.execute(sql`grant execute on all functions in schema ${name} to ${to}`);
  });
}
