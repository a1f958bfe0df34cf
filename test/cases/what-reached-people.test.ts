import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sweepRepository } from '../../src/flows/upkeep/sweep-repository.ts';
import { inRepository } from '../stage/in-repository.ts';
import { mergeOf, releasesIn, tip } from '../stage/world/releases.ts';
import { useWorld } from '../stage/world/use-world.ts';
import { pullRequest } from '../stage/world/world.ts';

/*
 * How people release, and take back, as they told it in public; #12 is the bet. The maps, the descriptions and what has to come of them stand in the file
 * beside this one; what happens is played here.
 */

interface Case {
  id: string;
  map: string;
  body: string;
  scenario: string[];
  expected: string;
}

const { stage, people, openWith } = useWorld();
const { merge, release, deploy, push, hold, betOf } = releasesIn(stage, people);

const text = readFileSync(inRepository('test/cases/what-reached-people.jsonl'), 'utf8');
const cases = text
  .trimEnd()
  .split('\n')
  .map((line): Case => JSON.parse(line));

const day = (date: string) => `2026-${date}T10:00:00Z`;
const bet = 'Key result: KR1\nExpect: signups +10% within 14 days';
const sha = (letter: string) => letter.repeat(40);
const on = (map: string, rule: string) => map.replace(/^release: .*$/m, `release: ${rule}`);
const state = async () => (await betOf(12))?.state;
const reverting = (body: string, part = {}) => merge(13, day('10-02'), { title: 'Back', body, ...part });

const plays: Record<string, (given: Case) => Promise<void>> = {
  'E1-quarter': async ({ body }) => {
    await merge(12, day('07-02'), { body });
    await release('2026.10', day('10-03'), [12]);
    await release('2027.01', '2027-01-03T10:00:00Z', [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(day('10-03')) });
  },
  'E2-stack-squashed': async ({ body }) => {
    stage.forge.headCommits.set(13, [mergeOf(12)]);
    await merge(12, day('10-01'), { body, baseRef: 'feature' });
    await merge(13, day('10-02'), { body: 'Outcome: none (chore)', headRef: 'feature' });
    await release('v1', day('10-03'), [13]);
    await release('v2', day('10-04'), [13]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1' } });
  },
  'E3-landed-by-bot': async ({ body }) => {
    stage.forge.pullRequests.set(12, pullRequest({ body }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    await push(day('11-03'), [{ sha: sha('e'), message: 'Ask for less (#12)' }]);
    stage.forge.pullRequests.set(12, pullRequest({ body, state: 'closed' }));
    await people.happens({ kind: 'pull-request-changed', number: 12 });
    await release('v1', day('11-04'), [sha('e')]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1' } });
  },
  'E4-counted-twice': async ({ body }) => {
    await merge(12, day('11-01'), { body: bet });
    await merge(20, day('11-02'), { body, title: 'Ask for less (backport #12)', baseRef: 'release/1.x' });
    await release('v1.0.1', day('11-05'), [20]);
    await release('v2.0.0', day('11-20'), [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(day('11-05')) });
    expect(await betOf(20)).toBeUndefined();
  },
  // By the map of the case GitHub's releases ship: a tag alone does not, and after a month the forecast says so. `on: tag` is the setting for it.
  'E5-tag-only': async ({ body, map }) => {
    await openWith(on(map, '{ on: tag }'));
    await merge(12, day('10-01'), { body });
    stage.forge.refs.set('v1.0.0', tip('v1.0.0'));
    hold('v1.0.0', [12]);
    await people.happens({ kind: 'tag-pushed', tag: 'v1.0.0', moved: false, at: new Date(day('10-03')) });
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { on: 'tag', name: 'v1.0.0' } });
  },
  'E6-rc-unflagged': async ({ body }) => {
    await merge(12, day('10-01'), { body });
    await release('v1.5.0-rc.2', day('10-03'), [12]);
    expect(await state()).toBe('merged');
    await release('v1.5.0', day('10-04'), [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: 'v1.5.0' } });
  },
  'E7-promoted-while-away': async ({ body }) => {
    await merge(12, day('09-30'), { body });
    await release('v2.0.0', day('10-01'), [12], true, 7);
    stage.setNow(day('10-22'));
    stage.forge.releases = [
      {
        ...{ kind: 'release-published', releaseId: 7, tag: 'v2.0.0', targetCommitish: 'main', prerelease: false },
        ...{ url: 'https://github.com/acme/shop/releases/v2.0.0', at: new Date(day('10-21')) },
      },
    ];
    await sweepRepository(stage.world, stage.shop, new Date(day('10-20')));
    await people.workOff();
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(day('10-21')) });
  },
  'E8-hotfix': async ({ body }) => {
    await merge(12, day('10-01'), { body });
    await deploy('main', day('10-02'), [12]);
    stage.forge.ancestry.set(`${tip('main')}...${tip('hotfix')}`, 'diverged');
    await deploy('hotfix', day('10-03'), []);
    expect(await betOf(12)).toMatchObject({ state: 'reverted', undoing: { by: 'rollback' } });
    stage.forge.ancestry.set(`${tip('hotfix')}...${tip('later')}`, 'diverged');
    await deploy('later', day('10-04'), [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', shippedAt: new Date(day('10-04')) });
  },
  // Which tags are whose the map has to say.
  'E9-other-package': async ({ body, map }) => {
    await openWith(on(map, '{ on: release, families: [{ paths: "packages/b/**", tags: "@acme/b@*" }] }'));
    stage.forge.paths.set(12, ['packages/b/form.ts']);
    await merge(12, day('10-01'), { body });
    await release('@acme/a@1.2.3', day('10-02'), [12]);
    expect(await state()).toBe('merged');
    await release('@acme/b@1.0.0', day('10-03'), [12]);
    expect(await betOf(12)).toMatchObject({ state: 'shipped', signal: { name: '@acme/b@1.0.0' } });
  },
  'F1-own-number': async ({ body }) => {
    await merge(12, day('10-01'), { body });
    expect(await state()).toBe('merged');
    expect(people.labelsOf(12)).toEqual([]);
  },
  'F2-release-branch': async ({ body }) => {
    await merge(12, day('10-01'), { body: bet });
    await release('v2.0.0', day('10-02'), [12]);
    await reverting(body, { baseRef: 'release/1.x' });
    expect(await state()).toBe('shipped');
  },
  'F3-partially': async ({ body }) => {
    await merge(12, day('10-01'), { body: bet });
    await reverting(body);
    expect(await state()).toBe('merged');
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('Reverted in part by #13')]);
  },
  'F4-this-pr': takesBack(),
  'F4-title-only': takesBack({ title: 'Revert #12' }),
  'F4-list': takesBack(),
  'F4-link': takesBack(),
  'F4-squash-sha': takesBack({}, `0123abcd${sha('0').slice(8)}`),
  'F5-one-push': async ({ body }) => {
    await merge(12, day('10-01'), { body });
    await release('v1', day('10-02'), [12]);
    await push(day('10-03'), [
      { sha: sha('c'), message: `Revert "Ask for less (#12)"\n\nThis reverts commit ${mergeOf(12)}.` },
      { sha: sha('d'), message: `Reapply "Ask for less (#12)"\n\nThis reverts commit ${sha('c')}.` },
    ]);
    expect(await state()).toMatch(/^(merged|shipped)$/);
  },
};

function takesBack(part = {}, mergeCommitSha = mergeOf(12)): (given: Case) => Promise<void> {
  return async ({ body }) => {
    await merge(12, day('10-01'), { body: bet, mergeCommitSha });
    await reverting(body, part);
    await release('v1', day('10-03'), [mergeCommitSha]);
    expect(await betOf(12)).toMatchObject({ state: 'reverted', undoing: { number: 13 } });
  };
}

test('every case is played', () => expect(cases.map(({ id }) => id)).toEqual(Object.keys(plays)));

test.each(cases)('$id: $expected', async (given) => {
  await openWith(given.map);
  await plays[given.id]?.(given);
});
