import type { Row, Sql } from 'postgres';
import { step } from '../deadlines/steps.ts';
import type { Pool } from '../postgres/pool.ts';
import type { Slot } from '../postgres/slot.ts';
import { asText } from '../postgres/values.ts';

/** A query may ask for arrays instead of objects. */
type Answer = Promise<{ rows: Row[] }> & { values(): Promise<unknown[][]> };

/** The parts of postgres.js' client that Drizzle calls. */
interface DrizzleClient {
  /** Drizzle writes its own readers and writers into it, which we do not need: see `values.ts`. */
  options: { parsers: object; serializers: object };
  unsafe(text: string, parameters?: unknown[]): Answer;
}

interface Outside extends DrizzleClient {
  begin<T>(work: (client: Inside) => Promise<T>): Promise<T>;
}

interface Inside extends DrizzleClient {
  savepoint<T>(work: (client: Inside) => Promise<T>): Promise<T>;
}

/** What each transaction begins with. */
export interface Opening {
  /** One that only selects. */
  statement(): { text: string; parameters: unknown[] };
  /** Throws if nothing may come of the transaction. */
  accept(rows: object[]): void;
}

/**
 * Postgres ends a transaction that is idle for so long. Its process was suspended or cut off, and others want its
 * locks. It must not go on after its try was taken over, ten seconds after its last sign of life.
 */
const longestRestMs = 8_000;
/**
 * Share of the deadline. The database's own limit comes first, so that a statement which is only slow fails alone, and
 * its connection stays usable.
 */
const shareOfDatabase = 0.9;

/**
 * To Postgres, a client that goes silent between the parts of a statement is neither idle nor active. Its locks would
 * stay until the server's system notices, after two hours by default. Here that takes 11 s; from PostgreSQL 17 on, the
 * whole transaction has a limit too. Set once a connection: behind a PgBouncer it is that one's client which would be
 * missed, and it is not what goes silent.
 */
export const keepalive = `select ${[
  ['idle', 5],
  ['interval', 2],
  ['count', 3],
]
  .map(([name, value]) => `set_config('tcp_keepalives_${name}', '${value}', false)`)
  .join(', ')}`;
const statementsInARow = 5;

/**
 * The connections of a pool, for Drizzle. `deadlineMs`: how long to wait for an answer.
 *
 * `begin`, the opening and the first statements of the work travel together: nothing waits for an answer that is nearly always yes. The order on the
 * connection is that of the calls here, and no answer is given out before the opening was accepted; what was written is rolled back otherwise.
 */
export function drizzleClient(pool: Pool, deadlineMs: number, opening?: Opening): Outside {
  const limits = new Map([
    ['idle_in_transaction_session_timeout', longestRestMs],
    ['statement_timeout', Math.ceil(deadlineMs * shareOfDatabase)],
  ]);
  const allLimits = new Map([...limits, ['transaction_timeout', deadlineMs * statementsInARow]]);
  return {
    options: { parsers: {}, serializers: {} },
    unsafe: (text, parameters) =>
      answer((asArrays) => pool.use((slot) => query(slot, deadlineMs, text, parameters, asArrays))),
    begin: (work) =>
      pool.use(async (slot) => {
        const say = (text: string) => run(slot, deadlineMs, (client) => client.unsafe(text).execute());
        const set = slot.serverVersion >= 17 ? allLimits : limits;
        // Set, not selected, where no opening selects anyway: after a query a transaction can no longer choose its isolation level.
        const begun = say(['begin', ...(opening ? [] : [...set].map(asSet))].join('; ')).catch((error) => {
          slot.close(error);
          throw error;
        });
        const opened = Promise.all([begun, opening && open(slot, deadlineMs, opening, set)]);
        const result = await orBack(afterwards(opened, work(inside(slot, deadlineMs, opened))), async () => {
          // If the rollback fails, its connection is closed.
          await say('rollback').catch((error) => slot.close(error));
        });
        const { command } = await say('commit');
        // Postgres answers so if a statement failed and its error was swallowed.
        if (command !== 'COMMIT')
          throw new Error('A statement of the transaction failed, so that all of it was undone');
        return result;
      }),
  };
}

const asSet = ([name, milliseconds]: [string, number]) => `set local ${name} = ${milliseconds}`;
const asSelected = ([name, milliseconds]: [string, number]) => `set_config('${name}', '${milliseconds}', true)`;

/** The limits ride with it, instead of a statement for each. */
async function open(
  slot: Slot,
  deadlineMs: number,
  { statement, accept }: Opening,
  limits: Map<string, number>,
): Promise<void> {
  const { text, parameters } = statement();
  const whole = `select *, ${[...limits].map(asSelected).join(', ')} from (${text}) as opening`;
  accept(await run(slot, deadlineMs, (client) => prepared(client, whole, parameters).execute()));
}

function inside(slot: Slot, deadlineMs: number, opened: Promise<unknown>, depth = 1): Inside {
  const say = (text: string) => run(slot, deadlineMs, (client) => client.unsafe(text));
  return {
    options: { parsers: {}, serializers: {} },
    unsafe: (text, parameters) =>
      answer((asArrays) => afterwards(opened, query(slot, deadlineMs, text, parameters, asArrays))),
    async savepoint(work) {
      await say(`savepoint s${depth}`);
      const result = await orBack(work(inside(slot, deadlineMs, opened, depth + 1)), async () => {
        await say(`rollback to savepoint s${depth}`).catch((error) => slot.close(error));
      });
      await say(`release savepoint s${depth}`);
      return result;
    },
  };
}

/** Both have ended, and if both failed the first is the reason. */
async function afterwards<T>(first: Promise<unknown>, then: Promise<T>): Promise<T> {
  await Promise.allSettled([first, then]);
  await first;
  return then;
}

/** Reports the first error, not that the rollback failed too. */
async function orBack<T>(work: Promise<T>, back: () => Promise<void>): Promise<T> {
  try {
    return await work;
  } catch (reason) {
    await back();
    throw reason;
  }
}

function answer(ask: (asArrays: boolean) => Promise<{ rows: Row[] } | unknown[][]>): Answer {
  let asArrays = false;
  const given = Promise.resolve().then(() => ask(asArrays)) as Answer;
  given.values = () => {
    asArrays = true;
    return given as unknown as Promise<unknown[][]>;
  };
  return given;
}

function query(slot: Slot, deadlineMs: number, text: string, parameters: unknown[] = [], asArrays = false) {
  return run(slot, deadlineMs, async (client) => {
    const pending = prepared(client, text, parameters);
    return asArrays ? pending.values() : { rows: await pending };
  });
}

const prepared = (client: Sql, text: string, parameters: unknown[]) =>
  client.unsafe(text, parameters.map(asText), { prepare: true });

const run = <T>(slot: Slot, deadlineMs: number, ask: (client: Sql) => PromiseLike<T>): Promise<T> =>
  step('a query of the database', deadlineMs, () => slot.run(ask, deadlineMs));
