import { decidingOn } from '../../domain/gate/deciding.ts';
import type { Repository } from '../../domain/repository.ts';
import { asShared, withHelp } from '../../render/gate/shared-check.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { publishCheck } from '../publish/publish-check.ts';
import { type Judged, judgePullRequest } from './judge-pull-request.ts';

/** Others on a head are judged where nothing is known of them; each costs requests. */
const mostJudged = 5;
/** Each turn another one was judged meanwhile. */
const mostTurns = 5;

/**
 * The check of a pull request, or of the one that decides on its head. Others on it may be judged at the same time: what each concluded is kept before
 * anything is written, and looked at again after that, so that the last to write has seen all of them.
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 */
export async function publishJudgement(world: World, judged: Judged, insist: boolean): Promise<void> {
  const { repository, pullRequest } = judged.facts;
  const { number, headSha, state } = pullRequest;
  const here = new Map([[number, judged]]);
  const { isNew, left } = await comeToHead(world, judged);
  for (const other of await toBeJudged(world, judged, left)) {
    const one = await judgeAnew(world, repository, other);
    if (one) here.set(other, one);
  }
  let shown: string | undefined;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const { decider, sharing } = decidingOn(await world.store.openOn(repository.id, headSha));
    if (!decider) return state === 'closed' ? show(world, judged, [], { isNew, insist }) : undefined;
    const decision = `${decider.number} ${decider.conclusion}`;
    // That others have come to share it is worth saying.
    const isNews = decider.number === number || insist || (isNew && sharing.some((one) => one.number === number));
    if (shown === decision || (shown === undefined && decider.digest !== '' && !isNews)) return;
    const one = here.get(decider.number) ?? (await judgeAnew(world, repository, decider.number));
    here.delete(decider.number);
    if (one?.facts.pullRequest.headSha !== headSha) continue;
    const others = sharing.map((other) => other.number).filter((other) => other !== decider.number);
    await show(world, one, others, { isNew, insist });
    shown = `${decider.number} ${one.judgement.conclusion}`;
  }
  throw new Error(`what decides on ${headSha} did not come to rest`);
}

/** It is not open any more: what it has shown on its head may not be what the others there have to say. */
export async function leaveHead({ store }: World, { facts: { repository, pullRequest } }: Judged): Promise<void> {
  const { number, headSha, fromFork } = pullRequest;
  await store.transaction(async (tx) => {
    const { stood, others } = await whereItStood(tx, repository, number);
    if (!stood) return;
    await tx.saveOnHead(repository.id, { number, headSha, fromFork, isOpen: false });
    for (const other of others) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number: other });
  });
}

/** Those that it leaves on another head are judged anew. `isNew`: it was not there before, or not open. */
async function comeToHead({ store }: World, { facts, judgement }: Judged): Promise<{ isNew: boolean; left: number[] }> {
  const { repository, pullRequest } = facts;
  const { number, headSha, fromFork, state } = pullRequest;
  return store.transaction(async (tx) => {
    const { stood, others } = await whereItStood(tx, repository, number);
    const left = stood === headSha ? [] : others;
    const { conclusion } = judgement;
    await tx.saveOnHead(repository.id, { number, headSha, fromFork, conclusion, isOpen: state === 'open' });
    for (const other of left) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number: other });
    return { isNew: stood !== headSha, left };
  });
}

/** The head on which it was open, and who else was. */
async function whereItStood(
  store: Store,
  { id }: Repository,
  number: number,
): Promise<{ stood?: string; others: number[] }> {
  const stood = (await store.check(id, number))?.headSha;
  const numbers = stood === undefined ? [] : (await store.openOn(id, stood)).map((one) => one.number);
  const others = numbers.filter((one) => one !== number);
  return stood !== undefined && numbers.length > others.length ? { stood, others } : { others: [] };
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

async function judgeAnew(world: World, repository: Repository, number: number): Promise<Judged | undefined> {
  const judged = await judgePullRequest(world, repository, number);
  const pullRequest = judged?.facts.pullRequest;
  const isOpen = pullRequest?.state === 'open';
  const { headSha = '', fromFork = false } = pullRequest ?? {};
  const conclusion = judged && isOpen ? { conclusion: judged.judgement.conclusion } : {};
  await world.store.saveOnHead(repository.id, { number, headSha, fromFork, isOpen, ...conclusion });
  return isOpen ? judged : undefined;
}

async function show(
  world: World,
  { facts, judgement, check }: Judged,
  others: number[],
  how: { isNew: boolean; insist: boolean },
): Promise<void> {
  const { repository, pullRequest } = facts;
  const { number, headSha, author } = pullRequest;
  const { conclusion } = judgement;
  const isFirst =
    conclusion === 'failure' &&
    !author.login.endsWith('[bot]') &&
    (await world.store.claimFirstFailure(repository, author.id, number));
  const output = asShared(isFirst ? withHelp(check.output) : check.output, number, others);
  const details = world.pageOf && { detailsUrl: world.pageOf(repository, number) };
  await publishCheck(world, repository, number, { headSha, conclusion, ...check, output, ...details }, how);
}
