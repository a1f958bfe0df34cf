import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { drizzleClient, type Opening } from '../../src/db/drizzle-client.ts';
import { readAddress } from '../../src/postgres/address.ts';
import { openPool, type Pool } from '../../src/postgres/pool.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';

let server: PostgresServer;
let pool: Pool;
/** How often something was sent to the database. */
let sent = 0;

beforeAll(async () => {
  server = await startPostgresServer();
  const deadlines = { connectWithinMs: 60_000, idleMs: 60_000 };
  pool = openPool({
    ...{ address: readAddress(await server.createDatabase()), prepare: true, max: 1, ...deadlines },
    openSocket: (to) => counted(connect(to)),
  });
  await pool.use((slot) => slot.run((client) => client`create table kept (at int)`, 60_000));
});
afterAll(async () => {
  await pool.close(1_000);
  await server.stop();
});
afterEach(() => pool.use((slot) => slot.run((client) => client`truncate kept`, 60_000)));

function counted(socket: Socket): Socket {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  socket.write = (...given: unknown[]) => {
    sent += 1;
    return write(...given);
  };
  return socket;
}

const scope: Opening = {
  statement: () => ({ text: `select set_config('soundings.owner', $1, true)`, parameters: ['7'] }),
  accept: () => {},
};
const client = (opening?: Opening) => drizzleClient(pool, 60_000, opening);
const owner = `select current_setting('soundings.owner', true) as owner`;

test('the first statement of a transaction comes after its opening, however early it is asked', async () => {
  const [first, second] = await client(scope).begin(async (within) => {
    // Not awaited: it is under way before anything has been answered.
    const asked = within.unsafe(owner);
    return [(await asked).rows, (await within.unsafe(owner)).rows];
  });
  expect([first, second]).toEqual([[{ owner: '7' }], [{ owner: '7' }]]);
  expect((await client().unsafe(owner)).rows).toEqual([{ owner: '' }]);
});

const limits = `select string_agg(current_setting(name, true), ' ') as limits
  from unnest('{idle_in_transaction_session_timeout,statement_timeout,transaction_timeout}'::text[]) as name`;

test.each([undefined, scope])('a transaction has its limits, and leaves none behind (%#)', async (opening) => {
  const asked = await client(opening).begin((within) => within.unsafe(limits));
  expect(asked.rows).toEqual([{ limits: '8s 54s 5min' }]);
  expect((await client().unsafe(limits)).rows).toEqual([{ limits: '0 0 0' }]);
});

test('beginning, opening and the first statement are sent together', async () => {
  const work = () => client(scope).begin((within) => within.unsafe(owner));
  await work();
  const before = sent;
  await work();
  // And the end.
  expect(sent - before).toBe(2);
});

test('what an opening does not accept is not told, and not written', async () => {
  const accept = () => {
    throw new Error('taken over');
  };
  const told: unknown[] = [];
  const refused = client({ ...scope, accept }).begin(async (within) => {
    const answer = await within.unsafe('insert into kept values (1) returning at');
    told.push(answer.rows);
  });
  await expect(refused).rejects.toThrow('taken over');
  expect(told).toEqual([]);
  expect((await client().unsafe('select at from kept')).rows).toEqual([]);
});

test('after an opening that fails nothing is done, and the opening is what is told', async () => {
  const broken = { ...scope, statement: () => ({ text: 'select 1 / $1::int', parameters: [0] }) };
  const failed = client(broken).begin(async (within) => {
    await within.unsafe('insert into kept values (1)');
  });
  await expect(failed).rejects.toThrow('division by zero');
  expect((await client().unsafe('select at from kept')).rows).toEqual([]);
});

test('work that fails by itself is undone, and its connection serves the next', async () => {
  const failed = client(scope).begin(async (within) => {
    await within.unsafe('insert into kept values (1)');
    throw new Error('changed its mind');
  });
  await expect(failed).rejects.toThrow('changed its mind');
  expect((await client().unsafe('select at from kept')).rows).toEqual([]);
});
