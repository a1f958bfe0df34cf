import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personalRequests } from '../../../src/cli/backtest/repository/github-access.ts';
import { readKept } from '../../../src/cli/backtest/repository/kept.ts';
import { shippedSince } from '../../../src/cli/backtest/repository/shipped.ts';
import { connect } from '../../../src/db/connect.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import { readByName } from '../../../src/github/read-repository.ts';
import { makeDataFolder } from '../../stage/database/data-folders.ts';
import type { FakeGitHub } from '../../stage/github/fake-github.ts';
import { secondaryLimit } from '../../stage/github/faults.ts';
import { machine, tokenOf } from '../../stage/github/people.ts';
import { startGitHub } from '../../stage/github/start-github.ts';
import { folderOf, runSoundings } from '../../stage/process/run-soundings.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';

const day = 86_400_000;
const today = Math.floor(Date.now() / day) * day;
const ago = (days: number, hour = 12) => new Date(today - days * day + hour * 3_600_000);
const dated = (days: number) => ago(days, 0).toISOString().slice(0, 10);

/** Every nine days, the last a week ago; two of them do something to one metric each. */
const releases = Array.from({ length: 20 }, (_, at) => ({ tag: `v1.${at}.0`, daysAgo: 178 - 9 * at }));

/** A year of days; what a release adds stays. */
function exported(seed: number, level: number, added: Record<string, number> = {}): string {
  const chance = normal(uniform(seed));
  const rows = Array.from({ length: 400 }, (_, at) => {
    const shipped = releases.filter(({ daysAgo }) => 400 - at <= daysAgo);
    const lift = shipped.reduce((product, { tag }) => product * (1 + (added[tag] ?? 0)), 1);
    return `${dated(400 - at)},${Math.round(level * (at % 7 < 5 ? 1 : 0.7) * (1 + 0.04 * chance()) * lift)}`;
  });
  return ['date,value', ...rows].join('\n');
}

const map = `version: 1
metrics:
  sign_ups: { title: Sign-ups, definition: new accounts a day, unit: count, good: up, source: files/sign_ups }
  latency: { title: p95 latency, definition: 95th percentile, unit: ms, good: down, source: files/latency }
  visits: { title: Visits, definition: visits a day, unit: count, good: up, source: files/visits }
  revenue: { title: Revenue, definition: paid subscriptions, unit: usd, good: up, source: warehouse/revenue }
objectives:
  - id: O1
    title: More teams start
    key_results:
      - { id: KR1, metric: sign_ups, from: 1000, to: 2000, by: 2031-06-30 }
policy: { mode: enforce }
`;
const files = {
  'sources.yml': `connections:
  files:
    type: csv
    queries:
      sign_ups: { file: sign-ups.csv, time: date }
      latency: { file: latency.csv, time: date }
      visits: { file: visits.csv, time: date }
`,
  'sign-ups.csv': exported(1, 1000, { 'v1.8.0': 0.2 }),
  'latency.csv': exported(2, 240, { 'v1.13.0': 0.25 }),
  'visits.csv': exported(3, 9000),
};

const hostile = '<script>alert(1)</script> @ann **big** | \u202eecho';
const bodyOf = (at: number) => {
  if (at === 291) return 'Reverts acme/shop#280';
  if (at % 10 === 0) return 'Key result: KR1\nExpect: sign_ups +10% within 14 days';
  return at % 7 === 0 ? 'Outcome: none (chore): tidy' : 'A change.';
};
/** In 180 days: every tenth states a bet, every seventh of the rest a chore, one takes another back. */
const pulls = Array.from({ length: 300 }, (_, at) => ({
  title: at === 298 ? hostile : `Change ${at}`,
  body: bodyOf(at),
  at: new Date(ago(179).getTime() + at * 0.595 * day),
}));

let github: FakeGitHub;
beforeAll(async () => {
  github = await startGitHub();
  const shop = await github.createRepository('acme/shop', { private: true, files: { '.github/soundings.yml': map } });
  await shop.mergedLongAgo(pulls);
  for (const { tag, daysAgo } of releases) await shop.release({ tag, at: ago(daysAgo) });
  const empty = await github.createRepository('acme/empty', {});
  await empty.deploy({ at: ago(30, 8), states: ['in_progress', 'success'] });
  await empty.deploy({ at: ago(30, 15) });
  await empty.deploy({ at: ago(20), states: ['failure'] });
  await empty.deploy({ at: ago(10), environment: 'staging' });
  await empty.deploy({ at: ago(5) });
});
afterAll(() => github.close());

const nothing = { SOUNDINGS_SOURCES: '', DATABASE_URL: '', DATA_DIR: '' };
const run = (args: string[], cwd: string, env: Record<string, string> = {}) =>
  runSoundings(['backtest', ...args], {
    cwd,
    env: { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: tokenOf('ann'), ...nothing, ...env },
  });
const shopNow = async () => {
  const found = await readByName(ofAnn().requests, { owner: 'acme', name: 'shop' });
  if (!found) throw new Error('there is no shop');
  return found;
};
const shop = ['acme/shop', '--sources', 'sources.yml', '--cache', 'kept'];

test('of 300 pull requests and 20 releases the two that did something are found, and no other; a run that was stopped goes on', async () => {
  const cwd = folderOf(files);
  const asked = async (args: string[], env: Record<string, string> = {}) => {
    const from = github.requests.length;
    const ran = await run(args, cwd, env);
    return { ...ran, requests: github.requests.slice(from).map(({ method, path }) => `${method} ${path}`) };
  };

  github.faults.next({ match: '&page=3', ofPeople: true, ...secondaryLimit(3_000) });
  const stopped = await asked(shop);
  expect({ status: stopped.status, stdout: stopped.stdout }).toEqual({ status: 1, stdout: '' });
  expect(stopped.stderr).toMatch(/^What is read of GitHub is kept in kept\/127\.0\.0\.1-\d+\/acme\/shop\.json: /);
  expect(stopped.stderr).toMatch(
    /GitHub answers no more requests of this token until .* UTC: run the same command again then, it goes on where it stopped \(--wait waits by itself\)\n$/,
  );
  const kept = join(cwd, /kept in (\S+\.json)/.exec(stopped.stderr)?.[1] ?? '');
  expect(statSync(kept).mode & 0o777).toBe(0o600);

  const { status, stdout, stderr, requests } = await asked([...shop, '--html', 'report.html']);
  expect(status).toBe(0);
  expect(requests.filter((one) => one.includes('/pulls')).map((one) => one.slice(-6))).toEqual(['page=1', 'page=3']);
  expect(requests.filter((one) => !one.startsWith('GET '))).toEqual([]);
  expect(stderr).toContain('Looking at latency after 20 dates (2 of 3 metrics).');
  expect(stdout).toMatch(/^Backtest of acme\/shop\n.*: 300 merged pull requests, 20 releases, 3 metrics\.\n/);
  expect(stdout).toContain(
    'Of 19 releases that can be measured 1 moved a metric for the better, 1 for the worse; of 17 nobody can tell.\n',
  );
  expect(stdout).toMatch(/\nv1\.8\.0 .* Sign-ups +\+[12]\d.*% +\+1.* Moved +#109, #110, #111 and 12 more\n/);
  expect(stdout).toMatch(/\nv1\.13\.0 .* p95 latency +\+[23]\d.*% +\+1.* Moved the wrong way +#185, #186/);
  expect(stdout).toMatch(/\nSign-ups +360 days +\d\.\d% or more\n/);
  expect(stdout).toContain(
    `270 of 300 merged pull requests (90%) name no metric that can be read: of what they were for, nothing was ever held against data.
After 1 of 20 releases no metric has enough data for an answer.
1 metric of the map cannot be read:

Metric   Why
Revenue  the operator has no source named "warehouse/revenue"
`,
  );
  expect(stdout).toContain(
    `231 of 300 merged pull requests would have been stopped until they say an outcome, or that there is none. Nobody knew then that they would be asked.
- Names an outcome: 30 (10%)
- Says that nothing is to move: 38 (13%)
- Exempt: 1 (<1%)
- Names none: 231 (77%)
`,
  );

  const page = readFileSync(join(cwd, 'report.html'), 'utf8');
  expect(page.match(/<svg [^>]*class="chart"/g)).toHaveLength(6);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; @ann **big** | echo');
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|url\(|@import|\son\w+=/i);
  expect(
    [...page.matchAll(/href="([^"]*)"/g)].filter(([, to = '']) => !to.startsWith(`${github.apiUrl}/acme/shop/pull/`)),
  ).toEqual([]);

  const dataDir = await makeDataFolder(join(cwd, 'data'), 'migrated');
  const connection = await connect({ dataDir });
  await createStore(connection.database, async () => {}).rememberRepository(await shopNow());
  await connection.close();
  const again = await asked([...shop, '--since', '70d', '--format', 'markdown', '--keep'], { DATA_DIR: dataDir });
  expect(again.stderr).toMatch(/\nKept 21 verdicts as hindsight: `soundings ledger --hindsight` shows them\.\n$/);
  const ledger = await runSoundings(['ledger', '--hindsight', '--metric', 'latency'], {
    cwd,
    env: { DATA_DIR: dataDir },
  });
  // Signed so that good is positive.
  expect(ledger.stdout).toMatch(/\n\S+ +acme\/shop +v1\.13\.0 +latency +-\d.*% \(-.*% to -.*%\) +backfired\n/);
  expect(ledger.stderr).toMatch(/^Judged in hindsight, .* no calibration counts it\.\n$/);
  expect(again.requests.map((one) => one.replace(/\?.*/, ''))).toEqual([
    'GET /repos/acme/shop',
    'GET /repos/acme/shop/contents/.github%2Fsoundings.yml',
    'GET /repos/acme/shop/pulls',
    'GET /repos/acme/shop/releases',
  ]);
  expect(again.stdout).toContain('| v1.13.0 | ');
  expect(again.stdout).toContain('&lt;script&gt;alert(1)&lt;/script&gt; @\u2060ann \\*\\*big\\*\\* &#124; echo');
  // Nobody is named: neither who opened them nor who merged them.
  for (const text of [stdout, page, again.stdout]) expect(text).not.toContain(machine);
});

test.each<[string, string[], Record<string, string>, string]>([
  [
    'no token',
    shop,
    { GITHUB_TOKEN: '' },
    'GITHUB_TOKEN is missing: make a token that may read contents, pull requests and deployments of the repository, at ',
  ],
  [
    'a token that expired',
    shop,
    { GITHUB_TOKEN: 'ghp_old' },
    'GitHub does not accept GITHUB_TOKEN: it may have expired, see ',
  ],
  ['no such repository', ['acme/shops'], {}, 'there is no acme/shops at '],
  [
    'no map',
    ['acme/empty'],
    {},
    'acme/empty has no outcome map (.github/soundings.yml): write one with `npx soundings init`, and name it with --map',
  ],
  ['a map with a mistake', [...shop, '--map', 'sources.yml'], {}, 'sources.yml:1:1: '],
  [
    'a time to come',
    [...shop, '--since', '2100-01-01'],
    {},
    '--since: 2100-01-01 is no time before now, expected 180d',
  ],
  ['no record to keep it in', [...shop, '--keep'], {}, '--keep writes into the record: set DATABASE_URL or DATA_DIR'],
  ['a flag of files', [...shop, '--increase'], {}, 'error: --increase is for CSV files, and acme/shop is a repository'],
  ['a flag of repositories', ['visits.csv', '--since', '90d'], {}, 'error: --since is for a repository on GitHub, and'],
  ['a file alone', ['visits.csv'], {}, 'error: --releases is missing, a CSV of releases; or name a repository'],
])('%s: one line that says what to do', async (_, args, env, said) => {
  const { status, stdout, stderr } = await run(args, folderOf(files), env);
  expect({ status, stdout }).toEqual({ status: args === shop || !stderr.startsWith('error:') ? 1 : 2, stdout: '' });
  expect(stderr).toContain(said);
});

const ofAnn = (endless = false) => {
  const said: string[] = [];
  const access = { apiUrl: github.apiUrl, siteUrl: github.apiUrl, token: tokenOf('ann'), cache: '' };
  const patience = { endless, say: (line: string) => void said.push(line), wait: async () => {} };
  return { ...personalRequests(access, patience), said };
};

test('without releases and tags, the days of successful deployments to production count; none is asked for twice', async () => {
  const { requests, access } = ofAnn();
  const repository = await readByName(requests, { owner: 'acme', name: 'empty' });
  if (!repository) throw new Error('there is no such repository');
  const kept = readKept(join(folderOf({}), 'empty.json'), repository.id);
  const past = { requests, access, repository, since: ago(90), pulls: [], kept, say: () => {} };
  const [first, from] = [await shippedSince({ on: 'release' }, past), github.requests.length];
  expect(first).toMatchObject({ by: 'deployment', insteadOf: 'release' });
  expect(first.days.map(({ name }) => name)).toEqual([`deployment of ${dated(30)}`, `deployment of ${dated(5)}`]);
  expect(await shippedSince({ on: 'deployment' }, past)).toEqual({ by: 'deployment', days: first.days });
  expect(github.requests.slice(from).map(({ path }) => path)).toEqual([
    '/repos/acme/empty/deployments?per_page=100&page=1',
  ]);
});

test('where nothing but merges is known, the days of merges to the default branch count', async () => {
  const { requests, access } = ofAnn();
  const repository = await shopNow();
  const pull = (number: number, mergedAt: string, baseRef = 'main') => ({
    ...{ number, title: '', body: '', author: 'ann', labels: [], headRef: 'form', baseRef, fromFork: false },
    ...{ mergedAt, updatedAt: mergedAt },
  });
  const pulls = [
    pull(1, '2026-06-02T09:00:00Z'),
    pull(3, '2026-06-02T23:00:00Z'),
    pull(4, '2026-06-03T01:00:00Z', 'release/1'),
    pull(2, '2026-06-01T10:00:00Z'),
  ];
  const kept = readKept(join(folderOf({}), 'shop.json'), repository.id);
  const past = { requests, access, repository, since: ago(90), pulls, kept, say: () => {} };
  const from = github.requests.length;
  const merged = await shippedSince({ on: 'live' }, past);
  expect(merged).toEqual({
    ...{ by: 'merge', insteadOf: 'live' },
    days: [
      { name: '#2', at: new Date('2026-06-01T10:00:00Z'), lastAt: new Date('2026-06-01T10:00:00Z') },
      { name: '#1 and 1 more', at: new Date('2026-06-02T09:00:00Z'), lastAt: new Date('2026-06-02T23:00:00Z') },
    ],
  });
  expect(github.requests.slice(from)).toEqual([]);
});

test('a pause that GitHub asks for is kept and announced, a long one where that was asked for', async () => {
  const asked = async (seconds: number, endless: boolean) => {
    github.faults.next({ match: 'GET /repos/acme/empty', ofPeople: true, ...secondaryLimit(seconds) });
    const { requests, said } = ofAnn(endless);
    const found = await readByName(requests, { owner: 'acme', name: 'empty' }).catch((error: Error) => error.name);
    return [said, typeof found === 'string' ? found : found?.name];
  };
  expect(await asked(20, false)).toEqual([
    ['GitHub request failed; retrying.', 'GitHub asks for a pause: going on in 20 seconds.'],
    'empty',
  ]);
  expect(await asked(200, false)).toEqual([['GitHub asks for a pause: going on in 4 minutes.'], 'empty']);
  expect(await asked(2_000, false)).toEqual([[], 'LimitReached']);
  expect(await asked(2_000, true)).toEqual([['GitHub asks for a pause: going on in 34 minutes.'], 'empty']);
});
