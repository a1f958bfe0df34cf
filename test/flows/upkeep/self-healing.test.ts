import { describe, expect, test } from 'vitest';
import { createInbox } from '../../../src/db/inbox/inbox.ts';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import { redeliverMissed } from '../../../src/flows/upkeep/redeliver-missed.ts';
import { sweepInstallations } from '../../../src/flows/upkeep/sweep-installations.ts';
import { sweepRepository } from '../../../src/flows/upkeep/sweep-repository.ts';
import { useDatabase } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const connection = useDatabase();

describe('deliveries that did not arrive', () => {
  const missed = (id: number, guid: string, latest: string, attempts = 1) => ({
    ...{ id, guid, attempts },
    at: new Date(latest),
    latest: new Date(latest),
    taken: 0,
  });

  test('are asked for again: not what has reached us, is just under way, or was refused time and again', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    const inbox = createInbox(connection.database, { enqueue: async () => {} });
    await inbox.accept({ id: 'answer lost', event: 'push', subject: 's', payload: '{}' });
    await inbox.accept({ id: 'given up', event: 'push', subject: 's', payload: '{}' });
    await inbox.settled();
    await inbox.giveUp('given up', 'GitHub was down');
    hook.deliveries = [
      missed(1, 'lost', '2026-11-03T08:00:00Z'),
      missed(2, 'answer lost', '2026-11-03T08:01:00Z'),
      missed(3, 'given up', '2026-11-03T08:02:00Z'),
      missed(4, 'refused', '2026-11-03T08:03:00Z', 4),
      missed(5, 'under way', '2026-11-03T09:59:30Z'),
      missed(6, 'too old', '2026-10-30T10:00:00Z'),
    ];
    expect(await redeliverMissed(world)).toBe(2);
    expect(hook.redelivered).toEqual([1, 3]);

    setNow('2026-11-03T10:03:00Z');
    expect(await redeliverMissed(world)).toBe(0);
    setNow('2026-11-03T10:05:00Z');
    hook.deliveries = hook.deliveries.filter(({ guid }) => guid === 'under way');
    expect(await redeliverMissed(world)).toBe(1);
    expect(hook.redelivered).toEqual([1, 3, 5]);
  });

  test('and that does not stop for two hours when the clock is set back by two', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    setNow('2026-11-05T12:00:00Z');
    hook.deliveries = [];
    await redeliverMissed(world);
    setNow('2026-11-05T10:00:00Z');
    hook.deliveries = [missed(7, 'lost meanwhile', '2026-11-05T08:00:00Z')];
    expect(await redeliverMissed(world)).toBe(1);
    expect(await redeliverMissed(world)).toBe(0);
  });

  test('and all of them after a long outage, however many rounds that takes', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    // A second each, and the last of them two hours ago.
    const outage = Date.parse('2026-11-06T08:00:00Z');
    const lost = Array.from({ length: 450 }, (_, index) =>
      missed(1000 + index, `outage ${index}`, new Date(outage + index * 1000).toISOString()),
    );
    hook.deliveries = lost;
    const asked: number[] = [];
    for (const minute of ['00', '05', '10']) {
      setNow(`2026-11-06T10:${minute}:00Z`);
      asked.push(await redeliverMissed(world));
      hook.deliveries = lost.filter(({ id }) => !hook.redelivered.includes(id));
    }
    expect(asked).toEqual([200, 200, 50]);
    expect(hook.redelivered).toEqual(lost.map(({ id }) => id));
  });

  test('and when GitHub could not say at first which they are', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    hook.deliveries = [missed(2001, 'before', '2026-11-07T08:00:00Z')];
    hook.trouble = new Error('GitHub is down');
    setNow('2026-11-07T10:00:00Z');
    await expect(redeliverMissed(world)).rejects.toThrow('GitHub is down');
    setNow('2026-11-07T10:05:00Z');
    expect(await redeliverMissed(world)).toBe(1);
  });

  test('with longer and longer rests while they are refused, and then every few hours', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    const tried = (latest: string, attempts: number) => [
      { ...missed(3001, 'refused', '2026-11-08T06:00:00Z', attempts), latest: new Date(latest) },
    ];
    const askedAt = async (now: string) => {
      setNow(now);
      return redeliverMissed(world);
    };
    hook.deliveries = tried('2026-11-08T06:00:00Z', 1);
    expect(await askedAt('2026-11-08T06:01:00Z')).toBe(0);
    expect(await askedAt('2026-11-08T06:06:00Z')).toBe(1);
    hook.deliveries = tried('2026-11-08T06:06:00Z', 2);
    expect(await askedAt('2026-11-08T06:11:00Z')).toBe(0);
    expect(await askedAt('2026-11-08T06:16:00Z')).toBe(1);
    hook.deliveries = tried('2026-11-08T06:16:00Z', 3);
    expect(await askedAt('2026-11-08T06:46:00Z')).toBe(0);
    expect(await askedAt('2026-11-08T06:51:00Z')).toBe(1);
    hook.deliveries = tried('2026-11-08T06:51:00Z', 4);
    expect(await askedAt('2026-11-08T07:40:00Z')).toBe(0);
    expect(await askedAt('2026-11-08T12:40:00Z')).toBe(1);
  });

  test('and those that are refused every time keep no others waiting', async () => {
    const { world, hook, setNow } = await openWorld(connection);
    const refused = Array.from({ length: 300 }, (_, index) =>
      missed(4000 + index, `refused ${index}`, '2026-11-10T08:00:00Z', 2),
    );
    hook.deliveries = [...refused, missed(4999, 'lost', '2026-11-10T09:30:00Z')];
    setNow('2026-11-10T10:00:00Z');
    expect(await redeliverMissed(world)).toBe(200);
    expect(hook.redelivered).toContain(4999);
  });
});

describe('deliveries that were answered and are not in the database', () => {
  const answered = (id: number, guid: string, at: string, repositoryId: number, taken = 1) => ({
    ...{ id, guid, repositoryId, attempts: taken, taken },
    ...{ at: new Date(at), latest: new Date(at) },
  });

  test('are asked for once more, and what stands on GitHub is looked for again there, and nowhere else', async () => {
    const { world, shop, hook, store, setNow } = await openWorld(connection);
    const other = await openWorld(connection);
    for (const { id } of [shop, other.shop]) await store.noteOpened(id, 5, new Date('2026-11-12T09:00:00Z'));
    const inbox = createInbox(connection.database, { enqueue: async () => {} });
    for (const id of ['kept', 'kept, and given up'])
      await inbox.accept({ id, event: 'push', subject: 's', payload: '{}' });
    await inbox.settled();
    await inbox.giveUp('kept, and given up', 'a fault');
    setNow('2026-11-12T10:00:00Z');
    hook.deliveries = [
      answered(5001, 'forgotten', '2026-11-12T09:50:00Z', shop.id),
      answered(5002, 'kept', '2026-11-12T09:50:00Z', other.shop.id),
      answered(5003, 'kept, and given up', '2026-11-12T09:50:00Z', other.shop.id),
      answered(5004, 'forgotten twice', '2026-11-12T09:50:00Z', other.shop.id, 2),
      answered(5005, 'hardly answered', '2026-11-12T09:59:00Z', other.shop.id),
    ];
    expect(await redeliverMissed(world)).toBe(1);
    expect(hook.redelivered).toEqual([5001]);
    expect(await store.isRemembered(shop.id, 5, 'comments')).toBe(false);
    expect(await store.isRemembered(other.shop.id, 5, 'comments')).toBe(true);
  });
});

describe('a sweep', () => {
  const since = new Date('2026-11-02T10:00:00Z');

  test('finds an open head without a check, a merge and a release that passed us by, and a deleted comment', async () => {
    const { world, shop, forge, store, jobs, evaluate } = await openWorld(connection);
    for (const number of [12, 13, 14]) forge.pullRequests.set(number, pullRequest({ number }));
    await evaluate(12);
    await evaluate(14);
    expect(await sweepRepository(world, shop, since)).toEqual({
      heads: 1,
      changes: 0,
      merges: 0,
      releases: 0,
      comments: 0,
    });
    expect(jobs).toContainEqual({ kind: 'evaluate', repositoryId: shop.id, number: 13 });
    expect(jobs.filter(({ kind }) => kind === 'evaluate')).toHaveLength(1);

    forge.pullRequests.set(13, pullRequest({ number: 13, state: 'closed' }));
    const merged = { number: 15, state: 'closed', merged: true, mergedAt: new Date('2026-11-03T08:00:00Z') } as const;
    forge.pullRequests.set(15, pullRequest({ ...merged, mergeCommitSha: 'e'.repeat(40) }));
    forge.pullRequests.set(14, pullRequest({ number: 14, headSha: 'b'.repeat(40) }));
    forge.comments = forge.comments.filter(({ number }) => number !== 12);
    forge.refs.set('v1', 'f'.repeat(40));
    forge.releases = [
      {
        ...{ kind: 'release-published', releaseId: 5, tag: 'v1', targetCommitish: 'main', prerelease: false },
        ...{ url: 'https://github.com/acme/shop/releases/v1', at: new Date('2026-11-03T09:00:00Z') },
      },
    ];
    jobs.length = 0;
    expect(await sweepRepository(world, shop, since)).toEqual({
      heads: 1,
      changes: 0,
      merges: 1,
      releases: 1,
      comments: 1,
    });
    expect(jobs.map((job) => 'number' in job && job.number).sort()).toEqual([12, 14, 15]);
    expect(await store.handledSignals(shop.id, since)).toEqual(['release:5']);

    for (const number of [12, 14, 15]) await evaluate(number);
    expect(forge.comments.filter(({ number }) => number === 12)).toHaveLength(1);
    expect(forge.checks.some(({ headSha }) => headSha === 'b'.repeat(40))).toBe(true);
    expect((await store.betOf(shop.id, 15))?.state).toBe('merged');

    jobs.length = 0;
    const calls = forge.calls.length;
    expect(await sweepRepository(world, shop, since)).toEqual({
      heads: 0,
      changes: 0,
      merges: 0,
      releases: 0,
      comments: 0,
    });
    expect(jobs).toEqual([]);
    expect(forge.calls.slice(calls).sort()).toEqual([
      'mergedSince',
      'openPullRequests',
      'ownComments',
      'ownComments',
      'ownComments',
      'releasesSince',
    ]);
  });

  test('has the forecast written that could not be', async () => {
    const { world, shop, forge, jobs, evaluate } = await openWorld(connection);
    forge.pullRequests.set(12, pullRequest({ number: 12 }));
    const createComment = forge.createComment;
    forge.createComment = async () => {
      throw new Error('GitHub is down');
    };
    await expect(evaluate(12)).rejects.toThrow('GitHub is down');
    forge.createComment = createComment;
    jobs.length = 0;
    expect(await sweepRepository(world, shop, since)).toMatchObject({ heads: 0, comments: 1 });
    expect(jobs).toEqual([{ kind: 'evaluate', repositoryId: shop.id, number: 12 }]);
    await evaluate(12);
    expect(forge.comments).toHaveLength(1);
    expect(await sweepRepository(world, shop, since)).toMatchObject({ comments: 0 });
  });

  test('ships by a release that it could not finish with at first', async () => {
    const { world, shop, forge, jobs, evaluate, store } = await openWorld(connection);
    const mergedAt = new Date('2026-11-03T08:00:00Z');
    const merged = { state: 'closed', merged: true, mergedAt, mergeCommitSha: 'e'.repeat(40) } as const;
    forge.pullRequests.set(15, pullRequest({ number: 15, ...merged }));
    await evaluate(15);
    forge.refs.set('v1', 'f'.repeat(40));
    forge.releases = [
      {
        ...{ kind: 'release-published', releaseId: 5, tag: 'v1', targetCommitish: 'main', prerelease: false },
        ...{ url: 'https://github.com/acme/shop/releases/v1', at: new Date('2026-11-03T09:00:00Z') },
      },
    ];
    forge.ancestry.set(`${'e'.repeat(40)}...${'f'.repeat(40)}`, 'ahead');
    const compare = forge.compare;
    forge.compare = async () => {
      throw new Error('GitHub is down');
    };
    await expect(sweepRepository(world, shop, since)).rejects.toThrow('GitHub is down');
    forge.compare = compare;
    jobs.length = 0;
    expect(await sweepRepository(world, shop, since)).toMatchObject({ releases: 1 });
    expect(jobs).toMatchObject([{ kind: 'ship', number: 15 }]);
    expect(await store.handledSignals(shop.id, since)).toEqual(['release:5']);
  });

  test('after a week away looks again at what was edited or closed meanwhile: no event of it will come', async () => {
    const { world, shop, forge, store, jobs, evaluate, setNow } = await openWorld(connection);
    for (const number of [12, 13, 14]) forge.pullRequests.set(number, pullRequest({ number }));
    for (const number of [12, 13, 14]) await evaluate(number);
    jobs.length = 0;
    setNow('2026-11-10T10:00:00Z');
    const edited = { updatedAt: new Date('2026-11-05T10:00:00Z'), body: 'Nothing any more' };
    forge.pullRequests.set(13, pullRequest({ number: 13, ...edited }));
    forge.pullRequests.set(14, pullRequest({ number: 14, state: 'closed' }));
    forge.pullRequests.set(12, pullRequest({ number: 12, updatedAt: new Date('2026-10-20T10:00:00Z') }));
    const swept = await sweepRepository(world, shop, new Date('2026-11-03T10:00:00Z'));
    expect(swept).toEqual({ heads: 0, changes: 2, merges: 0, releases: 0, comments: 0 });
    expect(jobs.filter(({ kind }) => kind === 'evaluate').map((job) => 'number' in job && job.number)).toEqual([
      13, 14,
    ]);
    for (const number of [13, 14]) await evaluate(number);
    expect(await store.betOf(shop.id, 13)).toBeUndefined();
    expect((await store.betOf(shop.id, 14))?.state).toBe('closed');
    // Of a day's events none is lost for good.
    jobs.length = 0;
    expect(await sweepRepository(world, shop, new Date('2026-11-09T10:00:00Z'))).toMatchObject({ changes: 0 });
  });

  test('a repository is claimed once a day, by one replica', async () => {
    const { store, shop } = await openWorld(connection);
    // New ones count as swept.
    expect(await store.claimSweeps(new Date(), new Date(Date.now() - 24 * 3_600_000), 100)).toEqual([]);
    const now = new Date(Date.now() + 25 * 3_600_000);
    const dayBefore = new Date(now.getTime() - 24 * 3_600_000);
    const claimed = await store.claimSweeps(now, dayBefore, 100);
    expect(claimed.filter(({ repositoryId }) => repositoryId === shop.id)).toHaveLength(1);
    expect(await store.claimSweeps(now, dayBefore, 100)).toEqual([]);
    // The clock is set back by a day.
    const [again] = await store.claimSweeps(new Date(), new Date(Date.now() - 24 * 3_600_000), 100);
    expect(again?.since.getTime()).toBeLessThan(Date.now());
    expect(await store.claimSweeps(new Date(), new Date(Date.now() - 24 * 3_600_000), 100)).toEqual([]);
  });

  test('without a map nothing is asked', async () => {
    const { world, shop, forge } = await openWorld(connection);
    world.maps.inForce = async () => ({ kind: 'none' });
    await sweepRepository(world, shop, since);
    expect(forge.calls).toEqual(['present']);
  });
});

describe('installations', () => {
  const own = useDatabase();

  test('one that is in use again is not put aside by what an earlier delivery says, nor the other way round', async () => {
    const { world, shop, store, installations } = await openWorld(own);
    const { installationId } = shop;
    const hear = (suspended: boolean) =>
      handleEvent(world, { kind: 'installation-suspended', suspended }, { installationId });
    const isAside = async () => (await store.knownInstallations()).find(({ id }) => id === installationId)?.suspended;
    for (const suspended of [false, true]) {
      installations.present = [{ id: installationId, suspended }];
      for (const told of [true, false]) {
        await hear(told);
        expect(await isAside()).toBe(suspended);
      }
    }
    // One that GitHub does not know: its word of then is the last.
    installations.present = [];
    await hear(false);
    expect(await isAside()).toBe(false);
  });

  test('one that is gone is purged, one that is merely not listed is not, and a suspension is noticed', async () => {
    const { world, shop, store, installations, setNow } = await openWorld(own);
    const listed = { ...shop, id: 9001, installationId: 2001 };
    const hidden = { ...shop, id: 9002, installationId: 2002 };
    for (const one of [listed, hidden]) await store.rememberRepository(one);
    installations.present = [{ id: 2001, suspended: true }];
    installations.hidden = [2002];
    await sweepInstallations(world);
    expect(await store.repository(shop.id)).toBeUndefined();
    expect(await store.repository(hidden.id)).toEqual(hidden);
    expect(await store.knownInstallations()).toEqual([
      { id: 2001, suspended: true },
      { id: 2002, suspended: false },
    ]);
    // Once a day.
    installations.hidden = [];
    await sweepInstallations(world);
    expect(await store.repository(hidden.id)).toEqual(hidden);
    setNow('2026-11-04T10:00:00Z');
    installations.trouble = new Error('GitHub is down');
    await expect(sweepInstallations(world)).rejects.toThrow('GitHub is down');
    await sweepInstallations(world);
    expect(await store.repository(hidden.id)).toEqual(hidden);
    // What failed is done within the hour.
    setNow('2026-11-04T11:00:00Z');
    await sweepInstallations(world);
    expect(await store.repository(hidden.id)).toBeUndefined();
  });
});
