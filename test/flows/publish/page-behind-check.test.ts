import { beforeEach, expect, test } from 'vitest';
import { betStory } from '../../../src/db/pages/bet-story.ts';
import { rewrite } from '../../../src/flows/upkeep/rewrite.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, database } = useWorld();

const opened = async () => {
  stage.forge.pullRequests.set(12, pullRequest({ body: 'Nothing about outcomes.' }));
  await people.happens({ kind: 'pull-request-changed', number: 12 });
};
const words = async () => {
  const reader = new Map([[stage.shop.id, { name: stage.shop.name, private: true }]]);
  return (await betStory(database.database, stage.shop.id, 12, reader))?.check;
};

beforeEach(() => {
  delete stage.world.pageOf;
});

test('with pages off a check leads nowhere else; with pages on it leads to its page, and is written for it once', async () => {
  await opened();
  expect(stage.forge.checks.map(({ detailsUrl }) => detailsUrl)).toEqual([undefined]);
  stage.world.pageOf = ({ owner, name }, number) => `https://pages.example/o/${owner}/bets/${name}/${number}`;
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  expect(stage.forge.checks.map(({ detailsUrl }) => detailsUrl)).toEqual(['https://pages.example/o/acme/bets/shop/12']);
  const before = stage.forge.calls.length;
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  expect(stage.forge.calls.slice(before)).not.toContain('updateCheck');
});

test('the page repeats what the check says, and what is taken back on GitHub is taken back there', async () => {
  await opened();
  const { title = '', summary = '' } = people.check(12) ?? {};
  expect(title).not.toBe('');
  expect(await words()).toMatchObject({ conclusion: 'failure', isOpen: true, words: { title, summary } });
  stage.world.maps.inForce = async () => ({ kind: 'none' });
  await rewrite(stage.world, stage.shop, 12);
  const withdrawn = people.check(12);
  expect(withdrawn?.summary).not.toBe(summary);
  expect((await words())?.words).toEqual({ title: withdrawn?.title, summary: withdrawn?.summary });
});
