import { describe, expect, test } from 'vitest';
import { day } from '../../src/domain/day.ts';
import { runs } from '../stage/run/property-runs.ts';
import type { FakeForge } from '../stage/world/fake-forge.ts';
import { betOn, mapOf } from '../stage/world/map-of.ts';
import { formBody, peopleIn } from '../stage/world/people.ts';
import { onPostgres, useDatabase } from '../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../stage/world/world.ts';
import { type Lift, readerWith } from './lifted-series.ts';

/*
 * Every piece of work is tried again when it fails. So it may fail anywhere: before a request, or after it was done and its answer was
 * lost. Whatever request it is, what stands in the end must be what stands when nothing fails.
 */

const map = mapOf({
  metrics: `signups:  { title: Sign-ups, unit: count, good: up, drives: [projects], owner: "@acme/growth", source: warehouse/signups }
  projects: { title: Completed projects, unit: count, good: up, horizon: 42d, source: warehouse/projects }
  latency:  { title: Latency, unit: ms, good: down, source: warehouse/latency }`,
  more: 'follow_up: { after: [7d, 28d] }',
});
const bet = betOn();
const shaOf = (number: number) => `${number}`.padStart(40, 'b');

const database = useDatabase(onPostgres);

interface Fault {
  /** Which request fails, from 0. */
  at: number;
  /** It was done all the same. */
  done: boolean;
}

/** Of what was only read it is all one whether it was done. */
const writes = new Set(
  'createCheck updateCheck createComment updateComment addLabel removeLabel createIssue react'.split(' '),
);

/** GitHub, of which one request fails. */
function failing(forge: FakeForge, fault: Fault | undefined) {
  let requests = 0;
  const flaky = new Proxy(forge, {
    get(target, name) {
      const member = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        const fails = fault?.at === requests;
        requests += 1;
        if (fails && !fault?.done) throw new Error('interrupted');
        const result = await member.apply(target, given);
        if (fails) throw new Error('interrupted');
        return result;
      };
    },
  });
  return { flaky, requests: () => requests };
}

async function openStage(fault: Fault | undefined) {
  const stage = await openWorld(database, map);
  const { flaky, requests } = failing(stage.forge, fault);
  stage.world.forge = flaky;
  let failures = 0;
  /** As the queue does it. */
  async function work(piece: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await piece();
        return;
      } catch (error) {
        if (!(error instanceof Error && error.message === 'interrupted') || tries === 3) throw error;
        failures += 1;
      }
    }
  }
  const people = peopleIn(stage, work);
  const lifts: Lift[] = [];
  stage.world.metrics = { read: readerWith(lifts) };
  stage.forge.compare = async (_: unknown, base: string, head: string) =>
    base === head ? 'identical' : base < head ? 'ahead' : 'behind';
  return { ...stage, people, lifts, requests, failures: () => failures };
}
type Stage = Awaited<ReturnType<typeof openStage>>;

const changed = (stage: Stage, number: number, part: Parameters<typeof pullRequest>[0] = {}) => {
  stage.forge.pullRequests.set(
    number,
    pullRequest({ headSha: `${number}`.padStart(40, 'a'), ...stage.forge.pullRequests.get(number), number, ...part }),
  );
  return stage.people.happens({ kind: 'pull-request-changed', number });
};
const merged = (stage: Stage, number: number, on: string, part: Parameters<typeof pullRequest>[0] = {}) => {
  const mergedAt = new Date(`${on}T09:00:00Z`);
  stage.setNow(mergedAt.toISOString());
  return changed(stage, number, { state: 'closed', merged: true, mergedAt, mergeCommitSha: shaOf(number), ...part });
};
const released = (stage: Stage, number: number, on: string) => {
  const at = new Date(`${on}T10:00:00Z`);
  stage.setNow(at.toISOString());
  stage.forge.refs.set(`v${number}`, shaOf(number));
  const release = { releaseId: number, tag: `v${number}`, targetCommitish: 'main', prerelease: false, at };
  return stage.people.happens({ kind: 'release-published', url: 'https://github.com/acme/shop/releases', ...release });
};
const due = async (stage: Stage, number: number, on: string) => {
  const now = `${on}T12:00:00Z`;
  stage.setNow(now);
  stage.jobs.push({ kind: 'readout', repositoryId: stage.shop.id, number, now });
  await stage.people.workOff();
};

/** What people go through, in the order of their days. */
const stories: Record<string, (stage: Stage) => Promise<void>> = {
  'a bet, from the pull request to the decision': async (stage) => {
    const { people, lifts } = stage;
    lifts.push({ metric: 'signups', from: '2026-06-01', by: 0.1 }, { metric: 'latency', from: '2026-06-01', by: 0.3 });
    stage.setNow('2026-05-30T09:00:00Z');
    await changed(stage, 12, { body: 'Nothing in particular' });
    await changed(stage, 12, { body: `${bet}\nGuard: latency +5%` });
    await people.comment(12, '/soundings help\n/soundings check', 'maintainer');
    await merged(stage, 12, '2026-06-01');
    await released(stage, 12, '2026-06-01');
    await due(stage, 12, '2026-06-03');
    await due(stage, 12, '2026-06-09');
    await due(stage, 12, '2026-06-29');
    await due(stage, 12, '2026-07-07');
    await people.comment(12, '/soundings decide revert "it slowed us down"', 'maintainer');
    await due(stage, 12, '2026-07-14');
  },
  'bets that stay in their box': async (stage) => {
    const days = ['2026-01-05', '2026-03-02', '2026-04-27'];
    for (const [index, on] of days.entries()) {
      stage.lifts.push({ metric: 'signups', from: on, by: 0.1 });
      await merged(stage, 12 + index, on, { body: bet });
      await released(stage, 12 + index, on);
      await due(stage, 12 + index, new Date(Date.parse(on) + 50 * day).toISOString().slice(0, 10));
    }
  },
  'a hypothesis, its experiment, and work that rests on it': async (stage) => {
    const { people } = stage;
    people.issue(5, formBody);
    await people.happens({ kind: 'issue-changed', number: 5 }, 'ada');
    await changed(stage, 12, { body: 'Track: discovery\nHypothesis: #5' });
    await changed(stage, 13, { body: `Hypothesis: #5\n${bet}` });
    await people.label(5, 'hypothesis:testing');
    await merged(stage, 12, '2026-11-03');
    await due(stage, 12, '2026-11-18');
    await people.comment(12, '/soundings hypothesis validated "9 of 10 finished the short form"');
    await people.comment(12, '/soundings learned "the address comes after the first order"');
    await people.comment(5, '/soundings hypothesis invalidated "it was the season"');
    await people.comment(13, '/soundings decide stop "the form is not what stops them"');
    await people.comment(5, '/soundings hypothesis testing "once more"');
  },
  'something else that was taken for a hypothesis': async (stage) => {
    const { people } = stage;
    people.issue(5, 'A shorter form', { labels: ['hypothesis'] });
    await people.happens({ kind: 'issue-changed', number: 5, label: { name: 'hypothesis', set: true } }, 'ada');
    await people.label(5, 'hypothesis', 'ada', false);
  },
  'a revert, and a revert of the revert': async (stage) => {
    await merged(stage, 12, '2026-06-01', { body: bet });
    await released(stage, 12, '2026-06-01');
    await merged(stage, 20, '2026-06-02', { title: 'Revert "Ask for less"', body: 'Reverts acme/shop#12' });
    // A release that is heard of before the merge that it holds.
    await released(stage, 30, '2026-06-04');
    await merged(stage, 21, '2026-06-03', { title: 'Revert "Revert"', body: 'Reverts acme/shop#20' });
    await due(stage, 12, '2026-07-10');
  },
  'a challenge, an exemption and other words': async (stage) => {
    const { people } = stage;
    await changed(stage, 12, { body: bet });
    await people.comment(12, '/soundings challenge signups it counts bots', 'rae');
    const issue = stage.forge.opened[0]?.number ?? 0;
    await people.comment(issue, '/soundings answer "bots are filtered since May"', 'maintainer');
    await changed(stage, 13, { body: 'Nothing' });
    await people.comment(13, '/soundings exempt I like it', 'rae');
    await people.comment(13, '/soundings exempt an experiment\n/soundings mesure');
    await people.happens({ kind: 'button-pressed', button: 'exempt', headSha: 'x'.repeat(40), number: 12 }, 'rae');
    await people.happens({ kind: 'check-rerequested', headSha: shaOf(12), number: 12 });
  },
  'a sweep': async (stage) => {
    await changed(stage, 12, { body: bet });
    await changed(stage, 13, { body: bet });
    stage.forge.comments = [];
    stage.forge.pullRequests.set(14, pullRequest({ number: 14, headSha: 'e'.repeat(40) }));
    stage.jobs.push({ kind: 'sweep', repositoryId: stage.shop.id, since: '2026-11-01T00:00:00Z' });
    await stage.people.workOff();
  },
};

/** What stands on GitHub and in the ledger; numbers that GitHub gives out by the way are left out. */
async function whatStands({ forge, store, shop }: Stage) {
  const named = (text: string) => text.replaceAll(/\b9\d{3}\b/g, 'N').replaceAll(/key=\d+/g, 'key=K');
  const bets = await Promise.all([...forge.pullRequests.keys()].map((number) => store.betOf(shop.id, number)));
  const latest = new Map(forge.checks.map((check) => [check.headSha, check]));
  return {
    comments: forge.comments.map(({ number, body }) => `#${number > 9000 ? 'N' : number} ${named(body)}`).sort(),
    labels: [...forge.labels].map(([number, set]) => `#${number} ${[...set].sort()}`).sort(),
    checks: [...latest.values()].map(({ headSha, conclusion, output }) => ({ headSha, conclusion, output })),
    runs: forge.checks.length,
    issues: forge.opened.map(({ title, body }) => ({ title, body: named(body) })),
    reactions: [...new Set(forge.reactions.map(({ content }) => content))].sort(),
    bets: bets.map((record) => record && { state: record.state, verdict: record.verdict, shippedAt: record.shippedAt }),
    checkpoints: (await Promise.all(bets.map((record) => (record ? store.checkpoints(record.id) : []))))
      .flat()
      .map(({ kind, status, dueAt }) => `${kind} ${status} ${dueAt.toISOString()}`),
  };
}

/** Which requests are let fail: all with FAST_CHECK_RUNS=100000, as by hand; every third in CI, every tenth at one's desk. */
const { numRuns } = runs();
const step = numRuns >= 100_000 ? 1 : numRuns >= 1_000 ? 3 : 10;

describe.each(Object.keys(stories))('%s', (name) => {
  const told = async (fault?: Fault) => {
    const stage = await openStage(fault);
    await stories[name]?.(stage);
    return stage;
  };

  test('comes to the same end, whichever request fails', async () => {
    const calm = await told();
    const wanted = await whatStands(calm);
    expect(wanted.comments.length).toBeGreaterThan(0);
    // Not the same place in each story.
    for (let at = name.length % step; at < calm.requests(); at += step)
      for (const done of writes.has(calm.forge.calls[at] ?? '') ? [false, true] : [false]) {
        const stage = await told({ at, done });
        const label = `request ${at}, ${stage.forge.calls[at]}, ${done ? 'done' : 'not done'}`;
        expect(stage.failures(), label).toBe(1);
        expect(await whatStands(stage), label).toEqual(wanted);
      }
  });
});
