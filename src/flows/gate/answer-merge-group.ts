import { groupConclusion } from '../../domain/gate/judgement.ts';
import { madeByTheQueue, mergeGroupMembers } from '../../domain/gate/merge-group-members.ts';
import { isQuiet } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import { type MergeGroupMember, renderMergeGroupCheck } from '../../render/gate/merge-group-check.ts';
import { noteFault } from '../net/go-on.ts';
import type { DomainEvent } from '../ports/domain-event.ts';
import { WriteRefused } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { judgePullRequest, nothing } from './judge-pull-request.ts';

type MergeGroup = Extract<DomainEvent, { kind: 'merge-group-formed' }>;

/** Twice as many as GitHub puts into a group; each costs requests. */
const mostMembers = 200;

/**
 * A merge queue waits for the check on the group's own commit. It is judged from the batch's pull requests: a missing report stalls the
 * queue, a blindly green one lets through what the gate would not (facts 19).
 */
export async function answerMergeGroup(world: World, repository: Repository, group: MergeGroup): Promise<void> {
  if (isQuiet(await world.maps.inForce(repository))) return;
  const { forge } = world;
  const commits = await forge.commitsBetween(repository, group.baseSha, group.headSha);
  const messages = madeByTheQueue(commits, group.headSha).map(({ message }) => message);
  const numbers = mergeGroupMembers(group.headRef, messages);
  if (numbers.length > mostMembers)
    world.log.warn(
      { repositoryId: repository.id, numbers: numbers.length },
      'Merge group names too many pull requests to be judged',
    );
  const members: MergeGroupMember[] = [];
  for (const number of numbers.slice(-mostMembers)) {
    const member = await memberOf(world, repository, number);
    if (member) members.push(member);
  }
  const conclusion = groupConclusion(members.map(({ judgement }) => judgement));
  const run = { headSha: group.headSha, conclusion, ...renderMergeGroupCheck(members) };
  try {
    const known = await forge.ownCheck(repository, group.headSha);
    if (known === undefined || !(await forge.updateCheck(repository, known, run)))
      await forge.createCheck(repository, run);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** undefined: it is none, since only what is open is in a queue. One that cannot even be read is told as that, for the others to be judged. */
async function memberOf(world: World, repository: Repository, number: number): Promise<MergeGroupMember | undefined> {
  try {
    const judged = await judgePullRequest(world, repository, number);
    if (!judged) return undefined;
    const { pullRequest, disclosure } = judged.facts;
    if (pullRequest.state !== 'open') return undefined;
    return { number, title: pullRequest.title, judgement: judged.judgement, disclosure };
  } catch (error) {
    noteFault(world, error, { repository, number, what: 'a member of a merge group could not be read' });
    const finding = { kind: 'unjudged', over: 'ours', cause: world.cause } as const;
    return { number, title: '', judgement: { conclusion: 'neutral', finding }, disclosure: nothing };
  }
}
