import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readAddress } from '../../src/postgres/address.ts';
import { openPool, type Pool, type PoolOptions } from '../../src/postgres/pool.ts';
import type { Slot } from '../../src/postgres/slot.ts';
import { type PostgresProxy, startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import { type PostgresServer, startPostgresServer } from '../stage/database/postgres-server.ts';
import { within } from '../stage/run/crowding.ts';

let server: PostgresServer;
let proxy: PostgresProxy;
let pool: Pool;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterEach(async () => {
  await pool.close(0);
  await proxy.close();
});
afterAll(() => server?.stop());

/** Long enough for a machine that has much to do, short enough for a test. */
const long = within(30).timeout;
const short = 1_000;

async function open(options: Partial<PoolOptions> = {}): Promise<Pool> {
  proxy = await startPostgresProxy(await server.createDatabase());
  pool = openPool({
    ...{ address: readAddress(proxy.url), prepare: true, max: 3, connectWithinMs: long, idleMs: long },
    ...options,
  });
  return pool;
}

const ask = (slot: Slot, deadline = long) =>
  slot.run((client) => client.unsafe('select pg_backend_pid() as pid'), deadline);
const pid = (deadline?: number) => pool.use(async (slot) => (await ask(slot, deadline))[0]?.pid as number);
/** As many as the pool has, at the same time. */
const all = (deadline?: number) => Promise.all([pid(deadline), pid(deadline), pid(deadline)]);

test('connections are used again, and there are no more than allowed', async () => {
  await open();
  const first = new Set(await all());
  expect(first.size).toBe(3);
  for (let time = 0; time < 5; time += 1) expect(new Set([...first, ...(await all())]).size).toBe(3);
  await Promise.all(Array.from({ length: 30 }, () => pid()));
  expect(proxy.opened()).toBe(3);
});

test('anyone who waits too long for one is told, and those behind it get theirs', async () => {
  await open({ max: 1, connectWithinMs: 3_000 });
  await pid();
  const done = Promise.withResolvers<void>();
  const busy = pool.use(() => done.promise);
  await expect(pid()).rejects.toThrow('No connection to the database became free within 3 s');
  const later = pid();
  expect(pool.load()).toEqual({ busy: 1, idle: 0, waiting: 1 });
  done.resolve();
  await busy;
  expect(await later).toBeTypeOf('number');
  expect(pool.load()).toEqual({ busy: 0, idle: 1, waiting: 0 });
});

test('a connection that has gone silent is given up by the deadline, and never asked again', async () => {
  await open();
  await all();
  proxy.silence();
  const asked = performance.now();
  const seen: Slot[] = [];
  const silent = pool.use(async (slot) => {
    seen.push(slot);
    return ask(slot, short);
  });
  await expect(silent).rejects.toMatchObject({ name: 'NoAnswer', code: '08006' });
  expect(performance.now() - asked).toBeGreaterThan(short - 50);
  expect(seen[0]?.isClosed).toBe(true);
  await expect(ask(seen[0] as Slot)).rejects.toMatchObject({ name: 'NoAnswer' });
  // Those that rested are no better: nobody has to wait for each of them in turn.
  expect(new Set(await all()).size).toBe(3);
  expect(proxy.opened()).toBe(6);
});

test('anyone who waits for a connection gets a new one in place of a silent one', async () => {
  await open({ max: 1 });
  await pid();
  proxy.silence();
  const [silent, behind] = await Promise.allSettled([pid(short), pid(long)]);
  expect(silent.status).toBe('rejected');
  expect(behind.status).toBe('fulfilled');
});

test('a server that takes connections and says nothing is given up as well', async () => {
  await open({ connectWithinMs: short });
  proxy.isSilent = true;
  for (const one of await Promise.allSettled([pid(), pid(), pid(), pid(), pid()])) expect(one.status).toBe('rejected');
  proxy.isSilent = false;
  // All three places are free again.
  expect(new Set(await all()).size).toBe(3);
});

test('connections that break leave nobody waiting, and are replaced', async () => {
  await open();
  for (let time = 0; time < 5; time += 1) {
    proxy.breakAt = /pg_backend_pid/;
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => pid()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'rejected'));
    proxy.breakAt = undefined;
    expect(await pid()).toBeTypeOf('number');
  }
});

test('connections that nobody uses are closed', async () => {
  await open({ idleMs: 200 });
  const first = await all();
  const left = () =>
    pool.use(async (slot) => {
      const among = `pid in (${first.join()}) and pid <> pg_backend_pid()`;
      return (await slot.run((client) => client.unsafe(`select from pg_stat_activity where ${among}`), long)).length;
    });
  await expect.poll(left, within(30)).toBe(0);
});

test('closing waits for what is under way, but not for ever', async () => {
  await open();
  const quick = pool.use((slot) => slot.run((client) => client`select pg_sleep(0.3)`, long));
  const endless = pool.use((slot) => slot.run((client) => client`select pg_sleep(600)`, 700_000));
  const outcomes = Promise.allSettled([quick, endless]);
  await pause(100);
  await pool.close(within(5).timeout);
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await expect(pid()).rejects.toThrow('are closed');
});
