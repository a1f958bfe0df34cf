import type { Repository } from '../domain/facts.ts';
import type { Forge } from '../flows/ports.ts';
import { at } from './at.ts';
import { allPages } from './pages.ts';
import type { Requests } from './requests.ts';

/*
 * What happened in a repository since an instant, read from GitHub's lists instead of from its events: for the sweep that finds what passed
 * us by.
 */

const mostPages = 10;
const mostDeployments = 30;

/** GitHub sorts by the last change, not by the merge: pages are read until one has nothing but older changes. */
export async function readMergedSince(requests: Requests, repository: Repository, since: Date): Promise<number[]> {
  const request = await requests(repository);
  const merged: number[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const { data } = await request('GET /repos/{owner}/{repo}/pulls', {
      ...at(repository),
      state: 'closed',
      sort: 'updated',
      direction: 'desc',
      per_page: 100,
      page,
    });
    for (const { number, merged_at } of data) if (merged_at && new Date(merged_at) >= since) merged.push(number);
    if (data.length < 100 || data.every(({ updated_at }) => new Date(updated_at) < since)) break;
  }
  return merged;
}

export async function readReleasesSince(
  requests: Requests,
  repository: Repository,
  since: Date,
): ReturnType<Forge['releasesSince']> {
  const request = await requests(repository);
  const { data } = await request('GET /repos/{owner}/{repo}/releases', { ...at(repository), per_page: 100 });
  return data
    .filter(({ draft, published_at }) => !draft && published_at && new Date(published_at) >= since)
    .map((release) => ({
      kind: 'release-published' as const,
      releaseId: release.id,
      tag: release.tag_name,
      targetCommitish: release.target_commitish,
      prerelease: release.prerelease,
      url: release.html_url,
      at: new Date(release.published_at ?? release.created_at),
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

export async function readDeploymentsSince(
  requests: Requests,
  repository: Repository,
  since: Date,
): ReturnType<Forge['deploymentsSince']> {
  const request = await requests(repository);
  const { data } = await request('GET /repos/{owner}/{repo}/deployments', { ...at(repository), per_page: 100 });
  const recent = data.filter(({ created_at }) => new Date(created_at) >= since).slice(0, mostDeployments);
  const succeeded: Awaited<ReturnType<Forge['deploymentsSince']>> = [];
  for (const deployment of recent) {
    const statuses = await allPages((page) =>
      request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...at(repository),
        deployment_id: Number(deployment.id),
        per_page: 100,
        page,
      }),
    );
    const success = statuses.findLast(({ state }) => state === 'success');
    if (!success) continue;
    succeeded.push({
      kind: 'deployment-succeeded',
      deploymentId: Number(deployment.id),
      environment: success.environment || deployment.environment,
      production: deployment.production_environment ?? false,
      transient: deployment.transient_environment ?? false,
      sha: deployment.sha,
      at: new Date(success.created_at),
    });
  }
  return succeeded.reverse();
}
