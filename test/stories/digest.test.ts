import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProbotOctokit } from 'probot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { doJob } from '../../src/flows/do-job.ts';
import type { Job } from '../../src/flows/ports/job.ts';
import type { Store } from '../../src/flows/ports/store.ts';
import type { World } from '../../src/flows/ports/world.ts';
import { readEvent } from '../../src/github/deliveries/read-event.ts';
import { githubForge } from '../../src/github/forge.ts';
import { mapLoader } from '../../src/github/outcome-map/load-outcome-map.ts';
import { outcomeMaps, recentMaps } from '../../src/github/outcome-map/outcome-maps.ts';
import { appIdentity } from '../../src/github/requests/app-identity.ts';
import { metricReader } from '../../src/metrics/metric-reader.ts';
import { outletsOf } from '../../src/metrics/outlet/tell-outlets.ts';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { openEmbedded } from '../stage/database/data-folders.ts';
import type { FakeGitHub } from '../stage/github/fake-github.ts';
import { validateRequest } from '../stage/github/openapi.ts';
import { startGitHub } from '../stage/github/start-github.ts';
import { openBet } from '../stage/pages/page-samples.ts';
import { saveYearOfBets } from '../stage/pages/year-of-bets.ts';
import { mapOfTheYear } from '../stage/shop/map-of-the-year.ts';
import { sources as warehouse } from '../stage/shop/shop.ts';
import { shopCsv, shopMetrics } from '../stage/shop/shop-metrics.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';
import { analystHere } from '../stage/world/analyst-here.ts';
import { silent } from '../stage/world/silent-log.ts';

/*
 * A year of a shop as its digests tell it, over a GitHub with state, a database, CSV files and people's own servers, all of them real; only the clock is ours,
 * which no server of a process of its own would follow. One step a test, each begins where the last one ended.
 */

const asOf = new Date('2026-11-30T12:00:00Z');
const secret = 'a secret of 16 letters or more';

let github: FakeGitHub;
let connection: DatabaseConnection;
let chat: Awaited<ReturnType<typeof startHttpServer>>;
let folder: string;
let store: Store;
let world: World;
let now = asOf;
const jobs: Job[] = [];
const heard: { path: string; headers: Record<string, string | string[] | undefined>; body: string }[] = [];
const repositories = new Map<string, Repository>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soundings-digests-'));
  chat = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ path: request.url ?? '', headers: request.headers, body });
    response.end();
  });
  for (const [name, text] of Object.entries(shopCsv(shopMetrics({ until: new Date('2027-01-02'), days: 433 }))))
    await writeFile(join(folder, name), text);
  github = await startGitHub({ validate: validateRequest });
  const plan =
    '{ repository: acme/goals, weekly: "mon 09:00", monthly: "1 09:00", quarterly: "1 09:00", repositories: [shop] }';
  const map = { '.github/soundings.yml': mapOfTheYear(new Date('2027-01-29'), plan) };
  await github.createRepository('acme/.github', { private: true, files: map });
  for (const name of ['shop', 'plans', 'goals']) await github.createRepository(`acme/${name}`, { private: true });
  await github.createRepository('acme/site');
  connection = await openEmbedded('migrated');
  store = createStore(connection.database, async (job) => void jobs.push(job));
  world = newWorld();
  await github.relay.settled();
  for (const { event, payload } of github.relay.deliveries) {
    const { repository } = readEvent(event, payload, github.appId).context;
    if (repository) repositories.set(repository.name, repository);
  }
  for (const repository of repositories.values()) {
    await store.rememberRepository(repository, asOf);
    const state = await world.maps.inForce(repository);
    if (!('map' in state)) throw new Error(`${repository.name} has no map: ${JSON.stringify(state)}`);
    await store.saveMapState(repository.id, { lastGood: state });
  }
  const { lastGood } = await store.mapFiles(called('shop').id);
  if (!lastGood) throw new Error('there is a map');
  await saveYearOfBets(store, [called('shop')], lastGood.map, asOf);
  // One that everybody may see, and one in a private repository that the map does not name.
  for (const [name, title] of [
    ['site', 'Say what it costs'],
    ['plans', 'The plan to buy Zenith'],
  ] as const) {
    const bet = openBet(called(name), 7, lastGood.map, title);
    const at = new Date('2026-11-25T10:00:00Z');
    await store.saveBet({ ...bet, state: 'shipped', mergeSha: 'd'.repeat(40), mergedAt: at, shippedAt: at });
    await store.saveCheckpoints(bet.id, [
      { kind: 'readout', afterDays: 14, dueAt: new Date('2026-12-09'), final: true },
    ]);
  }
});
afterAll(async () => {
  await chat?.stop();
  await connection?.close();
  await github?.close();
  await rm(folder, { recursive: true, force: true });
});

const called = (name: string): Repository => {
  const found = repositories.get(name);
  if (!found) throw new Error(`GitHub told of no repository ${name}`);
  return found;
};

function newWorld(): World {
  const { apiUrl: baseUrl, appId, privateKey } = github;
  const octokit = (installationId?: number) =>
    new ProbotOctokit({
      baseUrl,
      auth: { appId, privateKey, ...(installationId !== undefined && { installationId }) },
      throttle: { enabled: false },
    });
  const forge = githubForge({
    octokitFor: async (installationId) => octokit(installationId),
    identity: appIdentity(appId, async () => octokit()),
    log: silent,
    now: () => new Date(),
  });
  const read = parseSources({
    file: 'sources.yml',
    text: `${warehouse}  hook: { type: webhook, url: "${chat.url}/hook", secret: "${secret}", owners: [acme] }
  chat: { type: slack, url: "${chat.url}/services/T1", owners: [acme] }
  others: { type: slack, url: "${chat.url}/of-somebody-else", owners: [zenith] }
`,
    environment: {},
    place: { folder },
  });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const parts = { sources: read.value, log: silent, firstOwners: { wasFirst: async () => true } };
  return {
    ...{ cause: 'a round', analyst: analystHere, forge, forgeOf: () => forge, isGuest: async () => false },
    ...{ store, log: silent, now: () => now, outlets: outletsOf(parts) },
    metrics: metricReader({ ...parts, pushedOf: () => store }),
    maps: outcomeMaps({ forge, load: mapLoader(forge), recent: recentMaps(), store, log: silent }),
  } as unknown as World;
}

/** What a minute's round does. */
async function roundAt(instant: string): Promise<void> {
  now = new Date(instant);
  for (const due of await store.claimDigests(now, 50)) jobs.push({ kind: 'digest', ...due });
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    if (job.kind !== 'digest') continue;
    const repository = await store.repository(job.repositoryId);
    if (repository) await doJob(world, repository, job);
  }
}

const plain = (text: unknown) => String(text).replaceAll('\u00a0', ' ');

async function issues() {
  const all = await github.repository('acme/goals').issues();
  return all.sort((one, other) => one.number - other.number);
}

async function editions(number: number): Promise<string[]> {
  const said = await github.repository('acme/goals').issue(number).comments();
  return said.map(({ body }) => /edition=(\S+)/.exec(body)?.[1] ?? body);
}

/** Not its tokens. */
const writes = () =>
  github.requestsOfApp().filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/')).length;

test('a digest that the map asks for begins with the next time that it is due', async () => {
  await roundAt('2026-09-30T10:00:00Z');
  expect([await issues(), writes()]).toEqual([[], 0]);
});

test('three issues in all, a week, a month and a quarter, each with a comment of its edition', async () => {
  await roundAt('2026-10-01T09:00:00Z');
  await roundAt('2026-11-02T09:00:00Z');
  const found = await issues();
  expect(found.map(({ title }) => title)).toEqual([
    ...['Monthly digest: 2026-10', 'Quarterly digest: 2026-Q3', 'Weekly digest: 2026-W44'],
  ]);
  const comments = await Promise.all(found.map(({ number }) => editions(number)));
  expect(comments).toEqual([['2026-09', '2026-10'], ['2026-Q3'], ['2026-W44']]);
});

test('nothing new: nothing is written, and nobody is told', async () => {
  const [before, told] = [writes(), heard.length];
  await roundAt('2026-11-09T09:00:00Z');
  await roundAt('2026-11-16T09:00:00Z');
  expect([writes(), heard.length]).toEqual([before, told]);
});

test.each([
  ['weekly', 2, '2026-11-30T09:00:00Z'],
  ['monthly', 0, '2026-12-01T09:00:00Z'],
  ['quarterly', 1, '2027-01-01T09:00:00Z'],
] as const)('the issue of a %s digest is edited to its newest edition', async (rhythm, at, due) => {
  await roundAt(due);
  const found = await issues();
  expect(found).toHaveLength(3);
  const { title, body } = found[at] ?? {};
  await expect(`${title}\n\n${plain(body)}`).toMatchFileSnapshot(`../fixtures/digests/year-${rhythm}.md`);
  // Silent ships come before all but the lead; of a private repository that the map does not name there is nothing.
  expect(body?.indexOf('### ')).toBe(body?.indexOf('### Silent ships'));
  expect(JSON.stringify(found)).not.toMatch(/plans|Zenith/);
});

test('people’s own servers hear of each edition once, in the words of the issue, and can check who says it', async () => {
  const comments = await Promise.all((await issues()).map(({ number }) => editions(number)));
  const hooks = heard.filter(({ path }) => path === '/hook');
  const told = hooks.map(({ body }) => JSON.parse(body));
  expect(told.map(({ id }) => id).sort()).toEqual(
    comments
      .flat()
      .map((edition) => `acme-${edition}`)
      .sort(),
  );
  for (const { headers, body } of hooks) {
    const signed = createHmac('sha256', secret).update(`${headers['soundings-timestamp']}.${body}`).digest('hex');
    expect(headers['soundings-signature']).toBe(`sha256=${signed}`);
  }
  const [weekly] = (await issues()).filter(({ title }) => title.startsWith('Weekly'));
  const words = plain(weekly?.body).split('\n').slice(2, 5).join('\n');
  expect(told.some(({ text }) => plain(text).includes(words))).toBe(true);
  expect(heard.filter(({ path }) => path === '/services/T1')).toHaveLength(hooks.length);
  expect(heard.filter(({ path }) => path === '/of-somebody-else')).toEqual([]);
  expect(github.violations).toEqual([]);
});
