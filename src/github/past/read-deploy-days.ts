import { dayOf } from '../../domain/day.ts';
import type { Repository } from '../../domain/repository.ts';
import { at } from '../requests/at.ts';
import { allPages } from '../requests/pages.ts';
import type { Requests } from '../requests/requests.ts';

export interface Deployed {
  id: number;
  /** When it succeeded; absent: it did not. */
  succeededAt?: string;
}

interface Deployment {
  environment: string;
  production: boolean;
  transient: boolean;
}

/** GitHub lists them from the newest on. */
const mostPages = 50;

/**
 * Days on which a deployment succeeded. Each deployment costs a request, so that of a day the latest that succeeded is
 * enough, and none is asked for twice.
 */
export async function readDeployDays(
  requests: Requests,
  repository: Repository,
  since: Date,
  isWanted: (deployment: Deployment) => boolean,
  known: Map<number, Deployed>,
  onOne: () => void,
): Promise<Date[]> {
  const request = await requests(repository);
  const listed = await allPages(
    (page) => request('GET /repos/{owner}/{repo}/deployments', { ...at(repository), per_page: 100, page }),
    mostPages,
    (page) => page.some(({ created_at }) => new Date(created_at) < since),
  );
  const wanted = listed.filter(
    ({ created_at, environment, production_environment, transient_environment }) =>
      new Date(created_at) >= since &&
      isWanted({
        environment,
        production: production_environment ?? false,
        transient: transient_environment ?? false,
      }),
  );
  const days = new Map<number, Date>();
  for (const { id, created_at } of wanted) {
    if (days.has(dayOf(new Date(created_at)))) continue;
    const { succeededAt } = known.get(Number(id)) ?? (await look(Number(id)));
    if (succeededAt !== undefined) days.set(dayOf(new Date(succeededAt)), new Date(succeededAt));
  }
  return [...days.values()].sort((one, other) => one.getTime() - other.getTime());

  async function look(id: number): Promise<Deployed> {
    const statuses = await allPages((page) =>
      request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...at(repository),
        ...{ deployment_id: id, per_page: 100, page },
      }),
    );
    const success = statuses.findLast(({ state }) => state === 'success');
    const deployed = { id, ...(success ? { succeededAt: success.created_at } : {}) };
    known.set(id, deployed);
    onOne();
    return deployed;
  }
}
