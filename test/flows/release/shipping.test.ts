import { beforeEach, describe, expect, test } from 'vitest';
import { mergeOf, releasesIn, tip } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';

const { stage, people, openWith } = useWorld();

const map = (release: string) => `version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }
objectives:
  - { id: O1, title: Small teams find us, key_results: [ { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 } ] }
policy: { mode: enforce }
release: ${release}
`;
const open = (release: string) => openWith(map(release));

const { merge, release, deploy, betOf } = releasesIn(stage, people);

describe('a release', () => {
  beforeEach(() => open('{ on: release }'));

  test('ships what was merged a quarter before, once', async () => {
    await merge(12, '2026-07-02T10:00:00Z');
    await release('2026.10', '2026-10-03T10:00:00Z', [12]);
    await release('2027.01', '2027-01-03T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-10-03T10:00:00Z') });
  });

  test('that only its name tells to be a pre-release ships nothing', async () => {
    await merge(12, '2026-10-01T10:00:00Z');
    await release('v1.5.0-rc.2', '2026-10-03T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
    await release('v1.5.0', '2026-10-04T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: 'v1.5.0' } });
  });
});

test('a pre-release that becomes a release ships what it holds, whatever it is called', async () => {
  await open('{ on: release }');
  await merge(12, '2026-10-01T10:00:00Z');
  await release('v1.5.0-rc.2', '2026-10-03T10:00:00Z', [12], true, 7);
  expect(await betOf()).toMatchObject({ state: 'merged' });
  await release('v1.5.0-rc.2', '2026-10-05T10:00:00Z', [12], false, 7);
  expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-10-05T10:00:00Z') });
});

test('a merge that is heard of after a pre-release has not shipped with it', async () => {
  await open('{ on: release }');
  await release('v1.5.0-rc.2', '2026-10-03T10:00:00Z', [12], true, 7);
  await merge(12, '2026-10-01T10:00:00Z');
  expect(await betOf()).toMatchObject({ state: 'merged' });
});

test('a hotfix cut from an older commit takes back what it does not hold, until that is there again', async () => {
  await open('{ on: deployment, environment: production }');
  await merge(12, '2026-10-01T10:00:00Z');
  await deploy('main', '2026-10-02T10:00:00Z', [12]);
  stage.forge.ancestry.set(`${tip('main')}...${tip('hotfix')}`, 'diverged');
  stage.forge.ancestry.set(`${mergeOf(12)}...${tip('hotfix')}`, 'diverged');
  await deploy('hotfix', '2026-10-03T10:00:00Z', []);
  expect(await betOf()).toMatchObject({ state: 'reverted', undoing: { by: 'rollback' } });
  stage.forge.ancestry.set(`${tip('hotfix')}...${tip('later')}`, 'diverged');
  await deploy('later', '2026-10-04T10:00:00Z', [12]);
  expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-10-04T10:00:00Z') });
});

test('a branch that is deployed before its merge takes nothing back that it holds', async () => {
  await open('{ on: deployment, environment: production }');
  await merge(12, '2026-10-01T10:00:00Z');
  await deploy('main', '2026-10-02T10:00:00Z', [12]);
  stage.forge.ancestry.set(`${tip('main')}...${tip('feature')}`, 'diverged');
  await deploy('feature', '2026-10-03T10:00:00Z', [12]);
  expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-10-02T10:00:00Z') });
});

describe('what looks like a revert', () => {
  beforeEach(() => open('{ on: release }'));

  test('in its own plan for going back is none', async () => {
    const body = 'Key result: KR1\nExpect: signups +10% within 14 days\n\n## Rollback plan\n\nRevert #12 and redeploy.';
    await merge(12, '2026-10-01T10:00:00Z', { body });
    expect(await betOf()).toMatchObject({ state: 'merged' });
    expect(people.labelsOf(12)).toEqual([]);
  });

  test('of a part is none', async () => {
    await merge(12, '2026-10-01T10:00:00Z');
    await merge(13, '2026-10-02T10:00:00Z', {
      body: 'Outcome: none (bugfix)\n\nReverts #12 partially: only the phone field comes back.',
    });
    expect(await betOf()).toMatchObject({ state: 'merged' });
  });

  test('and its re-apply, in one push, leave the bet waiting for a release', async () => {
    await merge(12, '2026-10-01T10:00:00Z');
    await release('v1', '2026-10-02T10:00:00Z', [12]);
    const commits = [
      { sha: 'c'.repeat(40), message: `Revert "Ask for less (#12)"\n\nThis reverts commit ${mergeOf(12)}.` },
      { sha: 'd'.repeat(40), message: `Reapply "Ask for less (#12)"\n\nThis reverts commit ${'c'.repeat(40)}.` },
    ].map((commit, index) => ({ ...commit, at: new Date(Date.parse('2026-10-03T10:00:00Z') + index * 60_000) }));
    await people.happens({ kind: 'commits-pushed', commits, at: new Date('2026-10-03T10:05:00Z'), touchesMap: false });
    expect(await betOf()).toMatchObject({ state: expect.stringMatching(/^(merged|shipped)$/) });
  });
});
