import { beforeEach, describe, expect, test } from 'vitest';
import type { BetRecord } from '../../../src/domain/bet/bet-record.ts';
import { rhythms } from '../../../src/domain/outcome-map/digest/plan.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const map = mapOf({
  metrics: `signups: { title: Sign-ups, unit: count, good: up, drives: [revenue], source: warehouse/signups }
  revenue: { title: Revenue, unit: usd, good: up, horizon: lagging, source: warehouse/revenue }`,
  policy: 'mode: advise',
  more: `digest: { repository: acme/goals, weekly: "mon 09:00", monthly: "1 09:00", quarterly: "1 09:00", timezone: Europe/Berlin, repositories: [shop] }`,
});

const { stage, people } = useWorld(map);

let goals: Repository;

beforeEach(async () => {
  const { shop, forge, store, world, setNow } = stage;
  goals = { ...shop, id: shop.id + 700_000, name: 'goals' };
  forge.repositories.set('goals', goals);
  forge.repositories.set('shop', shop);
  const state = await world.maps.inForce(shop);
  if (!('map' in state)) throw new Error('there is a map');
  await store.saveMapState(shop.id, { lastGood: state });
  // Asked for since Tuesday.
  await tickAt('2026-11-03T10:00:00Z');
  setNow('2026-11-04T10:00:00Z');
  forge.pullRequests.set(12, pullRequest({ body: betOn() }));
  await stage.evaluate(12);
  stage.jobs.length = 0;
  forge.calls = [];
});

/** What a minute's round does. */
async function tickAt(now: string): Promise<void> {
  stage.setNow(now);
  // Worlds share a database.
  const due = await stage.store.claimDigests(new Date(now), 1_000);
  const mine = due.filter(({ repositoryId }) => repositoryId === stage.shop.id);
  for (const one of mine) stage.jobs.push({ kind: 'digest', ...one });
  await people.workOff();
}

const issues = () => stage.forge.opened.map(({ title, repository }) => `${repository}: ${title}`);
const editions = () =>
  stage.forge.comments
    .filter(({ body }) => body.startsWith('<!-- soundings:digest'))
    .map(({ number, body }) => `${number} ${body.split('\n')[0]}`);
const change = async (part: Partial<BetRecord>) => {
  const bet = await stage.store.betOf(stage.shop.id, 12);
  if (bet) await stage.store.saveBet({ ...bet, ...part });
};

test('one whose job is given up is tried the next day: each try asks its sources', async () => {
  const { store, shop } = stage;
  await store.restDigest(shop.id, 'weekly', new Date('2026-11-10T08:20:00Z'));
  await tickAt('2026-11-10T08:19:00Z');
  expect(issues()).toEqual([]);
  await tickAt('2026-11-10T08:20:00Z');
  expect(issues()).toEqual(['goals: Weekly digest: 2026-W45']);
});

describe('a digest', () => {
  test('is written when it is due, once: an issue, and a comment of its edition', async () => {
    await tickAt('2026-11-09T07:59:00Z');
    expect(issues()).toEqual([]);
    await tickAt('2026-11-09T08:00:00Z');
    expect(issues()).toEqual(['goals: Weekly digest: 2026-W45']);
    const [issue] = stage.forge.opened;
    expect(editions()).toEqual([`${issue?.number} <!-- soundings:digest v1 rhythm=weekly edition=2026-W45 -->`]);
    expect(issue?.labels).toEqual(['soundings:digest']);
    expect(issue?.body.replaceAll('\u00a0', ' ')).toMatchSnapshot();
    const calls = [...stage.forge.calls];
    await tickAt('2026-11-09T08:01:00Z');
    await tickAt('2026-11-09T12:00:00Z');
    expect(stage.forge.calls).toEqual(calls);
    expect(calls).toEqual(['repositoryNamed', 'ownIssues', 'createIssue', 'ownComments', 'createComment']);
  });

  test('is edited in place by the next edition, which has a comment of its own; nothing new, nothing written', async () => {
    await tickAt('2026-11-09T08:00:00Z');
    await tickAt('2026-11-16T08:00:00Z');
    expect([issues(), editions()]).toEqual([['goals: Weekly digest: 2026-W45'], [expect.any(String)]]);
    await change({
      state: 'shipped',
      mergedAt: new Date('2026-11-17T09:00:00Z'),
      shippedAt: new Date('2026-11-18T09:00:00Z'),
    });
    await tickAt('2026-11-23T08:00:00Z');
    expect(issues()).toEqual(['goals: Weekly digest: 2026-W47']);
    expect(editions().map((line) => /edition=(\S+)/.exec(line)?.[1])).toEqual(['2026-W45', '2026-W47']);
    expect(stage.forge.opened[0]?.body).toContain('### Shipped\n\n- **Ask for less** acme/shop#12 (`KR1`)');
  });

  test('is news once where a bet became silent, and nothing else happened', async () => {
    await tickAt('2026-11-09T08:00:00Z');
    await change({ state: 'merged', mergedAt: new Date('2026-11-10T09:00:00Z') });
    for (const day of ['11-16', '11-23', '11-30', '12-07', '12-14', '12-21', '12-28'])
      await tickAt(`2026-${day}T08:00:00Z`);
    const weeks = editions().flatMap((line) => /edition=(\S+-W\d+)/.exec(line)?.[1] ?? []);
    // In no release a month after its merge, on 10 December.
    expect(weeks).toEqual(['2026-W45', '2026-W50']);
    expect(stage.forge.opened[0]?.body).toContain(
      '1 bet was merged more than a month ago and is in no release: acme/shop#12 (since 10 Nov).',
    );
  });

  test('that was missed is not made up for: the newest alone', async () => {
    await change({
      state: 'shipped',
      mergedAt: new Date('2026-11-17T09:00:00Z'),
      shippedAt: new Date('2026-11-18T09:00:00Z'),
    });
    await tickAt('2026-11-24T08:00:00Z');
    expect(editions().map((line) => /edition=(\S+)/.exec(line)?.[1])).toEqual(['2026-W47']);
  });

  test('of each rhythm has an issue of its own', async () => {
    await tickAt('2026-11-09T08:00:00Z');
    await tickAt('2026-12-01T08:00:00Z');
    await tickAt('2027-01-01T08:00:00Z');
    expect(issues()).toEqual([
      ...['goals: Weekly digest: 2026-W45', 'goals: Monthly digest: 2026-11', 'goals: Quarterly digest: 2026-Q4'],
    ]);
    expect(stage.forge.opened.slice(1).map(({ body }) => body.replaceAll('\u00a0', ' '))).toMatchSnapshot();
  });

  test.each([...['repositoryNamed', 'ownIssues', 'createIssue', 'ownComments', 'createComment']])(
    'whose %s fails, before or after it was done, is written once',
    async (call) => {
      for (const done of [false, true]) {
        const { forge, world } = stage;
        let fails = true;
        world.forge = new Proxy(forge, {
          get(target, name) {
            const member = Reflect.get(target, name, target);
            if (name !== call) return typeof member === 'function' ? member.bind(target) : member;
            return async (...given: unknown[]) => {
              const isThis = fails;
              fails = false;
              if (isThis && !done) throw new Error('interrupted');
              const answer = await member.apply(target, given);
              if (isThis) throw new Error('interrupted');
              return answer;
            };
          },
        });
        const due = done ? '2026-11-16T08:00:00Z' : '2026-11-09T08:00:00Z';
        if (done)
          await change({
            state: 'shipped',
            mergedAt: new Date('2026-11-10T09:00:00Z'),
            shippedAt: new Date('2026-11-11T09:00:00Z'),
          });
        await tickAt(due).catch((error) => expect(error.message).toBe('interrupted'));
        // As by another tick, an hour later.
        await tickAt(due.replace('T08', 'T09'));
        expect(issues()).toEqual([`goals: Weekly digest: ${done ? '2026-W46' : '2026-W45'}`]);
        expect(editions()).toHaveLength(done ? 2 : 1);
      }
    },
  );

  test('is found again by a database that has forgotten it', async () => {
    await tickAt('2026-11-09T08:00:00Z');
    await stage.store.saveDigest(stage.shop.ownerId, 'shop', { rhythm: 'weekly', since: new Date(0) }, new Date(0));
    await tickAt('2026-11-09T12:00:00Z');
    expect([issues().length, editions().length]).toEqual([1, 1]);
  });

  test('of a map that asks for none any more is forgotten', async () => {
    const { digest: _, ...without } = (await stage.store.mapFiles(stage.shop.id)).lastGood?.map ?? {
      digest: undefined,
    };
    stage.world.maps.inForce = async () => ({
      kind: 'valid',
      map: without as never,
      version: 'v2',
      home: { name: 'shop' },
    });
    await tickAt('2026-12-01T08:00:00Z');
    const kept = rhythms.map((rhythm) => stage.store.digest(stage.shop.ownerId, 'shop', rhythm));
    expect([(await Promise.all(kept)).filter((one) => one?.rhythm !== 'quarterly'), issues()]).toEqual([
      [undefined, undefined],
      [],
    ]);
  });

  test.each([
    ['is not there', () => stage.forge.repositories.delete('goals')],
    ['lets nobody open issues', () => stage.forge.issuesOff.add('goals')],
  ])('waits for its next time where its repository %s', async (_, spoil) => {
    spoil();
    await tickAt('2026-11-09T08:00:00Z');
    await tickAt('2026-11-09T12:00:00Z');
    expect(issues()).toEqual([]);
    expect(stage.forge.calls.filter((call) => call === 'repositoryNamed')).toHaveLength(1);
  });
});

describe('what a digest tells', () => {
  test('holds private repositories only where the map names them, and none of which GitHub says that it became private', async () => {
    const { shop, forge, store, world } = stage;
    const state = await world.maps.inForce(shop);
    if (!('map' in state) || !state.map.digest) throw new Error('there is a plan');
    const plan = { ...state.map.digest, repositories: [] };
    world.maps.inForce = async () => ({ ...state, map: { ...state.map, digest: plan } });
    await tickAt('2026-11-09T08:00:00Z');
    expect(issues()).toEqual([]);
    await store.rememberRepository({ ...shop, private: false }, new Date('2026-11-01T00:00:00Z'));
    forge.present = async () => shop;
    await change({
      state: 'shipped',
      mergedAt: new Date('2026-11-10T09:00:00Z'),
      shippedAt: new Date('2026-11-11T09:00:00Z'),
    });
    await tickAt('2026-11-16T08:00:00Z');
    expect(issues()).toEqual([]);
  });

  test('shows no figure, no title and no name of the map in a public repository, unless they are public', async () => {
    stage.forge.repositories.set('goals', { ...goals, private: false });
    await tickAt('2026-11-09T08:00:00Z');
    const [issue] = stage.forge.opened;
    expect(issue?.body).toContain('acme/shop#12');
    expect(issue?.body).not.toMatch(/Ask for less|KR1|Sign-ups|signups|1,0\d\d/);
    expect(editions()).toHaveLength(1);
  });

  test('is taken back when its repository becomes public', async () => {
    await tickAt('2026-11-09T08:00:00Z');
    const [issue] = stage.forge.opened;
    stage.jobs.push({ kind: 'rewrite', repositoryId: goals.id, number: issue?.number ?? 0 });
    await people.workOff();
    expect(issue?.body).toContain('What stood here was withdrawn.');
    expect(stage.forge.comments.filter(({ body }) => body.includes('Ask for less'))).toEqual([]);
    expect(editions()).toEqual([expect.stringContaining('edition=2026-W45')]);
  });
});
