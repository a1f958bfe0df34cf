import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
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

/** What is told each minute, as promtool writes it, and when the rule is to fire, if at all. */
const cases: [string | undefined, number, Record<string, string>][] = [
  [undefined, 90, {}],
  ['SoundingsReadoutLate', 1, { soundings_readouts_late: '1x90' }],
  ['SoundingsDown', 6, { 'up{job="soundings"}': '0x90' }],
  ['SoundingsDatabaseDown', 6, { 'soundings_database_up{instance="a"}': '0x90' }],
  [undefined, 90, { 'soundings_database_up{instance="b"}': '0x90' }],
  ['SoundingsDeliveriesWait', 22, { soundings_deliveries_waiting_oldest_age_seconds: '0+60x90' }],
  [undefined, 90, { soundings_deliveries_waiting_oldest_age_seconds: '0+60x16 0x74' }],
  ['SoundingsDeliveriesGivenUp', 12, { 'soundings_deliveries_total{outcome="given-up"}': '0x10 1x80' }],
  [undefined, 80, { 'soundings_deliveries_total{outcome="given-up"}': '0x10 1x80' }],
  ['SoundingsSourceFails', 40, reads({ timeout: '0+2x90', samples: '0+1x90' })],
  [undefined, 90, reads({ timeout: '0+1x90', samples: '0+2x90' })],
  [undefined, 90, reads({ 'not-pushed': '0+2x90', samples: '0+1x90' })],
  ['SoundingsGitHubFails', 25, requests({ 502: '0+1x90', none: '0+1x90', 200: '0+4x90' })],
  [undefined, 90, requests({ 404: '0+4x90', 403: '0+4x90', 200: '0+1x90' })],
  ['SoundingsGitHubBudget', 35, { soundings_github_requests_left_ratio: '0.05x90' }],
  ['SoundingsNotReconciled', 65, { soundings_reconciliation_oldest_age_seconds: '300000x90' }],
  ['SoundingsConnectionsShort', 12, { soundings_database_waiting: '0x1 3x90' }],
  [undefined, 90, { soundings_database_waiting: '3 0 3 0 3 0'.concat(' 3x4 0'.repeat(17)) }],
];

function reads(by: Record<string, string>) {
  return labelled('soundings_source_reads_total{source="warehouse",outcome="%"}', by);
}
function requests(by: Record<string, string>) {
  return labelled('soundings_github_requests_total{method="GET",status="%"}', by);
}
function labelled(series: string, by: Record<string, string>) {
  return Object.fromEntries(Object.entries(by).map(([label, values]) => [series.replace('%', label), values]));
}

/** The others are quiet all the while. */
test('each rule fires when it is to, and no other one', async () => {
  const healthy = { 'up{job="soundings"}': '1x90', 'soundings_database_up{instance="a"}': '1x90' };
  const file = join(folder, 'rules.test.yml');
  const tests = cases.map(([alert, minutes, series], index) => ({
    name: `case ${index}`,
    interval: '1m',
    input_series: Object.entries({ ...healthy, ...series }).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: `${minutes}m`,
        exp_samples: alert ? [{ labels: `{alertname="${alert}"}`, value: 1 }] : [],
      },
    ],
  }));
  writeFileSync(file, stringify({ rule_files: [alerts], evaluation_interval: '1m', tests }));
  const { stdout } = await promisify(execFile)('promtool', ['test', 'rules', file]);
  expect(stdout).toContain('SUCCESS');
  const rules: { alert: string }[] = parse(readFileSync(alerts, 'utf8')).groups[0].rules;
  const tried = new Set(cases.flatMap(([alert]) => alert ?? []));
  expect(rules.map(({ alert }) => alert).filter((alert) => !tried.has(alert))).toEqual([]);
});
