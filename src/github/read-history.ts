import type { Repository } from '../domain/repository.ts';
import type { Forge } from '../flows/ports/forge.ts';
import { becameReleaseAt } from './became-release-at.ts';
import { at } from './requests/at.ts';
import { allPages } from './requests/pages.ts';
import type { Requests } from './requests/requests.ts';

/*
 * What happened in a repository since an instant, read from GitHub's lists instead of its events: for the sweep that
 * finds missed events.
 */

const mostPages = 10;
/** A deployment that waits for approval succeeds long after it was created; GitHub gives up after 30 days. */
const approvalMs = 30 * 86_400_000;
/** Each costs a request. */
const mostDeployments = 100;

/** No item of the page is in the requested time. An empty page says nothing. */
const allBefore =
  <T>(since: Date, instantOf: (item: T) => string | null) =>
  (items: T[]) =>
    items.length > 0 && items.every((item) => new Date(instantOf(item) ?? 0) < since);

/** GitHub sorts by the last change, not by the merge: pages are read until one has only older changes. */
export async function readMergedSince(requests: Requests, repository: Repository, since: Date): Promise<number[]> {
  const request = await requests(repository);
  const closed = await allPages(
    (page) =>
      request('GET /repos/{owner}/{repo}/pulls', {
        ...at(repository),
        state: 'closed',
        sort: 'updated',
        direction: 'desc',
        per_page: 100,
        page,
      }),
    mostPages,
    allBefore(since, ({ updated_at }) => updated_at),
  );
  return closed.flatMap(({ number, merged_at }) => (merged_at && new Date(merged_at) >= since ? [number] : []));
}

export async function readReleasesSince(
  requests: Requests,
  repository: Repository,
  since: Date,
): ReturnType<Forge['releasesSince']> {
  const request = await requests(repository);
  const releases = await allPages(
    (page) => request('GET /repos/{owner}/{repo}/releases', { ...at(repository), per_page: 100, page }),
    mostPages,
    allBefore(since, (release) => (release.published_at ? becameReleaseAt(release).toISOString() : null)),
  );
  return releases
    .filter((release) => !release.draft && release.published_at && becameReleaseAt(release) >= since)
    .map((release) => ({
      kind: 'release-published' as const,
      releaseId: release.id,
      tag: release.tag_name,
      targetCommitish: release.target_commitish,
      prerelease: release.prerelease,
      url: release.html_url,
      at: becameReleaseAt(release),
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

export async function readDeploymentsSince(
  requests: Requests,
  repository: Repository,
  since: Date,
  isWanted: Parameters<Forge['deploymentsSince']>[2],
): ReturnType<Forge['deploymentsSince']> {
  const request = await requests(repository);
  const deployments = await allPages(
    (page) => request('GET /repos/{owner}/{repo}/deployments', { ...at(repository), per_page: 100, page }),
    mostPages,
    allBefore(new Date(since.getTime() - approvalMs), ({ created_at }) => created_at),
  );
  const recent = deployments
    .filter(({ created_at, updated_at }) => new Date(updated_at ?? created_at) >= since)
    .map((deployment) => ({
      deploymentId: Number(deployment.id),
      environment: deployment.environment,
      production: deployment.production_environment ?? false,
      transient: deployment.transient_environment ?? false,
      sha: deployment.sha,
    }))
    .filter(isWanted)
    .slice(0, mostDeployments);
  const succeeded: Awaited<ReturnType<Forge['deploymentsSince']>> = [];
  for (const deployment of recent) {
    const statuses = await allPages((page) =>
      request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...at(repository),
        deployment_id: deployment.deploymentId,
        per_page: 100,
        page,
      }),
    );
    const success = statuses.findLast(({ state }) => state === 'success');
    if (!success) continue;
    succeeded.push({
      ...deployment,
      kind: 'deployment-succeeded',
      environment: success.environment || deployment.environment,
      at: new Date(success.created_at),
    });
  }
  return succeeded.reverse();
}
