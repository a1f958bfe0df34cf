import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueSchema } from '../../src/jobs/boss-tables.ts';
import type { Json } from '../stage/github/json.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import type { AppProcess } from '../stage/process/app-process.ts';
import { eventually } from '../stage/process/eventually.ts';
import { crowding } from '../stage/run/crowding.ts';
import { bet, checked, commented, mapFile, marked, outcomeMap, settled, useStory } from '../stage/story/story.ts';
import { type PostgresPair, startPostgresPair } from './start-postgres-pair.ts';

const shiftedClock = new URL('../faults/shifted-clock.ts', import.meta.url).href;

function useFailover(synchronous: boolean) {
  const stage = useStory('postgres');
  const play = {} as {
    stage: typeof stage;
    pair: PostgresPair;
    shop: RepositoryOnGitHub;
    clock: string;
    app: AppProcess;
  };
  beforeAll(async () => {
    const pair = await startPostgresPair({ synchronous });
    const clock = join(stage.folder, 'clock');
    Object.assign(stage.environment, {
      DATABASE_URL: pair.url,
      CLOCK_FILE: clock,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${shiftedClock}`,
    });
    play.shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
    const app = stage.replica();
    stage.github.deliverTo(await app.start());
    Object.assign(play, { stage, pair, clock, app });
  });
  afterAll(async () => {
    await play.app?.stop();
    await play.pair?.stop();
  });
  return play;
}

/** The server waits 12 s for its database. */
const longerThanItWaits = 14_000;

let opened = 0;
function open(shop: RepositoryOnGitHub): Promise<PullRequestOnGitHub> {
  opened += 1;
  const branch = `change-${opened}`;
  const files = { [`src/${branch}.ts`]: 'export {};\n' };
  return shop.openPullRequest({ title: `Change ${opened}`, author: 'ben', branch, files, body: bet });
}

/** Each of them has its check and its forecast, and none of them twice. */
async function onceEach(pulls: PullRequestOnGitHub[]): Promise<void> {
  for (const pull of pulls) {
    await checked(pull, 'success');
    await commented(pull, 'forecast');
  }
  for (const pull of pulls) {
    expect(await pull.checks()).toHaveLength(1);
    expect(await marked(pull, 'forecast')).toHaveLength(1);
  }
}

describe('the primary is lost in the middle of the work, and its standby had every commit', () => {
  const play = useFailover(true);

  test('nothing that was answered is lost, nothing is done twice, and it goes on within 30 seconds', async () => {
    const { stage, pair, shop } = play;
    const { relay, requests, faults } = stage.github;
    const database = postgres(pair.url, { max: 1, onnotice: () => {} });
    const written = (path: RegExp) => requests.filter((one) => one.method === 'POST' && path.test(one.path));
    const isUnderWay = ({ status }: { status: unknown }) => status === 'dropped';
    const isMade = ({ status }: { status: unknown }) => status === 201;
    const comments = /\/issues\/\d+\/comments$/;
    // GitHub has the first forecast when the primary is gone, and before the standby is there: that it was written cannot be kept.
    faults.next({ match: /^POST .*\/comments$/, delay: 3_000 });
    const pulls: PullRequestOnGitHub[] = [];
    for (let count = 0; count < 4; count += 1) pulls.push(await open(shop));
    await eventually('A forecast on its way', async () => written(comments).some(isUnderWay));
    const [jobs] =
      await database`select count(*)::int as active from ${database(queueSchema)}.job where state = 'active'`;
    expect(jobs?.active).toBeGreaterThan(0);
    const failing = pair.failOver(async () => {
      await eventually('A forecast that was written', async () => written(comments).some(isMade));
      await pause(longerThanItWaits);
    });
    for (let count = 0; count < 4; count += 1) pulls.push(await open(shop));
    await failing;
    const promoted = performance.now();
    const origin = relay.targets[0]?.replace('/api/github/webhooks', '') ?? '';
    await eventually('A ready server', async () => (await fetch(`${origin}/readyz`)).ok);
    expect(performance.now() - promoted).toBeLessThan(30_000 * crowding());
    await relay.settled();
    const answered = relay.deliveries.filter(({ attempts }) => attempts.some(({ status }) => status === 200));
    const kept = new Set((await database`select id from deliveries`).map(({ id }) => id));
    await database.end();
    expect(answered.filter(({ guid }) => !kept.has(guid))).toEqual([]);
    // GitHub counts these as failed, and is asked for them within minutes.
    const refused = relay.deliveries.filter(({ attempts }) => attempts.every(({ status }) => status !== 200));
    for (const { guid } of refused) await relay.redeliver(guid);
    await onceEach(pulls);
    expect(performance.now() - promoted).toBeLessThan(30_000 * crowding());
    await settled(stage.github);
    await onceEach(pulls);
    const once = (keys: string[]) => expect([keys.length, new Set(keys).size]).toEqual([pulls.length, pulls.length]);
    once(written(/\/check-runs$/).map(({ body }) => body.head_sha));
    const isForecast = ({ body }: { body?: Json }) => body.body.startsWith('<!-- soundings:forecast');
    once(written(comments).flatMap((one) => (isForecast(one) ? [one.path] : [])));
  });
});

describe('the standby lagged behind when the primary was lost', () => {
  const play = useFailover(false);

  test('what was answered and is forgotten is asked of GitHub again, and what stands there is edited in place', async () => {
    const { stage, pair, shop, clock, app } = play;
    const before = await open(shop);
    await onceEach([before]);
    await settled(stage.github);
    pair.replication.silence();
    pair.replication.isSilent = true;
    const forgotten = [await open(shop), await open(shop)];
    await onceEach(forgotten);
    await settled(stage.github);
    await pair.failOver();
    const known = async (pull: PullRequestOnGitHub) =>
      (await app.run('why', `acme/shop#${pull.number}`)).includes('signup_rate');
    expect([await known(before), await known(forgotten[0] as PullRequestOnGitHub)]).toEqual([true, false]);

    await writeFile(clock, String(6 * 60_000));
    for (const pull of forgotten) await eventually(`What is known of #${pull.number}`, () => known(pull), 180);
    await settled(stage.github);
    for (const [at, pull] of [before, ...forgotten].entries()) await pull.editBody(bet.replace('+10%', `+${20 + at}%`));
    for (const [at, pull] of [before, ...forgotten].entries())
      await eventually(`A forecast anew on #${pull.number}`, async () =>
        (await marked(pull, 'forecast')).some(({ body }) => new RegExp(`rise ${20 + at}\\s*%`).test(body)),
      );
    await onceEach([before, ...forgotten]);
  });
});
