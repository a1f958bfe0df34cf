import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect } from '../src/db/connect.ts';
import { deliveries } from '../src/db/schema/deliveries.ts';
import { makeDataFolder } from './stage/database/data-folders.ts';
import { inRepository } from './stage/in-repository.ts';
import { freePort } from './stage/process/free-port.ts';
import { environment, privateKey, signedDelivery, webhookSecret } from './stage/process/server-process.ts';
import { within } from './stage/run/crowding.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-app-'));
const app = inRepository('src/app.ts');
const bin = inRepository('node_modules/probot/bin/probot.js');
const newDataFolder = (name: string) => makeDataFolder(join(folder, name), 'started');
afterAll(() => rmSync(folder, { recursive: true }));

/** Probot's own command, on the embedded database. */
function probot(args: string[], env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const credentials = { APP_ID: '1', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret };
  const github = { GITHUB_API_URL: 'http://127.0.0.1:1' };
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: environment({ ...credentials, ...github, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return { child, said: () => said };
}

async function kept(dataDir: string) {
  const connection = await connect({ dataDir });
  const rows = await connection.database.select().from(deliveries);
  await connection.close();
  return rows.map(({ event, action, completedAt }) => ({ event, action, done: completedAt !== null }));
}

const starred = { action: 'created', installation: { id: 5 }, sender: { type: 'User', login: 'ada' } };

test('`probot receive` writes an event down, works it off and ends', async () => {
  const dataDir = await newDataFolder('received');
  writeFileSync(join(folder, 'payload.json'), JSON.stringify(starred));
  const { child, said } = probot(['receive', '-e', 'star', '-p', 'payload.json', app], { DATA_DIR: dataDir });
  expect([(await once(child, 'exit'))[0], said()]).toEqual([0, expect.anything()]);
  expect(await kept(dataDir)).toEqual([{ event: 'star', action: 'created', done: true }]);
});

test('`probot run` takes deliveries in, and ends in good order', async () => {
  const dataDir = await newDataFolder('served');
  const port = await freePort();
  const { child } = probot(['run', app], { DATA_DIR: dataDir, PORT: String(port) });
  const ended = once(child, 'exit');
  const deliver = () =>
    fetch(`http://127.0.0.1:${port}/api/github/webhooks`, signedDelivery(randomUUID(), { number: 1 })).then(
      ({ status }) => status,
      () => 'not yet',
    );
  await expect.poll(deliver, { ...within(150), interval: 500 }).toBe(200);
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  expect(await kept(dataDir)).toEqual([expect.objectContaining({ event: 'pull_request', action: 'assigned' })]);
});

test('without credentials Probot is told what is missing', async () => {
  const { child, said } = probot(['receive', '-e', 'star', '-p', 'payload.json', app], { WEBHOOK_SECRET: '' });
  expect((await once(child, 'exit'))[0]).toBe(1);
  expect(said()).toMatch(/Soundings cannot start: the environment is not complete:\n- WEBHOOK_SECRET is missing/);
});
