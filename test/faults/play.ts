import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { machineTokens } from '../stage/github/emulator.ts';
import type { FakeGitHub } from '../stage/github/fake-github.ts';
import { validateRequest } from '../stage/github/openapi.ts';
import { startGitHub } from '../stage/github/start-github.ts';
import { AppProcess } from '../stage/process/app-process.ts';
import { quickStart } from '../stage/run/programs.ts';
import { shopCsv, shopMetrics } from '../stage/shop/shop-metrics.ts';
import { startApiProxy } from './api-proxy.ts';
import { audit, type Circumstances } from './auditor/audit.ts';
import { Look } from './auditor/look.ts';
import type { SeenRepository, Violation } from './auditor/seen.ts';
import { Clocks } from './clocks.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { startDeliveryProxy } from './delivery-proxy.ts';
import { Dice } from './dice.ts';
import { type Deed, workIn } from './organisation.ts';
import {
  mapFile,
  mapText,
  permissionsIn,
  planOrganisation,
  type RepositoryPlan,
  type Size,
  sourcesText,
} from './plan.ts';
import { readouts } from './readouts-command.ts';
import { Replicas } from './replicas.ts';
import { Tally } from './tally.ts';

export interface Wish {
  seed: number;
  size: Size;
  /** A fresh database of a Postgres; absent: the embedded one. */
  databaseUrl?: string;
  /** Without trouble, to tell what is wrong with the play from what trouble brings out. */
  calm: boolean;
  /** Deliveries that were lost stay lost until the app asks for them; else GitHub's people press Redeliver. */
  lostForGood: boolean;
  /** Milliseconds between two deeds in one repository, on average. */
  pace: number;
  /** Where the logs stay; they are removed otherwise. */
  keep: boolean;
  progress(line: string): void;
}

export interface Outcome {
  seed: number;
  database: 'embedded' | 'postgres';
  violations: Violation[];
  deeds: Deed[];
  seen: SeenRepository[];
  pullRequests: number;
  deliveries: number;
  requests: number;
  tally: Tally;
  seconds: number;
  folder: string;
  /** What the servers complained of, a line of JSON each. */
  complaints: string[];
}

const day = 86_400_000;
/**
 * How long the app may take to mend everything once the trouble is over, with an allowance for a big organisation. What it has to find out by itself
 * takes it until its next round, five minutes on, and as long again where an attempt had just failed.
 */
const patienceMs = ({ size: { pullRequests }, lostForGood }: Wish) =>
  70_000 + 500 * pullRequests + (lostForGood ? 11 * 60_000 : 0);

/** One seed: people work while everything fails, then it is quiet, time passes, and the auditor looks. */
export async function play(wish: Wish): Promise<Outcome> {
  const began = Date.now();
  const { seed, size } = wish;
  const progress = (line: string) => wish.progress(`${((Date.now() - began) / 1000).toFixed(0)} s: ${line}`);
  const tally = new Tally();
  const dice = (purpose: string) => Dice.of(seed, purpose);
  const plans = planOrganisation(size);
  const owners = [...new Set(plans.map(({ owner }) => owner))];
  const folder = await mkdtemp(join(tmpdir(), `soundings-faults-${seed}-`));
  const closing: (() => Promise<unknown>)[] = [];
  if (!wish.keep) closing.push(() => rm(folder, { recursive: true, force: true }));
  try {
    const permissions = permissionsIn(plans);
    const github = await startGitHub({
      validate: validateRequest,
      owners: Object.fromEntries(owners.map((owner) => [owner, { installed: true }])),
      people: permissions,
    });
    closing.push(() => github.close());
    await prepareRepositories(github, plans);
    await prepareFigures(folder, owners);
    await github.relay.settled();

    const api = await startApiProxy(github.apiUrl, dice('API'), tally);
    closing.push(() => api.close());
    const hooks = await startDeliveryProxy(dice('deliveries'), tally);
    closing.push(() => hooks.close());
    const database = wish.databaseUrl ? await startDatabaseProxy(wish.databaseUrl, dice('database'), tally) : undefined;
    if (database) closing.push(() => database.close());
    github.deliverTo(hooks.url);
    const environment = {
      APP_ID: String(github.appId),
      PRIVATE_KEY: github.privateKey,
      WEBHOOK_SECRET: github.secret,
      GITHUB_API_URL: api.url,
      SOUNDINGS_SOURCES: join(folder, 'sources.yml'),
      LOG_LEVEL: 'info',
      // Servers are started many times; a third of that is reading the same files again.
      NODE_COMPILE_CACHE: join(tmpdir(), 'soundings-faults-compiled'),
      NODE_OPTIONS: quickStart,
      ...(database ? { DATABASE_URL: database.url } : { DATA_DIR: join(folder, 'data') }),
    };
    const count = database ? dice('replicas').between(1, size.pullRequests > 100 ? 3 : 2) : 1;
    const clocks = new Clocks(folder, count);
    const apps = Array.from(
      { length: count },
      (_, server) => new AppProcess(folder, { ...environment, ...clocks.environment(server) }),
    );
    const replicas = new Replicas(apps, tally, hooks.targets);
    closing.push(() => replicas.close());
    await replicas.start();
    progress(`${count} replicas on ${database ? 'Postgres' : 'the embedded database'}`);

    const storm = (on: boolean) => {
      for (const part of [api, hooks, database]) part?.storm(on && !wish.calm);
    };
    const deeds: Deed[] = [];
    const look = new Look(github.apiUrl, machineTokens);
    const circumstances: Circumstances = {
      app: 'soundings[bot]',
      checkName: 'Soundings',
      writers: Object.keys(permissions).filter((login) => permissions[login] !== 'read'),
      ownWords: Object.fromEntries(owners.map((owner) => [owner, owner])),
      readoutsBy: [],
    };

    storm(true);
    const work = Promise.all(plans.map((plan) => workIn(github, plan, seed, wish.pace, (deed) => deeds.push(deed))));
    const trouble = wish.calm ? undefined : troubleUntil(work, dice('trouble'));
    await work;
    progress('the people are done');
    await trouble;
    await clocks.allRight();
    progress(`the trouble is over; ${github.requestsOfApp().length} requests so far`);
    storm(false);
    await replicas.allUp();
    if (!wish.lostForGood)
      progress(`sent again; ${await redeliverLost(github, dice('redelivery'))} deliveries are without an answer`);
    let right = true;
    let found = await untilRight();
    progress(`quiet: ${found.violations.length} violations; ${tally}`);
    if (wish.keep) await writeFile(join(folder, 'deliveries.jsonl'), deliveriesIn(github));
    // All of them: what is right only after a restart, or when readouts are asked for, was not mended in time.
    const violations = new Map<string, Violation>();
    const note = () => {
      for (const one of found.violations) violations.set(JSON.stringify(one), one);
    };
    note();

    // An interim readout on the way for every second seed: a step costs several starts of a process.
    for (const [index, days] of (seed % 2 === 0 ? [40] : [10, 40]).entries()) {
      const now = new Date(Date.now() + days * day);
      circumstances.readoutsBy.push(now);
      await passTime(now, index);
      if (!wish.lostForGood) await redeliverLost(github, dice(`redelivery ${days}`));
      found = await untilRight();
      progress(`after ${days} days: ${found.violations.length} violations`);
      note();
    }
    const deliveries = github.relay.deliveries.length;
    return {
      ...{ seed, tally, folder, deeds, seen: found.seen, violations: [...violations.values()] },
      ...{ database: database ? 'postgres' : 'embedded' },
      complaints: await complaintsIn(join(folder, 'app.log')),
      ...{ pullRequests: found.seen.reduce((sum, { pulls }) => sum + pulls.length, 0), deliveries },
      ...{ requests: github.requestsOfApp().length, seconds: (Date.now() - began) / 1000 },
    };

    /** Kills, restarts and partitions, at moments of their own. */
    async function troubleUntil(end: Promise<unknown>, fate: Dice): Promise<void> {
      let over = false;
      const ended = () => {
        over = true;
      };
      void end.then(ended, ended);
      // The app is behind: what it still has in hand is to be spoiled as well.
      const enough = () => github.requestsOfApp().length >= 5 * size.pullRequests;
      for (let after = 0; after < (enough() ? 1 : 8); after += over ? 1 : 0) {
        // Time to work in between, or there is little to spoil.
        await pause(fate.between(1500, 5000));
        const kind = fate.weighted({ crash: 2, partition: 2, jump: 1, halt: 1, restart: database ? 2 : 0 });
        if (kind === 'crash') replicas.crash(fate);
        if (kind === 'halt') replicas.halt(fate);
        if (kind === 'partition') api.partition(fate.between(200, 1000));
        if (kind === 'jump') await clocks.jump(fate, tally);
        if (kind === 'restart') database?.restart(fate.between(50, 800));
      }
    }

    /** Everything due by then is asked for: amid trouble and kills first, until it is done in peace. */
    async function passTime(now: Date, index: number): Promise<void> {
      const fate = dice(`readouts ${index}`);
      if (!database) await replicas.stop();
      if (!wish.calm && fate.chance(0.6)) {
        storm(true);
        const killAfter = fate.chance(0.6) ? fate.between(800, 5000) : undefined;
        const code = await readouts(folder, environment, now, killAfter);
        tally.count(code === null ? 'kills of readouts' : 'readouts amid trouble');
        storm(false);
      }
      for (let tries = 1; (await readouts(folder, environment, now)) !== 0; tries += 1)
        if (tries === 5) return void progress('readouts did not end with 0, tried five times');
      if (!database) await replicas.start();
    }

    /** Looks until everything is right, or patience ends. What was done twice stays wrong, and is seen at the end in any case. */
    async function untilRight(): Promise<{ violations: Violation[]; seen: SeenRepository[] }> {
      // What was wrong already is not waited for again.
      const until = Date.now() + (right ? patienceMs(wish) : 5_000);
      for (;;) {
        await quiet(github);
        const seen = await Promise.all(plans.map(({ fullName }) => look.repository(fullName)));
        const violations = [...audit(seen, circumstances), ...auditRequests(github, plans)];
        right = violations.length === 0;
        if (right || Date.now() > until) return { violations, seen };
        progress(`not yet: ${violations.map(inShort).join(', ')}`);
        await pause(1500);
      }
    }
  } finally {
    for (const close of closing.reverse()) await close().catch((error) => progress(`closing: ${error}`));
  }
}

const inShort = ({ repository, number, rule }: Violation) =>
  `${repository}${number === undefined ? '' : `#${number}`} ${rule}`;

async function complaintsIn(log: string): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => /"level":[456]0/.test(line));
}

/** To be held beside the app's log: what was sent when, and what came back. A line of JSON each. */
const deliveriesIn = (github: FakeGitHub) =>
  github.relay.deliveries
    .map(({ guid, event, action, payload, attempts }) => {
      const subject = `${payload.repository?.full_name}#${payload.pull_request?.number ?? payload.issue?.number}`;
      return `${JSON.stringify({ guid, event, action, subject, comment: payload.comment?.body, attempts })}\n`;
    })
    .join('');

async function prepareRepositories(github: FakeGitHub, plans: RepositoryPlan[]): Promise<void> {
  for (const { owner, fullName, map, ships } of plans) {
    await github.createRepository(fullName, {
      files: map === 'own' ? { [mapFile]: mapText(owner, ships, 'enforce') } : {},
    });
  }
  const shared = new Set(plans.filter(({ map }) => map === 'of the owner').map(({ owner }) => owner));
  for (const owner of shared)
    await github.createRepository(`${owner}/.github`, { files: { [mapFile]: mapText(owner, 'release', 'enforce') } });
}

async function prepareFigures(folder: string, owners: string[]): Promise<void> {
  await writeFile(join(folder, 'sources.yml'), sourcesText(owners.filter((owner) => owner !== 'unmapped')));
  const until = new Date(Date.now() + 45 * day);
  const history = shopMetrics({ until, days: 300, shippedAt: new Date(), effect: 0.1 });
  for (const [name, text] of Object.entries(shopCsv(history))) await writeFile(join(folder, name), text);
}

/** Whatever the app has not answered is sent again, in any order, until it is. Resolves to how many it has not answered in five tries. */
async function redeliverLost(github: FakeGitHub, dice: Dice): Promise<number> {
  await github.relay.settled();
  for (let round = 1; ; round += 1) {
    const lost = github.relay.deliveries.filter(
      ({ attempts }) => !attempts.some(({ status }) => status !== 'failed' && status < 300),
    );
    if (lost.length === 0 || round > 5) return lost.length;
    for (const { guid } of dice.shuffled(lost)) await github.relay.redeliver(guid);
  }
}

/** The app has asked GitHub for nothing for a moment. */
async function quiet(github: FakeGitHub): Promise<void> {
  await github.relay.settled();
  for (let seen = -1; seen !== github.requestsOfApp().length; ) {
    seen = github.requestsOfApp().length;
    await pause(700);
  }
}

/** What the requests themselves show, whatever became of them. */
function auditRequests(github: FakeGitHub, plans: RepositoryPlan[]): Violation[] {
  const invalid = github.violations.map(
    (problem): Violation => ({
      rule: 'valid requests',
      repository: '',
      expected: 'a request GitHub knows',
      found: problem,
    }),
  );
  const bare = plans.filter(({ map }) => map === 'none').map(({ fullName }) => fullName);
  const meddling = github
    .requestsOfApp()
    .filter(({ method, path }) => method !== 'GET' && bare.some((name) => path.startsWith(`/repos/${name}/`)));
  return [
    ...invalid,
    ...meddling.map(
      ({ method, path }): Violation => ({
        ...{ rule: 'quiet without a map', repository: path.split('/').slice(2, 4).join('/') },
        ...{ expected: 'no write', found: `${method} ${path}` },
      }),
    ),
  ];
}
