import { beforeEach, describe, expect, test } from 'vitest';
import { doJob } from '../../src/flows/do-job.ts';
import { handleEvent } from '../../src/flows/handle-event.ts';
import { postReadout } from '../../src/flows/readout/post-readout.ts';
import { findShipped } from '../../src/flows/release/find-shipped.ts';
import { shipBet } from '../../src/flows/release/ship-bet.ts';
import { reapplyBet, undoBet } from '../../src/flows/release/undo-bet.ts';
import { useWorld } from '../stage/world/use-world.ts';
import { pullRequest } from '../stage/world/world.ts';

const { stage } = useWorld();
beforeEach(async () => {
  stage.forge.pullRequests.set(12, pullRequest());
});

const sha = 'b'.repeat(40);
const merge = async () => {
  const { forge } = stage;
  const mergedAt = new Date('2026-11-03T09:30:00Z');
  forge.pullRequests.set(12, pullRequest({ state: 'closed', merged: true, mergedAt, mergeCommitSha: sha }));
  await stage.evaluate(12);
};
const ship = async () => {
  await merge();
  await shipBet(stage.world, stage.shop, 12, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
};
const workOff = async () => {
  for (let job = stage.jobs.shift(); job; job = stage.jobs.shift())
    if (job.kind !== 'delivery') await doJob(stage.world, stage.shop, job);
};
const finals = () => stage.forge.comments.filter(({ body }) => body.startsWith('<!-- soundings:final'));
const labels = () => [...(stage.forge.labels.get(12) ?? [])];

describe('a locked conversation', () => {
  test('the check is still given, and the forecast follows once it is open', async () => {
    const { forge } = stage;
    forge.locked = true;
    await stage.evaluate(12);
    expect(forge.checks[0]?.conclusion).toBe('success');
    expect(forge.comments).toEqual([]);
    forge.locked = false;
    await stage.evaluate(12);
    expect(forge.comments).toHaveLength(1);
  });

  test('a command is carried out', async () => {
    const { world, forge, shop } = stage;
    forge.pullRequests.set(12, pullRequest({ body: 'Nothing' }));
    forge.locked = true;
    const said = { kind: 'comment-created', number: 12, onPullRequest: true, commentId: 9 } as const;
    const context = { repository: shop, sender: { login: 'maintainer', isBot: false } };
    await handleEvent(world, { ...said, body: '/soundings help\n/soundings exempt agreed' }, context);
    expect(forge.checks.at(-1)?.conclusion).toBe('neutral');
  });

  test('a readout that cannot be posted concludes nothing; it is posted once the conversation is open', async () => {
    const { world, forge, shop, store, setNow } = stage;
    await ship();
    setNow('2026-12-02T00:00:00Z');
    forge.locked = true;
    expect(await postReadout(world, shop, 12, world.now())).toEqual({ status: 'refused' });
    expect((await store.betOf(shop.id, 12))?.state).toBe('shipped');
    expect(labels()).toEqual([]);
    forge.locked = false;
    expect(await postReadout(world, shop, 12, world.now())).toMatchObject({ status: 'posted', interim: false });
    expect(finals()).toHaveLength(1);
    expect(labels()).toHaveLength(1);
  });
});

describe('a readout that is run weeks late, and a source that does not answer', () => {
  beforeEach(async () => {
    await ship();
    stage.world.metrics = {
      read: async () => ({ kind: 'failed', failure: { reason: 'unreachable', text: 'the source cannot be reached' } }),
    };
  });

  test('the seven days are counted from the first try, not from when it was due', async () => {
    const { world, shop, store } = stage;
    const try1 = await postReadout(world, shop, 12, new Date('2026-12-28T00:00:00Z'));
    expect(try1).toMatchObject({ status: 'delayed' });
    const try2 = await postReadout(world, shop, 12, new Date('2027-01-03T00:00:00Z'));
    expect(try2).toMatchObject({ status: 'delayed' });
    const last = await postReadout(world, shop, 12, new Date('2027-01-05T00:00:00Z'));
    expect(last).toEqual({ status: 'posted', verdict: 'no-data', interim: false });
    expect(finals()[0]?.body).toMatch(/no data/i);
    expect(labels()).toEqual(['soundings:no-data']);
    expect((await store.betOf(shop.id, 12))?.state).toBe('concluded');
  });
});

/** A squashed revert is both a merged pull request and a pushed commit; which is heard of first is chance. */
describe('a revert is heard of twice', () => {
  const at = new Date('2026-11-04T10:00:00Z');
  const byCommit = { by: 'commit', sha: 'c'.repeat(40), at } as const;
  const byPull = { by: 'revert', number: 13, sha: 'c'.repeat(40), at } as const;

  test.each([
    ['the pull request first', byPull, byCommit],
    ['the commit first', byCommit, byPull],
  ])('%s: it is the pull request that is named', async (_, first, second) => {
    const { world, shop, store } = stage;
    await merge();
    await undoBet(world, shop, 12, first);
    await undoBet(world, shop, 12, second);
    expect((await store.betOf(shop.id, 12))?.undoing).toEqual(byPull);
  });

  test('and so is the one that brings it back', async () => {
    const { world, forge, shop } = stage;
    await merge();
    await undoBet(world, shop, 12, byPull);
    const back = { sha: 'd'.repeat(40), at: new Date('2026-11-05T10:00:00Z') };
    await reapplyBet(world, shop, 12, back);
    await workOff();
    expect(forge.comments[0]?.body).toContain('Applied again on 5 Nov');
    await reapplyBet(world, shop, 12, { ...back, number: 14 });
    await workOff();
    expect(forge.comments[0]?.body).toContain('Applied again by #14 on 5 Nov');
  });
});

test('a release is heard of before the revert and the re-apply that it holds: the clock runs', async () => {
  const { world, forge, shop, store, setNow } = stage;
  const released = new Date('2026-11-03T10:00:00Z');
  await merge();
  forge.compare = async () => 'ahead';
  await findShipped(world, shop, { on: 'release', name: 'v1', sha: 'e'.repeat(40) }, released, 'release:1');
  await workOff();
  await undoBet(world, shop, 12, { by: 'revert', number: 13, at: new Date('2026-11-03T09:40:00Z') });
  await reapplyBet(world, shop, 12, { number: 14, sha: 'd'.repeat(40), at: new Date('2026-11-03T09:50:00Z') });
  expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'shipped', shippedAt: released });
  setNow('2026-12-02T00:00:00Z');
  expect(await postReadout(world, shop, 12, world.now())).toMatchObject({ status: 'posted', interim: false });
});

test.each(['merged', 'shipped'])(
  'brought back before its revert is heard of, while it was %s: it waits for its release anew',
  async (state) => {
    const { world, forge, shop, store } = stage;
    await merge();
    forge.compare = async (_, base) => (base === sha ? 'ahead' : 'behind');
    if (state === 'shipped') {
      const released = new Date('2026-11-03T10:00:00Z');
      await findShipped(world, shop, { on: 'release', name: 'v1', sha: 'e'.repeat(40) }, released, 'release:1');
      await workOff();
    }
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state });
    const back = { number: 14, sha: 'd'.repeat(40), at: new Date('2026-11-03T12:00:00Z') };
    await reapplyBet(world, shop, 12, back);
    await undoBet(world, shop, 12, { by: 'revert', number: 13, at: new Date('2026-11-03T11:00:00Z') });
    const bet = await store.betOf(shop.id, 12);
    expect(bet).toMatchObject({ state: 'merged', mergeSha: back.sha, reapplied: { number: 14 } });
    expect(bet?.shippedAt).toBeUndefined();
    // No clock; once a month is over its forecast says that it is in no release.
    expect((await store.checkpoints(bet?.id ?? '')).filter(({ status }) => status === 'pending')).toEqual([
      expect.objectContaining({ kind: 'release', dueAt: new Date('2026-12-03T12:00:00Z') }),
    ]);
    expect(labels()).toEqual([]);
  },
);

test('a release that holds the first merge alone does not ship what was brought back after it', async () => {
  const { world, forge, shop, store } = stage;
  await merge();
  forge.compare = async (_, base) => (base === sha ? 'ahead' : 'behind');
  const released = new Date('2026-11-03T10:00:00Z');
  await findShipped(world, shop, { on: 'release', name: 'v1', sha: 'e'.repeat(40) }, released, 'release:1');
  await undoBet(world, shop, 12, { by: 'revert', number: 13, at: new Date('2026-11-03T11:00:00Z') });
  await reapplyBet(world, shop, 12, { number: 14, sha: 'd'.repeat(40), at: new Date('2026-11-03T12:00:00Z') });
  // What the release caused comes last.
  await workOff();
  expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'merged', reapplied: { number: 14 } });
});

/** Found by the fault suite: a delivery that is late or was lost and sent again comes after what followed it. */
describe('a revert is heard of before what it reverts', () => {
  const mergedAt = new Date('2026-11-03T09:30:00Z');
  const settled = { state: 'closed', merged: true } as const;
  const revertsOf = (number: number, by: number, hour: number) =>
    pullRequest({
      ...settled,
      number: by,
      title: 'Take it back',
      body: `Reverts acme/shop#${number}`,
      mergedAt: new Date(mergedAt.getTime() + hour * 3_600_000),
      mergeCommitSha: String(by % 10).repeat(40),
    });
  const hear = async (...numbers: number[]) => {
    for (const number of numbers) {
      await stage.evaluate(number);
      await workOff();
    }
  };
  beforeEach(async () => {
    const { forge } = stage;
    forge.pullRequests.set(12, pullRequest({ ...settled, mergedAt, mergeCommitSha: sha }));
    forge.pullRequests.set(13, revertsOf(12, 13, 1));
  });

  test.each([
    ['while it was thought to be open', true],
    ['without anything known of it', false],
  ])('%s: the merge is recorded, then undone, and its own event changes nothing more', async (_, known) => {
    const { shop, store, forge } = stage;
    if (known) {
      forge.pullRequests.set(12, pullRequest());
      await hear(12);
      forge.pullRequests.set(12, pullRequest({ ...settled, mergedAt, mergeCommitSha: sha }));
    }
    await hear(13);
    forge.calls = [];
    await hear(12);
    // What the revert said was kept; nobody was asked about it again.
    expect(forge.calls.filter((call) => call === 'pullRequest')).toHaveLength(2);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'reverted', undoing: { by: 'revert', number: 13 } });
    await hear(12, 13);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'reverted', undoing: { by: 'revert', number: 13 } });
    expect(labels()).toEqual(['soundings:reverted']);
    expect(forge.comments.filter(({ body }) => body.startsWith('<!-- soundings:forecast'))).toHaveLength(1);
  });

  test('a revert of it is heard of first of all: it is back, and stays back', async () => {
    const { shop, store, forge } = stage;
    forge.pullRequests.set(14, revertsOf(13, 14, 2));
    await hear(14, 13, 12, 14);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'merged', reapplied: { number: 14 } });
    expect(labels()).toEqual([]);
  });

  test('what is still open is neither recorded nor undone', async () => {
    const { shop, store, forge } = stage;
    forge.pullRequests.set(12, pullRequest());
    forge.calls = [];
    await hear(13);
    expect(await store.betOf(shop.id, 12)).toBeUndefined();
    // Itself, and whether what it names is merged.
    expect(forge.calls.filter((call) => call === 'pullRequest')).toHaveLength(2);
  });
});

/** Found by the fault suite as well: of two releases the second was heard of first. */
describe('a release that is heard of late', () => {
  const second = { on: 'release', name: 'v2', sha: 'd'.repeat(40) } as const;
  const first = { on: 'release', name: 'v1', sha: 'c'.repeat(40) } as const;
  const [firstAt, secondAt] = [new Date('2026-11-05T10:00:00Z'), new Date('2026-11-09T10:00:00Z')];
  const hearOf = async (signal: typeof first | typeof second, at: Date) => {
    const { world, shop, jobs } = stage;
    await findShipped(world, shop, signal, at, signal.name);
    for (let job = jobs.shift(); job; job = jobs.shift()) if (job.kind !== 'delivery') await doJob(world, shop, job);
  };
  const pending = async () => {
    const { shop, store } = stage;
    const all = await store.checkpoints((await store.betOf(shop.id, 12))?.id ?? '');
    return all.filter(({ status }) => status === 'pending').map(({ dueAt }) => dueAt.toISOString().slice(0, 10));
  };
  beforeEach(async () => {
    await merge();
    for (const signal of [first, second]) stage.forge.ancestry.set(`${sha}...${signal.sha}`, 'ahead');
  });

  test('the bet shipped with the first one that holds it, and is measured from there', async () => {
    const { shop, store, forge } = stage;
    await hearOf(second, secondAt);
    await hearOf(first, firstAt);
    await hearOf(second, secondAt);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'shipped', shippedAt: firstAt, signal: first });
    expect(await pending()).toEqual(['2026-11-12', '2026-11-19', '2026-12-03']);
    expect(forge.comments[0]?.body).toMatch(/Shipped in \**v1\b/);
  });

  test('once a readout has been posted its window stays', async () => {
    const { world, shop, store, setNow } = stage;
    await hearOf(second, secondAt);
    setNow('2026-11-18T00:00:00Z');
    expect(await postReadout(world, shop, 12, world.now())).toMatchObject({ status: 'posted', interim: true });
    await hearOf(first, firstAt);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ shippedAt: secondAt, signal: second });
  });
});
