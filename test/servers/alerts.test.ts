import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { connect } from '../../src/db/connect.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { inRepository } from '../stage/in-repository.ts';
import { startServerProcess } from '../stage/process/server-process.ts';
import { within } from '../stage/run/crowding.ts';
import { saveSampleRecord } from '../stage/samples/sample-record.ts';
import { type Prometheus, startPrometheus } from './start-prometheus.ts';

const alerts = inRepository('compose/alerts.yml');

const folder = mkdtempSync(join(tmpdir(), 'soundings-alerts-'));
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of opened.splice(0)) await end();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The server over a record whose pending readouts have been due since then, beside a Prometheus with our rules that asks it. */
async function watched(name: string, dueSince: string): Promise<Prometheus> {
  const dataDir = await makeDataFolder(join(folder, name), 'started');
  const connection = await connect({ dataDir });
  await saveSampleRecord(createStore(connection.database, async () => {}));
  await connection.database.execute(
    sql`update checkpoints set due_at = now() - ${dueSince}::interval - after_days * interval '1 second' where status = 'pending'`,
  );
  await connection.close();
  const metrics = { METRICS_HOST: '127.0.0.1', METRICS_PORT: '0' };
  const server = await startServerProcess({ DATA_DIR: dataDir, ...metrics }, join(folder, `${name}.journal`));
  opened.push(async () => {
    server.kill('SIGKILL');
    await server.ended;
  });
  const port = /"metricsPort":(\d+)/.exec(server.said())?.[1];
  const prometheus = await startPrometheus(
    stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [alerts],
      scrape_configs: [{ job_name: 'soundings', static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
    }),
  );
  opened.push(prometheus.stop);
  return prometheus;
}

async function ask<T>({ url }: Prometheus, path: string): Promise<T> {
  const answer = await fetch(`${url}/api/v1/${path}`);
  return ((await answer.json()) as { data: T }).data;
}

test.each([
  ['an-hour', '1 hour', []],
  ['two-days', '2 days', ['6 readouts or questions have been due for a day or longer.']],
])('readouts due for %s', async (name, dueSince, expected) => {
  const prometheus = await watched(name, dueSince);
  const due = () => ask<{ result: unknown[] }>(prometheus, 'query?query=soundings_readouts_due>0');
  await expect.poll(async () => (await due()).result, within(20)).toHaveLength(1);
  type Alerts = { alerts: { state: string; labels: { alertname: string }; annotations: { description: string } }[] };
  const firing = async () => {
    const { alerts } = await ask<Alerts>(prometheus, 'alerts');
    return alerts.filter(({ state }) => state === 'firing');
  };
  const said = async () => (await firing()).map(({ annotations }) => /^.*?\./.exec(annotations.description)?.[0]);
  // A rule that does not fire is given time to.
  if (expected.length === 0) await pause(3_000);
  await expect.poll(said, within(20)).toEqual(expected);
  expect((await firing()).map(({ labels }) => labels.alertname)).toEqual(expected.map(() => 'SoundingsReadoutLate'));
});

test('the rules are rules', async () => {
  const { stdout } = await promisify(execFile)('promtool', ['check', 'rules', alerts]);
  expect(stdout).toContain('SUCCESS');
});
