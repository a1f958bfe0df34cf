import { LRUCache } from 'lru-cache';
import type { OwnerPlace, Reader } from '../../flows/ports/page-record.ts';
import type { Viewer } from './browser-sessions.ts';
import type { GitHubPeople, Listed, Listing } from './github-people.ts';

/** Revoked access is gone after this. */
const rememberedMs = 5 * 60_000;
const mostRemembered = 200_000;
/** Of a hundred repositories each. A person with more sees the first of them. */
const mostPages = 50;
const pagesAtOnce = 5;

/** What somebody may read, as GitHub says now or said a few minutes ago, asked with their own token. */
export function readableBy(people: Pick<GitHubPeople, 'list'>, now: () => Date) {
  const remembered = new LRUCache<string, Reader>({
    maxSize: mostRemembered,
    sizeCalculation: (repositories) => repositories.size + 1,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  const underWay = new Map<string, Promise<Reader>>();

  async function all(token: string, what: Listed): Promise<Listing[]> {
    const first = await people.list(token, what, 1);
    const found = first?.repositories ?? [];
    let more = first?.more ?? false;
    for (let page = 2; more && page <= mostPages; page += pagesAtOnce) {
      const next = Array.from({ length: Math.min(pagesAtOnce, mostPages - page + 1) }, (_, index) => page + index);
      const pages = await Promise.all(next.map((one) => people.list(token, what, one)));
      found.push(...pages.flatMap((one) => one?.repositories ?? []));
      more = pages.at(-1)?.more ?? false;
    }
    return found;
  }

  async function ask(token: string, { ownerId, owner, installationIds }: OwnerPlace): Promise<Reader> {
    const lists: Listed[] = [...installationIds.map((installation) => ({ installation })), { publicOf: owner }];
    const found = await Promise.all(lists.map((what) => all(token, what)));
    // Another owner may have the name by now.
    const theirs = found.flat().filter((repository) => repository.ownerId === ownerId);
    return new Map(theirs.map(({ id, name, private: isPrivate }) => [id, { name, private: isPrivate }]));
  }

  return async ({ key, token }: Pick<Viewer, 'key' | 'token'>, place: OwnerPlace): Promise<Reader> => {
    const name = `${key} ${place.ownerId}`;
    const known = remembered.get(name) ?? (await underWay.get(name));
    if (known) return known;
    // The answer was true when it was asked for, not when its last page arrived.
    const asked = ask(token, place);
    const since = now().getTime();
    underWay.set(name, asked);
    try {
      const answer = await asked;
      remembered.set(name, answer, { start: since });
      return answer;
    } finally {
      underWay.delete(name);
    }
  };
}
