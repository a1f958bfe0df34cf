import { findBackports } from '../../domain/release/find-backports.ts';
import { findLanded } from '../../domain/release/find-landed.ts';
import type { Repository } from '../../domain/repository.ts';
import type { DomainEvent } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { findCarried } from './follow-change.ts';

/** A push of a thousand commits looks for what a handful name. */
const mostNamed = 100;

/**
 * Commits that have the number of a pull request, or say where they were picked from. Most are what GitHub merged and are known for that; one on another branch is a
 * cherry-pick, and one of a pull request that was closed without a merge landed by other means.
 */
export async function findCarriedByPush(
  world: World,
  repository: Repository,
  { branch, commits, at: pushedAt }: Extract<DomainEvent, { kind: 'commits-pushed' }>,
): Promise<void> {
  const { owner, name, id } = repository;
  let room = mostNamed;
  for (const { sha, message, at } of commits) {
    const [title = '', ...rest] = message.split('\n');
    const picked = findBackports({ owner, name, title, text: rest.join('\n') });
    const landed = findLanded({ owner, name, text: message });
    room -= picked.numbers.length + picked.shas.length + landed.length;
    if (room < 0) {
      world.log.warn({ repositoryId: id, sha }, 'a push names too many pull requests; the rest was left out');
      return;
    }
    // Every squash has a number: written down is what a bet may turn on.
    const bets = landed.length > 0 ? await betsThatMayTurnOnIt(world, id, landed, sha) : [];
    const numbers = [...new Set([...picked.numbers, ...bets])];
    if (numbers.length + picked.shas.length === 0) continue;
    const by = { sha, at: pushedAt ?? at, ...(branch === undefined ? {} : { branch }) };
    await findCarried(world, repository, by, { numbers, shas: picked.shas });
  }
}

/** Not merged as this very commit. */
async function betsThatMayTurnOnIt({ store }: World, repositoryId: number, numbers: number[], sha: string) {
  const bets = await store.betsNumbered(repositoryId, numbers);
  return bets.filter(({ mergeSha }) => mergeSha !== sha).map(({ number }) => number);
}
