import { beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../../../src/domain/repository.ts';
import { askWhatWasLearned } from '../../../src/flows/readout/ask-learning.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { formBody } from '../../stage/world/people.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

/* What is told of another repository is told on the right of the author, whatever leads to it: a bet, a challenge, a hypothesis, where it was stopped. */

let vault: Repository;
const { stage, people } = useWorld();
beforeEach(async () => {
  vault = { ...stage.shop, id: stage.shop.id + 300_000, name: 'vault' };
  stage.forge.repositories.set('vault', vault);
  await stage.store.rememberRepository(vault);
});

type Here = { isPublic?: boolean; reads?: boolean };
const standing = async ({ isPublic = false, reads = false }: Here) => {
  stage.shop.private = !isPublic;
  await stage.store.rememberRepository(stage.shop);
  // The map is the shop's, for the vault too.
  for (const login of ['ben', 'ada', 'rae']) stage.forge.readers.add(`${login} in shop`);
  // `ben` opens pull requests, `ada` issues, `rae` comments.
  if (reads) for (const login of ['ben', 'ada', 'rae']) stage.forge.readers.add(`${login} in vault`);
};
const cases: [string, Here, boolean][] = [
  ['a private repository whose author may not read the other', {}, false],
  ['a private repository whose author may', { reads: true }, true],
  ['a public repository, which everybody reads', { isPublic: true }, false],
  ['the same, although the author may', { isPublic: true, reads: true }, false],
];
const everything = () =>
  JSON.stringify([stage.forge.comments.filter(({ number }) => number !== 40), stage.forge.checks, stage.forge.opened]);
const bet = async (number: number, repository: Repository, body: string) => {
  stage.forge.pullRequests.set(number, pullRequest({ number, body, headSha: `${number}`.padStart(40, 'a') }));
  await stage.evaluate(number, repository);
  await people.workOff();
};
const expects = betOn('signups', 5);

describe.each(cases)('in %s', (_, here, isNamed) => {
  beforeEach(() => standing(here));

  test('a bet on the same metric', async () => {
    await bet(40, vault, expects);
    await bet(12, stage.shop, expects);
    const [forecast] = people.said(12, 'forecast');
    expect(forecast).toContain(`**Also on this metric** ${isNamed ? 'acme/vault#40' : 'a bet in another repository'}`);
    expect(everything().includes('vault')).toBe(isNamed);
  });

  test('a challenge of the metric, raised and answered there', async () => {
    stage.forge.pullRequests.set(40, pullRequest({ number: 40 }));
    await people.comment(40, '/soundings challenge signups the board lied', 'rae', undefined, vault);
    const [issue] = stage.forge.opened.splice(0);
    await stage.store.saveChallenge(stage.shop.ownerId, {
      ...(await stage.store.openChallenges(stage.shop.ownerId))[0],
      issue: { repositoryId: vault.id, number: issue?.number ?? 0 },
    } as never);
    await bet(12, stage.shop, expects);
    const [forecast] = people.said(12, 'forecast');
    expect(forecast?.includes('**Challenged**')).toBe(isNamed);
    expect(everything().includes('vault')).toBe(isNamed);
  });

  test('a challenge of a hypothesis there', async () => {
    people.issue(43, formBody, { repository: 'vault', title: 'We run out of money' });
    stage.forge.pullRequests.set(12, pullRequest());
    const reply = await people.comment(12, '/soundings challenge acme/vault#43 why do we think so', 'rae');
    expect(reply?.includes('is not a hypothesis')).toBe(!isNamed);
    expect(everything().includes('out of money')).toBe(isNamed);
    // Somebody else, as words come once a person and day.
    const none = await people.comment(12, '/soundings challenge acme/vault#44 why do we think so', 'sam');
    if (!isNamed) expect(reply).toBe(none?.replaceAll('44', '43'));
  });

  test('a pull request there that rests on a hypothesis here', async () => {
    people.issue(42, formBody);
    stage.forge.readers.add('ben in shop');
    await people.happens({ kind: 'issue-changed', number: 42 });
    // It is there as if GitHub had said that its author may read the hypothesis.
    await bet(40, { ...vault, private: true }, `${expects}\nHypothesis: acme/shop#42`);
    expect(everything().includes('acme/vault#40')).toBe(isNamed);
    expect(people.said(42, 'hypothesis')[0]).toContain(
      isNamed ? 'acme/vault#40' : 'a pull request of another repository',
    );
  });

  test('where a hypothesis was stopped', async () => {
    people.issue(42, formBody);
    await people.happens({ kind: 'issue-changed', number: 42 });
    const [known] = await stage.store.hypothesisStandings(stage.shop.ownerId, [
      { owner: 'acme', repository: 'shop', number: 42 },
    ]);
    const stopped = { at: stage.world.now(), by: 'ann', why: '', on: 'acme/vault#40' };
    if (known) await stage.store.saveHypothesisStanding(stage.shop.id, 42, { ...known, stopped });
    await bet(12, stage.shop, 'Hypothesis: #42');
    await people.happens({ kind: 'issue-changed', number: 42, label: { name: 'hypothesis', set: true } });
    expect(people.check(12)?.summary).toContain('was stopped on');
    expect(everything().includes('acme/vault#40')).toBe(isNamed);
  });

  test('a hypothesis there, on which a bet was made while it could be read', async () => {
    people.issue(43, formBody, { repository: 'vault', title: 'We run out of money' });
    await standing({ reads: true });
    await bet(12, stage.shop, `${expects}\nHypothesis: acme/vault#43\nTrack: discovery`);
    expect(people.said(12, 'forecast')[0]).toContain('out of money');
    stage.forge.readers.clear();
    await standing(here);
    const mergedAt = new Date('2026-11-03T09:30:00Z');
    const record = await stage.store.betOf(stage.shop.id, 12);
    if (!record) throw new Error('there is a bet');
    await stage.store.saveBet({ ...record, state: 'merged', frozenBody: '', mergedAt });
    await stage.store.saveCheckpoints(record.id, [
      { kind: 'learning', afterDays: 0, dueAt: stage.world.now(), final: false },
    ]);
    stage.forge.pullRequests.delete(12);
    await askWhatWasLearned(stage.world, stage.shop, 12, stage.world.now());
    stage.jobs.push({ kind: 'forecast', repositoryId: stage.shop.id, number: 12 });
    await people.workOff();
    expect(people.said(12, 'question')[0]).toContain('find something out');
    const told = JSON.stringify(stage.forge.comments.filter(({ number }) => number === 12));
    expect(told.includes('out of money')).toBe(isNamed);
    expect(told.includes('vault')).toBe(isNamed);
  });
});

describe('what is said in a private repository', () => {
  test.each(['/soundings hypothesis invalidated', '/soundings decide stop'])(
    'is not repeated in a public one: %s',
    async (command) => {
      const open = { ...stage.shop, id: stage.shop.id + 400_000, name: 'open', private: false };
      stage.forge.repositories.set('open', open);
      await stage.store.rememberRepository(open);
      people.issue(42, formBody, { repository: 'open' });
      await bet(12, stage.shop, `${expects}\nHypothesis: acme/open#42`);
      await people.comment(12, `${command} "the board lied"`);
      const [there] = await stage.store.hypothesisStandings(stage.shop.ownerId, [
        { owner: 'acme', repository: 'open', number: 42 },
      ]);
      expect(there?.history.at(-1)?.evidence).toBe('The reason was given in a private repository');
      expect(JSON.stringify(people.said(42, 'hypothesis'))).not.toContain('lied');
    },
  );
});
