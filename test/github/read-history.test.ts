import { expect, test } from 'vitest';
import { mockGitHub, sha, shop } from './mock-github.ts';

const github = mockGitHub();
const since = new Date('2026-11-20T00:00:00Z');
const repo = '/repos/acme/shop';
const more = (path: string, page: number) => ({
  link: `<https://api.github.com${path}?per_page=100&page=${page}>; rel="next"`,
});

test('merged since: pages may be short and have more behind them; read until one is older throughout', async () => {
  const pulls = `${repo}/pulls`;
  const page = (number: number) => ({
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
    page: number,
  });
  const closed = (number: number, updated_at: string, merged_at: string | null) => ({ number, updated_at, merged_at });
  github.api
    .get(pulls)
    .query(page(1))
    .reply(
      200,
      [
        closed(9, '2026-11-23T00:00:00Z', '2026-11-22T00:00:00Z'),
        closed(2, '2026-11-23T00:00:00Z', '2026-10-01T00:00:00Z'),
      ],
      more(pulls, 2),
    );
  github.api
    .get(pulls)
    .query(page(2))
    .reply(
      200,
      [closed(8, '2026-11-21T00:00:00Z', null), closed(7, '2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z')],
      more(pulls, 3),
    );
  github.api
    .get(pulls)
    .query(page(3))
    .reply(200, [closed(6, '2026-11-19T00:00:00Z', '2026-11-19T00:00:00Z')], more(pulls, 4));
  expect(await github.forge.mergedSince(shop, since)).toEqual([9, 7]);
});

test('releases since, of all pages, oldest first; no drafts', async () => {
  const releases = `${repo}/releases`;
  const release = (id: number, published_at: string | null, draft = false) => ({
    ...{ id, tag_name: `v${id}`, target_commitish: 'main', prerelease: false, draft, published_at },
    ...{ html_url: `https://github.com/acme/shop/releases/v${id}`, created_at: '2026-11-01T00:00:00Z' },
  });
  github.api
    .get(releases)
    .query({ per_page: 100, page: 1 })
    .reply(200, [release(5, null, true), release(4, '2026-11-22T00:00:00Z')], more(releases, 2));
  github.api
    .get(releases)
    .query({ per_page: 100, page: 2 })
    .reply(200, [release(3, '2026-11-21T00:00:00Z'), release(2, '2026-11-10T00:00:00Z')]);
  expect((await github.forge.releasesSince(shop, since)).map(({ tag }) => tag)).toEqual(['v3', 'v4']);
});

test('deployments since: only of the wanted is it asked whether they succeeded', async () => {
  const deployments = `${repo}/deployments`;
  const deployment = (id: number, environment: string, created_at = '2026-11-22T00:00:00Z') => ({
    ...{ id, environment, sha, created_at, production_environment: false, transient_environment: false },
  });
  github.api
    .get(deployments)
    .query({ per_page: 100, page: 1 })
    .reply(200, [deployment(5, 'live'), deployment(4, 'preview'), deployment(3, 'live')], more(deployments, 2));
  github.api
    .get(deployments)
    .query({ per_page: 100, page: 2 })
    .reply(
      200,
      [
        { ...deployment(2, 'live', '2026-11-19T00:00:00Z'), updated_at: '2026-11-22T01:00:00Z' },
        deployment(1, 'live', '2026-11-18T00:00:00Z'),
      ],
      more(deployments, 3),
    );
  github.api
    .get(deployments)
    .query({ per_page: 100, page: 3 })
    .reply(200, [deployment(0, 'live', '2026-10-01T00:00:00Z')], more(deployments, 4));
  const statuses = (id: number, states: string[]) =>
    github.api
      .get(`${deployments}/${id}/statuses`)
      .query({ per_page: 100, page: 1 })
      .reply(
        200,
        states.map((state) => ({ state, environment: 'live', created_at: '2026-11-22T01:00:00Z' })),
      );
  statuses(5, ['success', 'in_progress']);
  statuses(3, ['failure']);
  // Made before, and approved since.
  statuses(2, ['waiting', 'success']);
  expect(await github.forge.deploymentsSince(shop, since, ({ environment }) => environment === 'live')).toEqual([
    {
      ...{ kind: 'deployment-succeeded', deploymentId: 2, environment: 'live', production: false, transient: false },
      ...{ sha, at: new Date('2026-11-22T01:00:00Z') },
    },
    {
      ...{ kind: 'deployment-succeeded', deploymentId: 5, environment: 'live', production: false, transient: false },
      ...{ sha, at: new Date('2026-11-22T01:00:00Z') },
    },
  ]);
});

test('tags since, by GraphQL, which alone dates them: what was tagged since, and what stands on a commit of the last month', async () => {
  const commit = (oid: string, committedDate: string) => ({ oid, committedDate });
  const nodes = [
    {
      name: 'v3',
      target: { oid: 'a1', tagger: { date: '2026-11-22T00:00:00Z' }, target: commit('c3', '2026-11-01T00:00:00Z') },
    },
    { name: 'v2', target: commit('c2', '2026-11-10T00:00:00Z') },
    {
      name: 'v1',
      target: { oid: 'a0', tagger: { date: '2026-11-11T00:00:00Z' }, target: commit('c1', '2026-11-11T00:00:00Z') },
    },
    { name: 'v0', target: commit('c0', '2026-10-01T00:00:00Z') },
  ];
  github.api.post('/graphql').reply(200, { data: { repository: { refs: { nodes } } } });
  expect(await github.forge.tagsSince(shop, since)).toEqual([
    { tag: 'v2', sha: 'c2', at: since },
    { tag: 'v3', sha: 'c3', at: new Date('2026-11-22T00:00:00Z') },
  ]);
  github.api.post('/graphql').reply(403, { message: 'no' });
  expect(await github.forge.tagsSince(shop, since)).toEqual([]);
});
