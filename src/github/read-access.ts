import { LRUCache } from 'lru-cache';
import { isSameName, type Repository } from '../domain/repository.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import type { Requests } from './requests/requests.ts';

const rememberedMs = 5 * 60_000;
const mostRemembered = 5_000;

const mayRead = new Set(['admin', 'maintain', 'write', 'triage', 'read']);

/**
 * GitHub gives no person such a name, and does not say what else an app reads: to an app, other repositories are as to
 * anybody.
 */
const isBot = (login: string) => login.endsWith('[bot]');

type Place = Pick<Repository, 'owner' | 'name'>;

/**
 * Whether somebody may read another repository, now; without a login: anybody. Our token reads all private repositories
 * of the owner, and otherwise anyone who can write a description could make us quote them. An answer is cached for some
 * minutes.
 */
export function readAccess(requests: Requests, now: () => Date) {
  const remembered = new LRUCache<string, Promise<boolean>>({
    max: mostRemembered,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });

  async function isPublic(repository: Repository, place: Place): Promise<boolean> {
    const request = await requests(repository);
    const answer = await unlessAbsent(request('GET /repos/{owner}/{repo}', at(place)), [403]);
    return answer?.data.private === false;
  }

  async function isReader(repository: Repository, place: Place, login: string): Promise<boolean> {
    const request = await requests(repository);
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    const answer = await unlessAbsent(request(route, { ...at(place), username: login }), [403]);
    return mayRead.has(answer?.data.permission ?? '');
  }

  function once(repository: Repository, place: Place, login: string | undefined, ask: () => Promise<boolean>) {
    const key = [
      repository.installationId,
      ...[place.owner, place.name, login ?? ''].map((name) => name.toLowerCase()),
    ];
    const known = remembered.get(key.join(' '));
    if (known) return known;
    const asked = ask();
    remembered.set(key.join(' '), asked);
    // Trouble is no answer.
    asked.catch(() => remembered.delete(key.join(' ')));
    return asked;
  }

  return async (repository: Repository, place: Place, login?: string): Promise<boolean> => {
    if (isSame(repository, place)) return true;
    const asked = login === undefined || isBot(login) || !isSameOwner(repository, place) ? undefined : login;
    // GitHub says that everybody may read a public repository, so one request is enough if somebody may.
    const reads =
      asked !== undefined && (await once(repository, place, asked, () => isReader(repository, place, asked)));
    return reads || once(repository, place, undefined, () => isPublic(repository, place));
  };
}

const isSameOwner = (one: Place, other: Place) => isSameName(one.owner, other.owner);
const isSame = (one: Place, other: Place) => isSameOwner(one, other) && isSameName(one.name, other.name);
