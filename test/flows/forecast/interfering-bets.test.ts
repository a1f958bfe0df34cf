import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../src/db/schema/outcomes.ts';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { doJob } from '../../../src/flows/do-job.ts';
import type { Job } from '../../../src/flows/ports/job.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { undoBet } from '../../../src/flows/release/undo-bet.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const map = mapOf({
  metrics: `visits:   { title: Visits, unit: count, good: up, drives: [signups], source: warehouse/visits }
  signups:  { title: Sign-ups, unit: count, good: up, drives: [projects], source: warehouse/signups }
  projects: { title: Completed projects, unit: count, good: up, source: warehouse/projects }
  latency:  { title: Latency, unit: ms, good: down, source: warehouse/latency }`,
  policy: '',
  more: 'follow_up: { after: [14d] }',
});

const { stage, database } = useWorld(map);

const opened = async (number: number, metric: string, part: Partial<PullRequest> = {}) => {
  const body = betOn(metric);
  stage.forge.pullRequests.set(number, pullRequest({ number, headSha: `${number}`.padStart(40, 'a'), body, ...part }));
  await stage.evaluate(number);
};
const mergedAt = new Date('2026-11-03T09:30:00Z');
const shipped = async (number: number, metric = 'signups', at = '2026-11-03T10:00:00Z') => {
  const mergeCommitSha = `${number}`.padStart(40, 'b');
  await opened(number, metric, { state: 'closed', merged: true, mergedAt, mergeCommitSha });
  const signal = { on: 'release' as const, name: `v-${at}`, sha: 'c'.repeat(40) };
  await shipBet(stage.world, stage.shop, number, signal, new Date(at));
};
/** Works off what was enqueued, as the queue does; the same job waits once. */
const settle = async () => {
  const jobs = [...new Map(stage.jobs.splice(0).map((job) => [JSON.stringify(job), job])).values()];
  for (const job of jobs as Exclude<Job, { kind: 'delivery' }>[]) {
    const repository = await stage.store.repository(job.repositoryId);
    if (repository) await doJob(stage.world, repository, job);
  }
  return jobs.map((job) => ('number' in job ? `${job.kind} #${job.number}` : job.kind)).sort();
};
const line = (number: number, start = '- **Also on') =>
  stage.forge.comments
    .find((it) => it.number === number && it.body.startsWith('<!-- soundings:forecast'))
    ?.body.replaceAll('\u00a0', ' ')
    .split('\n')
    .find((one) => one.startsWith(start));

describe('two bets on one metric', () => {
  test('name each other as soon as the second one is opened, and what would tell them apart', async () => {
    await opened(12, 'signups');
    expect(line(12)).toBeUndefined();
    await opened(13, 'signups');
    expect(line(13)).toBe(
      '- **Also on this metric** #12 (open): a before/after comparison cannot separate the two effects. What can: shipping them at least 14 days apart, a holdout, or an experiment.',
    );
    expect(await settle()).toEqual(['forecast #12']);
    expect(line(12)).toContain('**Also on this metric** #13 (open): a before/after comparison');
    expect(await settle()).toEqual([]);
  });

  test('a forecast looked at again with nothing new to say asks GitHub for nothing', async () => {
    await opened(12, 'signups');
    await opened(13, 'signups');
    await settle();
    stage.forge.calls.length = 0;
    await doJob(stage.world, stage.shop, { kind: 'forecast', repositoryId: stage.shop.id, number: 12 });
    await stage.evaluate(13);
    expect(stage.jobs).toEqual([]);
    expect(stage.forge.calls.filter((call) => /Comment|Check/.test(call))).toEqual([]);
  });

  test('shipping, closing, going back and another metric reach the other forecast', async () => {
    await opened(12, 'signups');
    await shipped(13);
    await settle();
    expect(line(12)).toContain('**Also on this metric** #13 (measured until 17 Nov)');
    await undoBet(stage.world, stage.shop, 13, { by: 'revert', number: 20, at: new Date('2026-11-03T12:00:00Z') });
    await opened(14, 'signups');
    await settle();
    expect(line(12)).toContain('**Also on this metric** #14 (open)');
    await opened(14, 'latency');
    await settle();
    expect(line(12)).toBeUndefined();
    await opened(14, 'signups');
    await settle();
    await opened(14, 'signups', { state: 'closed' });
    await settle();
    expect(line(12)).toBeUndefined();
  });

  test('a concluded one is not waited for any more', async () => {
    await shipped(13);
    await opened(12, 'signups');
    await settle();
    stage.setNow('2026-11-18T12:00:00Z');
    await doWhatIsDue(stage.world, stage.shop, 13, stage.world.now());
    await settle();
    expect(line(12)).toBeUndefined();
    expect(line(13)).toBeUndefined();
  });

  test('in a crowd nobody is told of one more; when it ships, five are', async () => {
    for (let number = 100; number < 125; number += 1) await opened(number, 'signups');
    stage.jobs.length = 0;
    await opened(12, 'signups');
    expect(await settle()).toEqual([]);
    await shipped(12);
    expect((await settle()).filter((job) => job !== 'forecast #12')).toHaveLength(5);
    expect(line(124, '- **Also on')).toBeDefined();
    await stage.evaluate(110);
    // What is being measured is named before what is merely open.
    expect(line(110, '- **Also on')).toMatch(/^- \*\*Also on this metric\*\* #12 \(measured until/);
  });
});

test('bets on metrics above and below name each other, each by the way it stands', async () => {
  await opened(12, 'visits');
  await opened(13, 'projects');
  await opened(14, 'latency');
  await settle();
  expect(line(12, '- **On a metric')).toContain(
    '**On a metric above** #13 (`projects`, open): a before/after comparison',
  );
  expect(line(13, '- **On a metric')).toContain(
    '**On a metric below** #12 (`visits`, open): a before/after comparison',
  );
  expect(line(14, '- **On a metric')).toBeUndefined();
});

describe('in another repository of the owner', () => {
  const elsewhere = async (name: string, isPrivate: boolean) => {
    const there = { ...stage.shop, id: stage.shop.id + 100_000, name, private: isPrivate };
    await stage.store.rememberRepository(there);
    // The map is the shop's, for both.
    stage.forge.readers.add('ben in shop');
    stage.forge.pullRequests.set(40, pullRequest({ number: 40, body: 'Key result: KR1\nExpect: signups +5%' }));
    await stage.evaluate(40, there);
    return there;
  };

  test('named where its author may see it', async () => {
    stage.forge.readers.add('ben in web');
    await elsewhere('web', true);
    await opened(12, 'signups');
    expect(line(12)).toContain('**Also on this metric** acme/web#40 (open)');
  });

  test('a private one is not named in a public one, and the other way round it is', async () => {
    await stage.store.rememberRepository({ ...stage.shop, private: false });
    stage.shop.private = false;
    await elsewhere('vault', true);
    await opened(12, 'signups');
    expect(line(12)).toContain('**Also on this metric** a bet in another repository (open)');
    expect(line(12)).not.toContain('vault');
    await settle();
    expect(line(40)).toContain('**Also on this metric** acme/shop#12 (open)');
  });
});

test('one release, one effect: both readouts say that it is shared, the record counts it once', async () => {
  for (const number of [12, 13]) await shipped(number);
  stage.setNow('2026-11-18T12:00:00Z');
  for (const number of [12, 13]) await doWhatIsDue(stage.world, stage.shop, number, stage.world.now());
  const said = stage.forge.comments.filter(({ body }) => body.startsWith('<!-- soundings:final'));
  expect(said.map(({ number, body }) => [number, /The effect is shared with (#\d+), [^.]*\./.exec(body)?.[0]])).toEqual(
    [
      [12, 'The effect is shared with #13, which shipped too close to tell apart, and is counted once.'],
      [13, 'The effect is shared with #12, which shipped too close to tell apart, and is counted once.'],
    ],
  );
  const concluded = await database.database
    .select()
    .from(outcomes)
    .where(eq(outcomes.repositoryId, stage.shop.id))
    .orderBy(outcomes.number);
  expect(concluded.map(({ number, counted }) => [number, counted])).toEqual([
    [12, true],
    [13, false],
  ]);
});

test('releases a fortnight apart are told apart: each has an effect of its own', async () => {
  await shipped(12);
  await shipped(13, 'signups', '2026-11-17T10:00:00Z');
  stage.setNow('2026-12-02T12:00:00Z');
  await doWhatIsDue(stage.world, stage.shop, 13, stage.world.now());
  const said = stage.forge.comments.find(
    ({ number, body }) => number === 13 && body.startsWith('<!-- soundings:final'),
  );
  expect(said?.body).toContain(
    '#12 shipped on the same metric in these days, and its effect is estimated apart from this one.',
  );
  expect(said?.body).not.toContain('is shared with');
});
