import { decidingOn } from '../../domain/gate/deciding.ts';
import { asShared, withHelp } from '../../render/gate/shared-check.ts';
import type { Store } from '../ports/store.ts';
import type { HeadMember } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { publishCheck } from '../publish/publish-check.ts';
import { judgeAnew, judgeOthers } from './judge-others.ts';
import type { Judged } from './judge-pull-request.ts';
import { claimFirstFailure, comeToHead } from './on-head.ts';

/** Each turn another one was judged meanwhile. */
const mostTurns = 5;

/**
 * The check of a pull request, or of the one that decides on its head. Others on it may be judged at the same time: what each concluded is kept before
 * anything is written, and looked at again after both, so that the last to write has seen all of them.
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 * @param alongside kept with what the pull request concluded
 */
export async function publishJudgement(
  world: World,
  judged: Judged,
  insist: boolean,
  alongside?: (tx: Store) => Promise<void>,
): Promise<void> {
  const { repository, pullRequest } = judged.facts;
  const { number, headSha, state } = pullRequest;
  const { isNew, isKnown, left, open: found, isFirstFailure } = await comeToHead(world, judged, alongside);
  const onHead = () => world.store.openOn(repository.id, headSha);
  const toBeJudged = [...left, ...unjudged(found)];
  const here = new Map([[number, judged], ...(await judgeOthers(world, repository, toBeJudged))]);
  // What was found on arrival does not show who came at the same time.
  let isFinal = toBeJudged.length > 0;
  let open = isFinal ? await onHead() : found;
  let shown: string | undefined;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const { decider, sharing } = decidingOn(open);
    if (!decider) {
      if (state === 'closed') await show(world, judged, [], { isFirstFailure, isKnown, insist, open });
      return;
    }
    const decision = `${decider.number} ${decider.conclusion}`;
    // That others have come to share it is worth saying.
    const isNews = decider.number === number || insist || (isNew && sharing.some((one) => one.number === number));
    const isSettled = shown === decision || (shown === undefined && decider.digest !== '' && !isNews);
    if (isSettled && isFinal) return;
    let after: HeadMember[] | undefined;
    if (!isSettled) {
      const one = here.get(decider.number) ?? (await judgeAnew(world, repository, decider.number));
      here.delete(decider.number);
      if (one?.facts.pullRequest.headSha === headSha) {
        const others = sharing.map((other) => other.number).filter((other) => other !== decider.number);
        const told = await show(world, one, others, {
          isFirstFailure: one === judged ? isFirstFailure : await claimFirstFailure(world.store, one),
          isKnown: isKnown && decider.number === number,
          ...{ insist, open },
        });
        // Who came meanwhile saw here what its check shows, and looks after what they wrote themselves.
        if (told === 'unchanged' && !isFinal && !isNew && decider.number === number) return;
        if (typeof told === 'object') after = told;
        shown = `${decider.number} ${one.judgement.conclusion}`;
      }
    }
    open = after ?? (await onHead());
    isFinal = true;
  }
  throw new Error(`what decides on ${headSha} did not come to rest`);
}

const unjudged = (open: HeadMember[]) =>
  open.filter(({ conclusion }) => conclusion === undefined).map(({ number }) => number);

async function show(
  world: World,
  { facts, judgement, check }: Judged,
  others: number[],
  { isFirstFailure, ...how }: { isFirstFailure: boolean; isKnown: boolean; insist: boolean; open: HeadMember[] },
): ReturnType<typeof publishCheck> {
  const { repository, pullRequest } = facts;
  const { number, headSha } = pullRequest;
  const { conclusion } = judgement;
  const output = asShared(isFirstFailure ? withHelp(check.output) : check.output, number, others);
  const details = world.pageOf && { detailsUrl: world.pageOf(repository, number) };
  return publishCheck(world, repository, number, { headSha, conclusion, ...check, output, ...details }, how);
}
