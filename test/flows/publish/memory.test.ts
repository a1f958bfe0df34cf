import { beforeEach, describe, expect, test } from 'vitest';
import { doJob } from '../../../src/flows/do-job.ts';
import { handleEvent } from '../../../src/flows/handle-event.ts';
import type { DomainEvent } from '../../../src/flows/ports/domain-event.ts';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { sweepRepository } from '../../../src/flows/upkeep/sweep-repository.ts';
import { watchMemory } from '../../../src/flows/upkeep/watch-memory.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { formBody, peopleIn } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const { stage, openWith, database } = useWorld();
beforeEach(async () => {
  stage.forge.pullRequests.set(12, pullRequest());
});

const began = new Date('2026-11-03T10:00:00Z');
const sha = 'b'.repeat(40);
const changed: DomainEvent = { kind: 'pull-request-changed', number: 12 };
const body = (percent: number) => betOn('signups', percent);

/** The same repository on GitHub, and a database that knows nothing of it. */
async function onEmptyDatabase() {
  const { forge } = stage;
  const empty = await openWorld(database);
  Object.assign(empty.world, { forge, forgeOf: () => forge });
  forge.calls = [];
  await empty.store.beginMemory(began);
  return { ...empty, forge };
}

async function shipped(of: typeof stage): Promise<void> {
  const { world, shop, forge, evaluate, setNow } = of;
  const mergedAt = new Date('2026-11-03T09:30:00Z');
  setNow('2026-11-03T10:00:00Z');
  forge.pullRequests.set(12, pullRequest({ state: 'closed', merged: true, mergedAt, mergeCommitSha: sha }));
  await evaluate(12);
  await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
}

describe('an empty database, and what was written before it', () => {
  test('the check and the forecast are edited in place; that they were looked for is kept', async () => {
    await stage.evaluate(12);
    const { evaluate, forge } = await onEmptyDatabase();
    forge.pullRequests.set(12, pullRequest({ body: body(20) }));
    await evaluate(12);
    expect(forge.checks).toHaveLength(1);
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]?.body).toContain('20');
    expect(forge.calls).toEqual([
      ...['pullRequest', 'changedPaths', 'ownCheck', 'updateCheck', 'ownComments', 'updateComment'],
    ]);
    forge.calls = [];
    forge.pullRequests.set(12, pullRequest({ body: body(30), headSha: 'd'.repeat(40) }));
    await evaluate(12);
    expect(forge.calls).toEqual(['pullRequest', 'changedPaths', 'createCheck', 'updateComment']);
  });

  test('where nothing was written before, looking for it once is all that it costs', async () => {
    const { evaluate, forge } = await onEmptyDatabase();
    await evaluate(12);
    expect(forge.calls).toEqual([
      ...['pullRequest', 'changedPaths', 'ownCheck', 'createCheck', 'ownComments', 'createComment'],
    ]);
  });

  test('what says the same as it did is not even edited', async () => {
    await stage.evaluate(12);
    const { evaluate, forge } = await onEmptyDatabase();
    await evaluate(12);
    expect(forge.calls).not.toContain('updateComment');
    expect(forge.comments).toHaveLength(1);
  });

  test('a marker that an outsider copied is none of ours', async () => {
    stage.forge.comments.push({ id: 900, number: 12, body: '<!-- soundings:forecast v1 -->\n\nBuy', foreign: true });
    const { evaluate, forge } = await onEmptyDatabase();
    await evaluate(12);
    expect(forge.comments.map(({ id }) => id === 900)).toEqual([true, false]);
    expect(forge.comments[0]?.body).toContain('Buy');
  });

  test('of two that say the same one is edited, and there is no third', async () => {
    await stage.evaluate(12);
    const first = stage.forge.comments[0];
    stage.forge.comments.push({ id: 901, number: 12, body: first?.body ?? '' });
    const { evaluate, forge } = await onEmptyDatabase();
    forge.pullRequests.set(12, pullRequest({ body: body(20) }));
    await evaluate(12);
    await evaluate(12);
    expect(forge.comments.map(({ id }) => id)).toEqual([first?.id, 901]);
    expect(forge.calls.filter((call) => call === 'updateComment')).toHaveLength(1);
  });

  test.each([
    ['interim', '2026-11-18T00:00:00Z'],
    ['final', '2026-12-02T00:00:00Z'],
  ])('a readout that is there is not posted anew: %s', async (kind, at) => {
    await shipped(stage);
    stage.setNow(at);
    await postReadout(stage.world, stage.shop, 12, stage.world.now());
    const written = stage.forge.comments.map(({ id }) => id);
    const empty = await onEmptyDatabase();
    await shipped(empty);
    empty.setNow(at);
    expect(await postReadout(empty.world, empty.shop, 12, empty.world.now())).toMatchObject({ status: 'posted' });
    expect(empty.forge.comments.map(({ id }) => id)).toEqual(written);
    expect(empty.forge.comments.filter((one) => one.body.startsWith(`<!-- soundings:${kind} `))).toHaveLength(1);
  });

  test('a last readout that followed one without data stays the one that counts', async () => {
    await shipped(stage);
    const { forge } = stage;
    const key = '2026-12-01';
    for (const [id, more] of [
      [910, ''],
      [911, '-late'],
    ] as const)
      forge.comments.push({ id, number: 12, body: `<!-- soundings:final v1 key=${key}${more} -->\n\nthen` });
    const empty = await onEmptyDatabase();
    await shipped(empty);
    empty.setNow('2026-12-02T00:00:00Z');
    await postReadout(empty.world, empty.shop, 12, empty.world.now());
    const finals = forge.comments.filter((one) => one.body.startsWith('<!-- soundings:final '));
    expect(finals.map(({ id }) => id)).toEqual([910, 911]);
    expect(finals[0]?.body.length).toBeLessThan(finals[1]?.body.length ?? 0);
  });

  test('a challenge that is heard again opens no second issue; one that is raised after it costs no looking', async () => {
    const raise = (of: typeof stage, commentId: number, at: Date) =>
      handleEvent(
        of.world,
        {
          ...{ kind: 'comment-created', number: 12, onPullRequest: true, commentId, at },
          body: '/soundings challenge signups it counts bots',
        },
        { repository: of.shop, sender: { login: `rae-${commentId}`, isBot: false } },
      );
    await raise(stage, 71, new Date('2026-11-03T09:00:00Z'));
    const empty = await onEmptyDatabase();
    await raise(empty, 71, new Date('2026-11-03T09:00:00Z'));
    expect(empty.forge.opened).toHaveLength(1);
    expect(empty.forge.comments.filter((one) => one.body.startsWith('<!-- soundings:reply '))).toHaveLength(1);
    empty.forge.calls = [];
    await raise(empty, 72, new Date('2026-11-03T11:00:00Z'));
    expect(empty.forge.opened).toHaveLength(2);
    expect(empty.forge.calls).not.toContain('ownIssues');
  });

  test('the comment of a hypothesis is edited in place', async () => {
    const before = peopleIn(stage);
    before.issue(42, formBody);
    await before.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    const empty = await onEmptyDatabase();
    const people = peopleIn(empty);
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    await people.label(42, 'soundings:testing', 'ben');
    expect(people.said(42, 'hypothesis')).toHaveLength(1);
    expect(people.said(42, 'hypothesis')[0]).toContain('testing');
  });

  test('what is open is taken up by a sweep; a bet that was being measured, by an edit and a word', async () => {
    await shipped(stage);
    stage.forge.pullRequests.set(13, pullRequest({ number: 13, headSha: 'd'.repeat(40) }));
    await stage.evaluate(13);
    const empty = await onEmptyDatabase();
    const { store, world, shop, forge } = empty;
    const people = peopleIn(empty);
    const written = forge.comments.map(({ id }) => id);
    empty.setNow('2026-11-08T10:00:00Z');
    await sweepRepository(world, shop, new Date('2026-11-07T10:00:00Z'));
    await people.workOff();
    expect(await store.betOf(shop.id, 13)).toMatchObject({ state: 'open' });
    expect(await store.betOf(shop.id, 12)).toBeUndefined();

    await people.happens(changed);
    expect(await store.betOf(shop.id, 12)).toMatchObject({ state: 'merged' });
    await people.comment(12, '/soundings live 2026-11-03', 'maintainer');
    const bet = await store.betOf(shop.id, 12);
    expect(bet).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-03T12:00:00Z') });
    const due = (await store.checkpoints(bet?.id ?? '')).filter(({ kind }) => kind === 'readout');
    expect(due.map(({ dueAt }) => dueAt.toISOString().slice(0, 10))).toEqual([
      '2026-11-10',
      '2026-11-17',
      '2026-12-01',
    ]);
    expect(forge.comments.map(({ id }) => id)).toEqual(written);
  });

  test('an advice is taken back', async () => {
    await openWith(mapThatAdvises);
    const before = peopleIn(stage);
    before.issue(42, 'A wish');
    await before.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    const { forge } = stage;
    const empty = await openWorld(database, mapThatAdvises);
    Object.assign(empty.world, { forge, forgeOf: () => forge });
    await empty.store.beginMemory(began);
    const people = peopleIn({ ...empty, forge });
    const said = people.said(42, 'reference')[0];
    const issue = forge.issues.get(42);
    if (issue) forge.issues.set(42, { ...issue, body: 'Key result: KR1' });
    await people.happens({ kind: 'issue-changed', number: 42 }, 'ada');
    expect(people.said(42, 'reference')).toHaveLength(1);
    expect(people.said(42, 'reference')[0]).not.toBe(said);
  });
});

const mapThatAdvises = mapOf({ policy: 'mode: enforce, issues: advise' });

describe('younger than the memory', () => {
  const happens = async (of: typeof stage, number: number, at: string) => {
    await handleEvent(
      of.world,
      { ...changed, number },
      { repository: of.shop, sender: { login: 'ben', isBot: false }, opened: { number, at: new Date(at) } },
    );
    for (let job = of.jobs.shift(); job; job = of.jobs.shift())
      if (job.kind !== 'delivery') await doJob(of.world, of.shop, job);
  };

  test('it costs what it always did, and so does whatever has a higher number', async () => {
    const empty = await onEmptyDatabase();
    const young = ['pullRequest', 'changedPaths', 'createCheck', 'createComment'];
    await happens(empty, 12, '2026-11-03T10:00:01Z');
    expect(empty.forge.calls).toEqual(young);
    empty.forge.calls = [];
    empty.forge.pullRequests.set(13, pullRequest({ number: 13, headSha: 'e'.repeat(40) }));
    await empty.evaluate(13);
    expect(empty.forge.calls.filter((call) => call.startsWith('own'))).toEqual([]);
  });

  test.each(['2026-11-03T10:00:00Z', '2026-11-03T09:59:59Z', '2020-01-01T00:00:00Z'])(
    'not what was opened before it, %s',
    async (at) => {
      const empty = await onEmptyDatabase();
      await happens(empty, 12, at);
      expect(empty.forge.calls).toContain('ownCheck');
      expect(empty.forge.calls).toContain('ownComments');
    },
  );

  test('a memory that begins anew knows nothing of what it knew to be young, or had looked for', async () => {
    await happens(stage, 12, '2026-11-03T10:00:01Z');
    await stage.store.saveRecollected(stage.shop.id, 11, 'comments');
    expect(await stage.store.isRemembered(stage.shop.id, 11, 'comments')).toBe(true);
    await stage.store.beginMemory(new Date('2026-11-03T12:00:00Z'));
    for (const number of [11, 12])
      expect(await stage.store.isRemembered(stage.shop.id, number, 'comments')).toBe(false);
  });
});

describe('the database becomes an older copy of itself', () => {
  test('that is noticed at the start, and within a minute', async () => {
    let beat = 7;
    const begun: Date[] = [];
    const store = {
      beat: async () => ({ before: beat, after: ++beat }),
      beginMemory: async (now: Date) => void begun.push(now),
    };
    const warnings: string[] = [];
    const watch = watchMemory(store, { info() {}, error() {}, warn: (_, message) => warnings.push(message) });
    for (const second of [1, 2, 3]) await watch(new Date(second));
    // Another replica counts as well.
    beat += 5;
    await watch(new Date(4));
    beat -= 3;
    await watch(new Date(5));
    await watch(new Date(6));
    expect(begun).toEqual([new Date(1), new Date(5)]);
    expect(warnings).toEqual([expect.stringContaining('older copy of itself')]);
  });

  test('the beat grows by one, no matter who counts', async () => {
    const { after } = await stage.store.beat();
    expect(await stage.store.beat()).toEqual({ before: after, after: after + 1 });
  });
});
