import { beforeEach, describe, expect, test } from 'vitest';
import { sweepRepository } from '../../../src/flows/upkeep/sweep-repository.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { releasesIn, tip } from '../../stage/world/releases.ts';
import { useWorld } from '../../stage/world/use-world.ts';

const { stage, people, openWith } = useWorld(mapOf({ more: 'release: { on: tag }' }));
const { merge, release, hold, betOf } = releasesIn(stage, people);

const merged = '2026-11-01T10:00:00Z';
async function tag(name: string, at: string, holds: number[], moved = false, commit = name) {
  stage.forge.refs.set(name, tip(commit));
  hold(commit, holds);
  stage.setNow(at);
  await people.happens({ kind: 'tag-pushed', tag: name, moved, at: new Date(at) });
}

describe('where tags ship', () => {
  beforeEach(() => merge(12, merged));

  test('one that holds the bet is its release; an event more, and a later tag, change nothing', async () => {
    await tag('v0.9.0', '2026-11-02T10:00:00Z', []);
    await tag('v1.0.0', '2026-11-03T10:00:00Z', [12]);
    await tag('v1.0.0', '2026-11-03T10:00:00Z', [12]);
    await tag('v1.1.0', '2026-11-04T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({
      state: 'shipped',
      shippedAt: new Date('2026-11-03T10:00:00Z'),
      signal: { on: 'tag', name: 'v1.0.0' },
    });
    expect(people.said(12, 'forecast')).toEqual([expect.stringContaining('Shipped in **v1.0.0** on 3 Nov')]);
  });

  test('one that moves on is a release each time, as production or v1 is', async () => {
    await tag('production', '2026-11-02T10:00:00Z', [], false, 'one');
    await tag('production', '2026-11-03T10:00:00Z', [12], true, 'two');
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-03T10:00:00Z') });
  });

  test.each([['v1.0.0-rc.1'], ['nightly']])('%s is a pre-release', async (name) => {
    await tag(name, '2026-11-03T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
  });

  test('what nobody told of is found by the sweep', async () => {
    stage.setNow('2026-11-04T10:00:00Z');
    stage.forge.refs.set('v1.0.0', tip('v1.0.0'));
    hold('v1.0.0', [12]);
    stage.forge.tags = [{ tag: 'v1.0.0', sha: tip('v1.0.0'), at: new Date('2026-11-03T10:00:00Z') }];
    await sweepRepository(stage.world, stage.shop, new Date('2026-11-03T00:00:00Z'));
    await people.workOff();
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-03T10:00:00Z') });
  });
});

test('a merge that is heard of after its tag is found in it, though GitHub dates the tag by the last push', async () => {
  await tag('v1.0.0', '2026-11-01T09:59:40Z', [12]);
  await merge(12, merged);
  expect(await betOf()).toMatchObject({
    state: 'shipped',
    shippedAt: new Date(merged),
    signal: { on: 'tag', name: 'v1.0.0' },
  });
});

describe('where releases ship', () => {
  beforeEach(async () => {
    await openWith(mapOf({ more: 'release: { on: release }' }));
    await merge(12, merged);
  });

  test('a tag alone is none', async () => {
    await tag('v1.0.0', '2026-11-03T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'merged' });
  });

  test('one whose tag is moved ships what the tag holds now, from then on', async () => {
    await release('v1.0.0', '2026-11-02T10:00:00Z', []);
    await tag('v1.0.0', '2026-11-03T10:00:00Z', [12], true, 'again');
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-03T10:00:00Z') });
  });

  test('one that is edited is looked at again only if it stands on another commit', async () => {
    const edited = (at: string) =>
      people.happens({
        ...{ kind: 'release-published', releaseId: 7, tag: 'v1', targetCommitish: 'main', prerelease: false },
        ...{ url: 'https://github.com/acme/shop/releases/v1', edited: true, at: new Date(at) },
      });
    await release('v1', '2026-11-02T10:00:00Z', [], false, 7);
    stage.forge.calls = [];
    await edited('2026-11-03T10:00:00Z');
    expect(stage.forge.calls).toEqual(['commitOf']);
    stage.forge.refs.set('v1', tip('other'));
    hold('other', [12]);
    await edited('2026-11-04T10:00:00Z');
    expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-11-04T10:00:00Z') });
  });
});

describe('in a monorepo', () => {
  const families = `release:
  on: release
  families:
    - { paths: "packages/a/**", tags: "@acme/a@*" }
    - { paths: ["packages/b/**", "!packages/b/docs/**"], tags: ["@acme/b@*"] }`;
  beforeEach(() => openWith(mapOf({ more: families })));

  test.each<[string, string[], string | undefined]>([
    ['by its own tags alone', ['packages/b/form.ts'], '@acme/b@1.0.0'],
    ['of two packages by whichever comes first', ['packages/a/x.ts', 'packages/b/form.ts'], '@acme/a@1.2.3'],
    ['of none by any', ['README.md', 'packages/b/docs/x.md'], '@acme/a@1.2.3'],
  ])('a change ships %s', async (_, paths, name) => {
    stage.forge.paths.set(12, paths);
    await merge(12, merged);
    await release('@acme/a@1.2.3', '2026-11-02T10:00:00Z', [12]);
    await release('@acme/b@1.0.0', '2026-11-03T10:00:00Z', [12]);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name } });
  });

  test('one that is heard of after its releases too', async () => {
    stage.forge.paths.set(12, ['packages/b/form.ts']);
    await release('@acme/a@1.2.3', '2026-11-02T10:00:00Z', [12]);
    await release('@acme/b@1.0.0', '2026-11-03T10:00:00Z', [12]);
    await merge(12, merged);
    expect(await betOf()).toMatchObject({ state: 'shipped', signal: { name: '@acme/b@1.0.0' } });
  });
});
