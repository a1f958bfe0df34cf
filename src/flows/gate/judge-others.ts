import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { type Judged, judgePullRequest } from './judge-pull-request.ts';

/** Others on a head are judged where nothing is known of them; each costs requests. */
const mostJudged = 5;

/** Those on the head of a pull request that have to be judged for its check, by their numbers. */
export async function judgeOthers(world: World, judged: Judged, left: number[]): Promise<[number, Judged][]> {
  const others: [number, Judged][] = [];
  for (const number of await toBeJudged(world, judged, left)) {
    const one = await judgeAnew(world, judged.facts.repository, number);
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
  await world.store.saveOnHead(repository.id, { number, headSha, fromFork, isOpen, ...conclusion });
  return isOpen ? judged : undefined;
}

/** Others that may be on the head: those that it left on another one, as a push moves them all, and those of which nothing is known. */
async function toBeJudged(
  { store }: World,
  { facts: { repository, pullRequest } }: Judged,
  left: number[],
): Promise<number[]> {
  const onHead = await store.openOn(repository.id, pullRequest.headSha);
  const unknown = onHead.filter(({ conclusion }) => conclusion === undefined).map(({ number }) => number);
  return [...left, ...unknown].slice(0, mostJudged);
}
