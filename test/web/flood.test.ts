import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { startFlood } from '../stage/process/flood.ts';
import { type ServerProcess, signedDelivery, startServerProcess } from '../stage/process/server-process.ts';
import { crowding, within } from '../stage/run/crowding.ts';

/*
 * The real server while somebody without the secret sends as much as they can. Times are held against what the machine needs when nothing is going on,
 * since the tests share it.
 */
const folder = mkdtempSync(join(tmpdir(), 'soundings-flood-'));
const megabyte = 1024 * 1024;
const largest = 26 * megabyte;
let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess(
    { DATA_DIR: await makeDataFolder(join(folder, 'data'), 'started') },
    join(folder, 'journal'),
  );
});
afterAll(async () => {
  server.kill('SIGKILL');
  await server.ended;
  rmSync(folder, { recursive: true });
});

const ping = async () => {
  const began = performance.now();
  await (await server.fetch('/ping', { headers: { connection: 'close' } })).text();
  return performance.now() - began;
};

/** The longest that a `/ping` took until then. */
async function worstPingUntil(end: Promise<unknown>): Promise<number> {
  let ended = false;
  void end.finally(() => (ended = true));
  let worst = 0;
  while (!ended) {
    worst = Math.max(worst, await ping());
    await pause(5);
  }
  return worst;
}

/** `fetch` gives a connection up after ten seconds, which pass quickly on a busy machine: there it is tried again. */
const connected = <Answer>(send: () => Promise<Answer>): Promise<Answer> =>
  send().catch((error) => {
    if (crowding() < 2 || error.cause?.code !== 'UND_ERR_CONNECT_TIMEOUT') throw error;
    return connected(send);
  });

/** A delivery with a body of about so many bytes. */
const signedOf = (bytes: number) =>
  signedDelivery(crypto.randomUUID(), { number: 1, ...{ padding: 'x'.repeat(bytes) } });

test('40 bodies of 26 MB at once (10 at least, where the machine is busy), a byte of each held back: /ping answers, memory stays, all are refused', async () => {
  const idle = await worstPingUntil(pause(2_000));
  const before = await server.residentMegabytes();
  const begun = startFlood(server.port, {
    connections: Math.max(10, Math.ceil(40 / crowding())),
    announced: largest,
    sent: largest - 1,
  });
  const sending = await worstPingUntil(begun);
  const held = await server.residentMegabytes();
  const ended = (await begun).end(within(30).timeout);
  const ending = await worstPingUntil(ended);
  const answers = await ended;
  const after = await server.residentMegabytes();
  // 408: the machine was too busy to take it in in the time that a request may take.
  expect(new Set(answers.filter((status) => status !== '408'))).toEqual(new Set(['401', '503']));
  expect(Math.max(held, after) - before).toBeLessThan(100);
  expect(Math.max(sending, ending)).toBeLessThan(250 + 20 * idle);
});

test.each([
  ['10 bodies of 26 MB that trickle', { connections: 10, announced: largest, sent: 8 * megabyte, trickle: true }],
  ['60 bodies of 1 MB that trickle', { connections: 60, announced: megabyte, sent: megabyte - 1_000, trickle: true }],
  ['1,200 connections that say little', { connections: 1_200, announced: megabyte, sent: 1 }],
])('%s: every signed delivery is answered, small ones and large ones', async (_, flood) => {
  const under = await startFlood(server.port, flood);
  // As many at once as the machine can answer in the time that a request may take.
  const small = Math.ceil(200 / crowding());
  const statuses = await Promise.all(
    Array.from({ length: small }, () => connected(() => server.deliver({ number: 1 }))),
  );
  for (const bytes of [900_000, 3 * megabyte, 20 * megabyte])
    statuses.push((await connected(() => server.fetch('/api/github/webhooks', signedOf(bytes)))).status);
  expect(statuses).toEqual(Array.from({ length: small + 3 }, () => 200));
  expect(await under.end(1_000)).not.toContain('200');
});
