import type { Repository } from '../../domain/repository.ts';
import { at } from '../requests/at.ts';
import type { Requests } from '../requests/requests.ts';

/** A pull request that is closed; `mergedAt`: merged, too. */
export interface ClosedPull {
  number: number;
  title: string;
  body: string;
  author: string;
  mergedAt?: string;
  updatedAt: string;
  labels: string[];
  headRef: string;
  baseRef: string;
  fromFork: boolean;
}

/** What is known of a repository's closed pull requests: those that changed last, without a gap. */
export interface ClosedPulls {
  pulls: Map<number, ClosedPull>;
  /** Everything that has changed up to then is known, as far back as was read. */
  upTo?: string;
  /** There are no older ones. */
  whole?: true;
}

const perPage = 100;

/**
 * Reads closed pull requests back to a date, the latest change first, and no page twice: first what has changed since
 * the last time, then on from where that one ended. `onPage` is called after each page, to keep what is known.
 */
export async function readClosedPulls(
  requests: Requests,
  repository: Repository,
  since: Date,
  known: ClosedPulls,
  onPage: () => void,
): Promise<void> {
  const request = await requests(repository);
  const read = async (page: number) => {
    const { data, headers } = await request('GET /repos/{owner}/{repo}/pulls', {
      ...at(repository),
      ...{ state: 'closed', sort: 'updated', direction: 'desc', per_page: perPage, page },
    });
    for (const pull of data) known.pulls.set(pull.number, closedPull(pull));
    return {
      latest: data[0]?.updated_at,
      oldest: data.at(-1)?.updated_at,
      isLast: !headers.link?.includes('rel="next"'),
    };
  };

  const { upTo } = known;
  if (upTo !== undefined) {
    let newest: string | undefined;
    for (let page = 1; ; page++) {
      const { latest, oldest, isLast } = await read(page);
      newest ??= latest;
      onPage();
      if (isLast || oldest === undefined || oldest < upTo) break;
    }
    known.upTo = newest ?? upTo;
  }
  // What changes meanwhile moves to the front: the pages behind are never shorter than what is known.
  for (let page = 1 + Math.floor(known.pulls.size / perPage); !known.whole && !reachesBack(known, since); page++) {
    const { latest, isLast } = await read(page);
    if (latest !== undefined) known.upTo ??= latest;
    if (isLast) known.whole = true;
    onPage();
  }
}

function reachesBack({ pulls }: ClosedPulls, since: Date): boolean {
  const from = since.toISOString();
  return [...pulls.values()].some(({ updatedAt }) => new Date(updatedAt).toISOString() < from);
}

interface Listed {
  number: number;
  title: string;
  body: string | null;
  user: { login: string } | null;
  merged_at: string | null;
  updated_at: string;
  labels?: { name: string }[];
  head: { ref: string; repo: { id: number | bigint } | null };
  base: { ref: string; repo: { id: number | bigint } };
}

const closedPull = ({ number, title, body, user, merged_at, updated_at, labels, head, base }: Listed): ClosedPull => ({
  ...{ number, title, body: body ?? '', author: user?.login ?? 'ghost', updatedAt: updated_at },
  ...(merged_at ? { mergedAt: merged_at } : {}),
  labels: (labels ?? []).map(({ name }) => name),
  ...{ headRef: head.ref, baseRef: base.ref, fromFork: head.repo?.id !== base.repo.id },
});
