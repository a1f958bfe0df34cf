import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type PostgresServer, startPostgresServer } from './stage/database/postgres-server.ts';
import { type Direction, startSilentPostgres } from './stage/database/silent-postgres.ts';
import { readJournal, startServerProcess, untilJournal } from './stage/process/server-process.ts';
import { crowding, within } from './stage/run/crowding.ts';

/*
 * The server on a Postgres whose connections go silent: no reset, no answer. Whatever it is, deliveries are answered, work goes on over other
 * connections, nobody is asked to restart the process, and it ends when it is told to.
 */

const folder = mkdtempSync(join(tmpdir(), 'soundings-silent-'));
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

let names = 0;
async function onSilentPostgres() {
  const way = await startSilentPostgres(await postgres.createDatabase());
  names += 1;
  const journal = join(folder, `journal-${names}`);
  // Or a statement would be told by its name alone once it is prepared.
  const server = await startServerProcess({ DATABASE_URL: `${way.url}?prepare=false` }, journal);
  const numbers = Array.from({ length: 1_000 }, (_, index) => index + 100).values();
  /** How long a delivery waits for its answer, in seconds, and what it gets; 0: none. */
  const deliver = async (id: string, number = numbers.next().value, holdUntil?: string) => {
    const began = performance.now();
    const script = { ...(number !== undefined && { number }), ...(holdUntil && { test: { holdUntil } }) };
    const status = await server.deliver(script, id).catch(() => 0);
    return { status, seconds: (performance.now() - began) / 1000 };
  };
  const end = async () => {
    server.kill('SIGKILL');
    await server.ended;
    await way.close();
  };
  const untilDone = (ids: string[]) =>
    untilJournal(journal, (lines) => {
      const done = new Set(lines.flatMap(({ what, id }) => (what === 'done' ? [id] : [])));
      return ids.every((id) => done.has(id));
    });
  const health = async () => (await server.fetch('/healthz')).status;
  /** Looks at the health of the process for as long. */
  const healthFor = async (seconds: number) => {
    const seen = new Set<number>();
    for (const until = performance.now() + seconds * 1000; performance.now() < until; await pause(1000))
      seen.add(await health());
    return [...seen];
  };
  return { way, server, journal, deliver, end, untilDone, health, healthFor };
}

/** What the machine may add to a limit. */
const slack = () => 3 * crowding();

const statements: [string, RegExp][] = [
  ['writes a delivery down', /insert into "deliveries"/],
  ['puts its job in', /INSERT INTO pgboss\.job/],
  ['looks for work', /strict_fifo_heads/],
  ['marks the work as done', /SET completed_on/],
  ['commits', /^.{0,10}commit\b/is],
];
const cases = statements.flatMap(([what, statement]) =>
  (['there', 'back'] as const).map((direction: Direction) => [what, direction, statement] as const),
);

test.concurrent.each(cases)(
  'the connection that %s goes silent, lost is the way %s: others do its work',
  async (_, direction, statement) => {
    const { way, deliver, end, untilDone, healthFor } = await onSilentPostgres();
    expect((await deliver('before')).status).toBe(200);
    await untilDone(['before']);
    way.silenceAt(statement, direction);
    const health = healthFor(15);
    const first = deliver('at it');
    await vi.waitUntil(() => way.silent() > 0, within(20));
    for (let later = 1; later <= 5; later += 1) {
      const { status, seconds } = await deliver(`later ${later}`);
      expect(status).toBe(200);
      expect(seconds).toBeLessThan(2 + slack());
    }
    const { status, seconds } = await first;
    expect(seconds).toBeLessThan(15 + slack());
    // As GitHub's people would, or the app itself within five minutes.
    if (status !== 200) await vi.waitUntil(async () => (await deliver('at it', 1)).status === 200, within(20));
    await untilDone(['at it', ...[1, 2, 3, 4, 5].map((later) => `later ${later}`)]);
    expect(await health).toEqual([200]);
    await end();
  },
);

test.concurrent('every connection goes silent at once, as behind a firewall that has forgotten them', async () => {
  const { way, deliver, end, untilDone, healthFor } = await onSilentPostgres();
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => deliver(`before ${number}`, number)));
  await untilDone([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `before ${number}`));
  way.silenceOpen();
  const began = performance.now();
  const health = healthFor(30);
  for (;;) {
    const { status, seconds } = await deliver('after');
    expect(seconds).toBeLessThan(15 + slack());
    if (status === 200) break;
    expect((performance.now() - began) / 1000).toBeLessThan(30 + slack());
  }
  await untilDone(['after']);
  expect(await health).toEqual([200]);
  await end();
});

test.concurrent.each([
  ['silent', false],
  ['down', true],
])('the database is %s for longer than a minute: no restart is asked for, and then all goes on', async (_, refuse) => {
  const { way, server, deliver, end, untilDone, healthFor } = await onSilentPostgres();
  expect((await deliver('before')).status).toBe(200);
  way.silenceAll(refuse);
  const refused = Promise.all([1, 2, 3].map((number) => deliver(`during ${number}`)));
  expect(await healthFor(65)).toEqual([200]);
  for (const { status, seconds } of await refused) {
    expect(status).not.toBe(200);
    expect(seconds).toBeLessThan(15 + slack());
  }
  expect((await server.fetch('/readyz')).status).toBe(503);
  way.speak();
  await vi.waitUntil(async () => (await deliver('after')).status === 200, within(30));
  await untilDone(['after']);
  await end();
});

test.concurrent('SIGTERM while the database is silent and a job runs: ends within 28 s, and says what hung', async () => {
  const { way, server, journal, deliver, end } = await onSilentPostgres();
  await deliver('endless', 1, '/nowhere');
  await untilJournal(journal, (lines) => lines.length === 1);
  way.silenceAll();
  void deliver('on its way');
  const began = performance.now();
  server.kill('SIGTERM');
  const status = await server.ended;
  expect((performance.now() - began) / 1000).toBeLessThan(25 + slack());
  expect(status).toBe(1);
  expect(server.said()).toMatch(/"part":"the queue".*"underWay":\[[^\]]*"a query of the queue"/);
  expect(server.said()).toMatch(/Soundings did not end in good order: left behind: .*the queue/);
  expect(readJournal(journal)).toHaveLength(1);
  await end();
});
