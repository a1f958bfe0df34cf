import { beforeEach, describe, expect, test } from 'vitest';
import { edgeRecords } from '../../../src/domain/ledger/edge-record.ts';
import { doJob } from '../../../src/flows/do-job.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';
import { type Lift, readerWith } from '../lifted-series.ts';

const map = mapOf({
  metrics: `signups:  { title: Sign-ups, unit: count, good: up, drives: [projects], source: warehouse/signups }
  projects: { title: Completed projects, unit: count, good: up, horizon: 42d, drives: [revenue], source: warehouse/projects }
  revenue:  { title: Revenue, unit: usd, good: up, horizon: lagging, source: warehouse/revenue }`,
  policy: '',
  more: 'follow_up: { after: [7d, 28d] }',
});

let lifts: Lift[];
let broken: string | undefined;
const { stage } = useWorld(map);
beforeEach(async () => {
  lifts = [];
  broken = undefined;
  stage.world.metrics = {
    async read(request) {
      if (request.metric.name === broken)
        return { kind: 'failed', failure: { reason: 'timeout', text: 'it took too long' } };
      return readerWith(lifts)(request);
    },
  };
});

/** A pull request that is merged and released on a day. */
async function released(number: number, on: string): Promise<void> {
  const { forge, world, shop, setNow } = stage;
  const at = new Date(`${on}T10:00:00Z`);
  setNow(at.toISOString());
  const mergeCommitSha = `${number}`.padStart(40, 'b');
  const body = betOn();
  forge.pullRequests.set(
    number,
    pullRequest({ number, body, state: 'closed', merged: true, mergedAt: at, mergeCommitSha }),
  );
  await evaluatePullRequest(world, shop, number);
  await shipBet(world, shop, number, { on: 'release', name: `v${number}`, sha: mergeCommitSha }, at);
}

const due = async (number: number, on: string) => {
  stage.setNow(`${on}T12:00:00Z`);
  const outcome = await doWhatIsDue(stage.world, stage.shop, number, new Date(`${on}T12:00:00Z`));
  await raiseAlarms();
  return outcome;
};
const raiseAlarms = async () => {
  for (const job of stage.jobs) if (job.kind === 'tiny-box') await doJob(stage.world, stage.shop, job);
};
const trials = () => stage.store.edgeTrials(stage.shop.ownerId);
const alarms = () => stage.forge.comments.filter(({ body }) => body.startsWith('<!-- soundings:alarm'));
const said = (body: string | undefined) => body?.replaceAll('\u00a0', ' ');

describe('whether the metric above follows', () => {
  test('is looked at when its horizon has passed, on a bet that has concluded: the edge gets a trial', async () => {
    lifts = [
      { metric: 'signups', from: '2026-06-01', by: 0.1 },
      { metric: 'projects', from: '2026-06-03', by: 0.1 },
    ];
    await released(12, '2026-06-01');
    expect(await due(12, '2026-06-29')).toMatchObject({ status: 'posted', verdict: 'moved' });
    expect(await trials()).toEqual([]);
    expect(await due(12, '2026-07-12')).toEqual({ status: 'asked', what: 'decision' });
    expect(await due(12, '2026-07-13')).toEqual({ status: 'watching', what: 'signups to projects' });
    expect(await due(12, '2026-07-14')).toEqual({ status: 'nothing-due' });
    expect(edgeRecords(await trials())).toMatchObject([
      { lower: 'signups', upper: 'projects', trials: 1, moved: 1, followed: 1, doubtful: false },
    ]);
    expect(alarms()).toEqual([]);
  });

  test('with everything due at once the readout comes first, and the rest in the same run', async () => {
    await released(12, '2026-06-01');
    expect(await due(12, '2026-09-01')).toMatchObject({ status: 'posted', interim: false });
    expect(await trials()).toHaveLength(1);
  });

  test('a bet whose readout still waits is not followed; it is looked at again the next day', async () => {
    await released(12, '2026-06-01');
    broken = 'signups';
    expect(await due(12, '2026-07-13')).toMatchObject({ status: 'delayed', metric: 'signups' });
    const checkpoints = await stage.store.checkpoints(`${stage.shop.id}-12`);
    expect(checkpoints.filter(({ kind }) => kind === 'upstream')).toMatchObject([
      { status: 'pending', attempts: 0, notBefore: new Date('2026-07-14T12:00:00Z') },
    ]);
    expect(await trials()).toEqual([]);
    broken = undefined;
    expect(await due(12, '2026-07-14')).toMatchObject({ status: 'posted', interim: false });
    expect(await trials()).toHaveLength(1);
  });

  test('a source that fails is asked again daily for a week, and then no more', async () => {
    await released(12, '2026-06-01');
    await due(12, '2026-06-29');
    broken = 'projects';
    expect(await due(12, '2026-07-13')).toEqual({ status: 'delayed', metric: 'projects', cause: 'it took too long' });
    const isDue = async (on: string) => {
      const bets = await stage.store.claimDue(new Date(on), 1_000);
      return bets.some(({ repositoryId }) => repositoryId === stage.shop.id);
    };
    expect(await isDue('2026-07-14T11:00:00Z')).toBe(false);
    expect(await isDue('2026-07-14T12:00:00Z')).toBe(true);
    expect(await due(12, '2026-07-14')).toMatchObject({ status: 'delayed' });
    expect(await due(12, '2026-07-21')).toEqual({ status: 'watching', what: 'nothing that could be measured' });
    expect(await due(12, '2026-07-22')).toEqual({ status: 'nothing-due' });
    expect(await trials()).toEqual([]);
  });

  test('a bet that was reverted before it concluded is not followed', async () => {
    await released(12, '2026-06-01');
    const bet = await stage.store.betOf(stage.shop.id, 12);
    await stage.store.cancelCheckpoints(bet?.id ?? '');
    expect(await due(12, '2026-09-01')).toEqual({ status: 'nothing-due' });
  });
});

describe('the tiny box', () => {
  const bets: [number, string, string][] = [
    [12, '2026-03-02', '2026-04-14'],
    [13, '2026-05-04', '2026-06-16'],
    [14, '2026-07-06', '2026-08-18'],
  ];
  const play = async ([number, on, end]: [number, string, string], alsoAbove = 0) => {
    lifts.push({ metric: 'signups', from: on, by: 0.1 }, { metric: 'projects', from: on, by: alsoAbove });
    await released(number, on);
    await due(number, end);
  };

  test('two bets moved the metric and the one above did not follow: said once, on the last of them', async () => {
    for (const bet of bets) await play(bet);
    const [alarm, ...more] = alarms();
    expect(more).toEqual([]);
    expect(alarm?.number).toBe(13);
    expect(said(alarm?.body)?.split('\n\n').slice(0, 3)).toEqual([
      '<!-- soundings:alarm v1 metric=projects key=tiny-box-signups-projects -->',
      '### Sign-ups moved in 2 bets, Completed projects did not follow',
      'The outcome map says that Sign-ups drives Completed projects. Two bets improved the first; within 42 days of their releases the second did not follow in any of them.',
    ]);
    expect(alarm?.body.match(/^\| #\d+/gm)).toEqual(['| #12', '| #13']);
    expect(edgeRecords(await trials())).toMatchObject([{ moved: 3, followed: 0, doubtful: true }]);
  });

  test('caught up in one go, in any order: it stands on the last by its release, with all that shows it', async () => {
    const numbers = [19, 12, 14];
    for (const [index, [, on]] of bets.entries()) {
      lifts.push({ metric: 'signups', from: on, by: 0.1 });
      await released(numbers[index] ?? 0, on);
    }
    for (const number of [14, 19, 12]) await due(number, '2026-08-20');
    expect(alarms().map(({ number }) => number)).toEqual([14]);
    expect(alarms()[0]?.body.match(/^\| #\d+/gm)).toEqual(['| #19', '| #12', '| #14']);
    expect((await trials()).map(({ number }) => number)).toEqual([19, 12, 14]);
  });

  test('its answer is lost: nothing is said twice', async () => {
    await play(bets[0] as (typeof bets)[0]);
    lifts.push({ metric: 'signups', from: '2026-05-04', by: 0.1 });
    await released(13, '2026-05-04');
    await due(13, '2026-06-10');
    stage.forge.loseAnswerOf = 'createComment';
    await expect(due(13, '2026-06-16')).rejects.toThrow('the answer was lost');
    await raiseAlarms();
    expect(alarms()).toHaveLength(1);
  });

  test('several bets are followed at the same time: each asks for it on the last of them, where one comes after the other', async () => {
    for (const [number, on] of bets) {
      lifts.push({ metric: 'signups', from: on, by: 0.1 });
      await released(number, on);
    }
    stage.jobs.length = 0;
    const now = new Date('2026-08-20T12:00:00Z');
    await Promise.all(bets.map(([number]) => doWhatIsDue(stage.world, stage.shop, number, now)));
    const asked = stage.jobs.filter(({ kind }) => kind === 'tiny-box');
    expect(asked.length).toBeGreaterThan(0);
    expect(alarms()).toEqual([]);
    await raiseAlarms();
    expect(alarms().map(({ number }) => number)).toEqual([14]);
  });

  test('it follows once, and stops again after two more bets: said again', async () => {
    await play(bets[0] as (typeof bets)[0]);
    await play(bets[1] as (typeof bets)[0]);
    await play(bets[2] as (typeof bets)[0], 0.1);
    await play([15, '2026-09-07', '2026-10-20']);
    expect(alarms()).toHaveLength(1);
    await play([16, '2026-11-09', '2026-12-22']);
    expect(alarms().map(({ number }) => number)).toEqual([13, 16]);
  });

  test('two bets of one release are one movement', async () => {
    lifts.push({ metric: 'signups', from: '2026-03-02', by: 0.1 });
    for (const number of [12, 13]) await released(number, '2026-03-02');
    for (const number of [12, 13]) await due(number, '2026-04-14');
    expect(await trials()).toHaveLength(2);
    expect(edgeRecords(await trials())).toMatchObject([{ trials: 1 }]);
    expect(alarms()).toEqual([]);
  });
});
