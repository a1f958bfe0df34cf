import { LRUCache } from 'lru-cache';
import type { Repository } from '../domain/repository.ts';
import type { Forge } from '../flows/ports/forge.ts';
import type { World } from '../flows/ports/world.ts';

const rememberedMs = 10 * 60_000;
const mostRemembered = 5_000;

/**
 * Finds out for whom something is written, and writes it on their budget. An answer is cached for some minutes, since
 * it allows or forbids nothing.
 */
export function onWhoseAccount(owner: Forge, guests: Forge, now: () => Date): Pick<World, 'forgeOf' | 'isGuest'> {
  const remembered = new LRUCache<string, boolean>({
    max: mostRemembered,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });

  async function isGuest(repository: Repository, login: string): Promise<boolean> {
    const key = `${repository.id} ${login.toLowerCase()}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const guest = !(await owner.canWrite(repository, login));
    remembered.set(key, guest);
    return guest;
  }

  return {
    isGuest,
    forgeOf(login) {
      const of = async (repository: Repository) => ((await isGuest(repository, login)) ? guests : owner);
      return {
        ...owner,
        room: async (repository, creates, counted) => (await of(repository)).room(repository, creates, counted),
        createComment: async (repository, number, body) =>
          (await of(repository)).createComment(repository, number, body),
        updateComment: async (repository, id, body) => (await of(repository)).updateComment(repository, id, body),
        createIssue: async (repository, issue) => (await of(repository)).createIssue(repository, issue),
        addLabel: async (repository, number, label) => (await of(repository)).addLabel(repository, number, label),
        removeLabel: async (repository, number, label) => (await of(repository)).removeLabel(repository, number, label),
        react: async (repository, id, content) => (await of(repository)).react(repository, id, content),
      };
    },
  };
}
