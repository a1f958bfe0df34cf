import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { type Judged, judgePullRequest } from './judge-pull-request.ts';
import { keepPaths } from './on-head.ts';

/** Others on a head are judged where nothing is known of them; each costs requests. */
const mostJudged = 5;

/**
 * Others that may be on the head of a pull request: those that it left on another one, as a push moves them all, and those of which nothing is known.
 */
export async function judgeOthers(
  world: World,
  repository: Repository,
  numbers: number[],
): Promise<[number, Judged][]> {
  const others: [number, Judged][] = [];
  for (const number of numbers.slice(0, mostJudged)) {
    const one = await judgeAnew(world, repository, number);
    if (one) others.push([number, one]);
  }
  return others;
}

/** Undefined: it is not open any more. What it concludes is kept. */
export async function judgeAnew(world: World, repository: Repository, number: number): Promise<Judged | undefined> {
  const judged = await judgePullRequest(world, repository, number);
  const pullRequest = judged?.facts.pullRequest;
  const isOpen = pullRequest?.state === 'open';
  const { headSha = '', fromFork = false } = pullRequest ?? {};
  const conclusion = judged && isOpen ? { conclusion: judged.judgement.conclusion } : {};
  await world.store.transaction(async (tx) => {
    if (judged) await keepPaths(tx, judged);
    await tx.saveOnHead(repository.id, { number, headSha, fromFork, isOpen, ...conclusion });
  });
  return isOpen ? judged : undefined;
}
