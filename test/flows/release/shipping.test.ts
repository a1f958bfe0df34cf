import { expect, test } from 'vitest';
import { releasesIn, tip } from '../../stage/world/releases.ts';
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

test('a branch that is deployed before its merge takes nothing back that it holds', async () => {
  await open('{ on: deployment, environment: production }');
  await merge(12, '2026-10-01T10:00:00Z');
  await deploy('main', '2026-10-02T10:00:00Z', [12]);
  stage.forge.ancestry.set(`${tip('main')}...${tip('feature')}`, 'diverged');
  await deploy('feature', '2026-10-03T10:00:00Z', [12]);
  expect(await betOf()).toMatchObject({ state: 'shipped', shippedAt: new Date('2026-10-02T10:00:00Z') });
});
