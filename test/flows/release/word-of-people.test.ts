import { describe, expect, test } from 'vitest';
import { ledgerOf } from '../../../src/db/ledger/ledger.ts';
import { takeLive } from '../../../src/flows/commands/take-live.ts';
import type { LiveWish } from '../../../src/flows/ports/pushed.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { mergeOf, releasesIn } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith, database } = useWorld(mapOf({ more: 'release: { on: release }' }));
const { merge, release, push, betOf } = releasesIn(stage, people);

const [first, second] = ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z'];
const say = async (body: string, at: string, login = 'maintainer') => {
  stage.setNow(at);
  return people.comment(12, body, login);
};
const due = async (at: string) => {
  stage.setNow(at);
  await doWhatIsDue(stage.world, stage.shop, 12, new Date(at));
  await people.workOff();
};
const readoutsDue = async () => {
  const bet = await betOf();
  const all = bet ? await stage.store.checkpoints(bet.id) : [];
  return all
    .filter(({ kind, status }) => kind === 'readout' && status === 'pending')
    .map(({ dueAt }) => dueAt.toISOString().slice(0, 10));
};

describe('/soundings live', () => {
  test('starts the clock where no release tells it, and no release moves it then', async () => {
    await openWith(mapOf({ more: 'release: { on: live }' }));
    await merge(12, first);
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('waiting for `/soundings live`')]);
    await release('v1', second, [12]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    expect(await say('/soundings live', '2026-11-03T10:00:00Z')).toBeUndefined();
    expect(await betOf()).toMatchObject({
      ...{ state: 'shipped', shippedAt: new Date('2026-11-03T10:00:00Z') },
      signal: { on: 'live', by: 'maintainer' },
    });
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('as `maintainer` said, on 3 Nov')]);
    expect(await readoutsDue()).toEqual(['2026-11-10', '2026-11-17', '2026-12-01']);
  });

  test('on a day that has passed starts the clock anew, whatever was released: the flag was off', async () => {
    await merge(12, first);
    await release('v1', second, [12]);
    expect(await say('/soundings live 2026-11-05', '2026-11-07T10:00:00Z')).toBeUndefined();
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-05T12:00:00Z') });
    expect(await readoutsDue()).toEqual(['2026-11-12', '2026-11-19', '2026-12-03']);
    const checkpoints = await stage.store.checkpoints((await betOf())?.id ?? '');
    expect(await say('/soundings live 2026-11-05', '2026-11-07T11:00:00Z')).toBeUndefined();
    expect(await stage.store.checkpoints((await betOf())?.id ?? '')).toEqual(checkpoints);
    await release('v2', '2026-11-08T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ shippedAt: new Date('2026-11-05T12:00:00Z') });
  });

  test('is refused with the reason', async () => {
    stage.forge.pullRequests.set(12, pullRequest());
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    expect(await say('/soundings live', first)).toContain('has not been merged yet');
    await merge(12, second);
    expect(await say('/soundings live 2026-11-01', '2026-11-03T10:00:00Z')).toContain('before the merge of 2 Nov');
    expect(await say('/soundings live 2026-12-24', '2026-11-03T10:00:00Z')).toContain('has not come yet');
    expect(await say('/soundings live next week', '2026-11-03T10:00:00Z')).toContain('`next week` is no day');
    await say('/soundings live', '2026-11-03T10:00:00Z', 'ada');
    expect(await betOf()).toMatchObject({ state: 'merged' });
    await merge(13, '2026-11-03T10:00:00Z', { title: 'Revert', body: 'Reverts acme/shop#12' });
    expect(await say('/soundings live', '2026-11-04T10:00:00Z')).toContain('was reverted');
  });

  test('counts although the merge is heard of after it', async () => {
    stage.forge.pullRequests.set(12, pullRequest());
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    const merged = {
      state: 'closed',
      merged: true,
      mergedAt: new Date(first),
      mergeCommitSha: 'c'.repeat(40),
    } as const;
    stage.forge.pullRequests.set(12, pullRequest(merged));
    expect(await say('/soundings live', second)).toBeUndefined();
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date(second), signal: { on: 'live' } });
  });
});

describe('a system says that it is live', () => {
  const tell = async (wish: Partial<LiveWish>, saidAt = '2026-11-05T10:00:00Z') => {
    const said = { saidAt: new Date(saidAt), by: 'token 1a2b3c4d' };
    const taken = await takeLive(stage.store, stage.shop.ownerId, { repository: 'shop', ...wish }, said);
    await people.workOff();
    return taken;
  };

  test('starts the clock, once, by the number or by the commit that it was merged as', async () => {
    await merge(12, first);
    const shippedAt = new Date('2026-11-03T10:00:00Z');
    expect(await tell({ number: 12, at: shippedAt })).toEqual({ kind: 'taken', number: 12, isNew: true, shippedAt });
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt, signal: { on: 'live', by: 'token 1a2b3c4d' } });
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('as `token 1a2b3c4d` said, on 3 Nov')]);
    const checkpoints = await stage.store.checkpoints((await betOf())?.id ?? '');
    for (const which of [
      { number: 12 },
      { sha: mergeOf(12) },
      { sha: mergeOf(12).slice(0, 7) },
      { repository: 'SHOP', number: 12 },
    ])
      expect(await tell({ ...which, at: shippedAt }, '2026-11-06T10:00:00Z')).toEqual({
        kind: 'taken',
        number: 12,
        isNew: false,
      });
    expect(await stage.store.checkpoints((await betOf())?.id ?? '')).toEqual(checkpoints);
  });

  test('is told why where nothing comes of it', async () => {
    expect(await tell({ number: 12 })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('states no bet'),
    });
    stage.forge.pullRequests.set(12, pullRequest());
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    expect(await tell({ number: 12 })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('not been merged'),
    });
    await merge(12, second);
    expect(await tell({ number: 12, at: new Date(first) })).toMatchObject({
      why: expect.stringContaining('before the merge'),
    });
    expect(await tell({ sha: 'abcdef0' })).toEqual({ kind: 'unknown', what: 'sha' });
    expect(await tell({ repository: 'other', number: 12 })).toEqual({ kind: 'unknown', what: 'repository' });
    expect(await betOf()).toMatchObject({ state: 'merged' });
  });
});

describe('a merged bet that is in no release', () => {
  const unreleased = async () => {
    const silent = await ledgerOf(database.database).silent({}, new Date('2027-03-01'));
    return silent.filter(({ silence }) => silence === 'unreleased').length;
  };

  test('is silent until it ships', async () => {
    const before = await unreleased();
    await merge(12, first);
    expect(await unreleased()).toBe(before + 1);
    await release('v1', second, [12]);
    expect(await unreleased()).toBe(before);
  });

  test('says so after a month, and what may be the reason', async () => {
    await merge(12, first, { baseRef: 'feature' });
    await release('v1', second, []);
    await due('2026-11-30T10:00:00Z');
    expect(people.said(12, 'forecast')[0]).not.toContain('Not released');
    await due('2026-12-01T11:00:00Z');
    expect(people.said(12, 'forecast')).toEqual([
      expect.stringContaining(
        'Not released yet on 1 Dec, a month after the merge: 1 release came since, and none contains it. Its commit is on `feature` alone. If it has reached its users, say since when: `/soundings live 2026-11-03`.',
      ),
    ]);
    await say('/soundings live 2026-11-20', '2026-12-02T10:00:00Z');
    expect(people.said(12, 'forecast')[0]).not.toContain('Not released');
  });

  test('that ships in time says nothing of it', async () => {
    await merge(12, first);
    await release('v1', '2026-11-25T10:00:00Z', [12]);
    await due('2026-12-01T11:00:00Z');
    expect(people.said(12, 'forecast')[0]).not.toContain('Not released');
    expect(await betOf()).toMatchObject({ state: 'shipped' });
  });
});

describe('what takes back a part of it', () => {
  test('is told, and the bet goes on', async () => {
    await merge(12, first);
    await merge(13, second, {
      body: 'Outcome: none (bugfix)\n\nReverts #12 partially: only the phone field comes back.',
    });
    expect(await betOf()).toMatchObject({ state: 'merged', partlyReverted: [{ number: 13, at: new Date(second) }] });
    expect(people.said(12, 'forecast')).toEqual([
      expect.stringContaining('Reverted in part by #13 on 2 Nov: what is left'),
    ]);
  });

  test('by a commit too', async () => {
    await merge(12, first);
    await push(second, [{ sha: 'c'.repeat(40), message: 'Partially reverts #12' }]);
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('Reverted in part by `ccccccc`')]);
  });

  test('on another branch is not', async () => {
    await merge(12, first);
    await merge(13, second, { baseRef: 'release/1.x', body: 'Partially reverts #12' });
    expect((await betOf())?.partlyReverted).toBeUndefined();
  });
});
