import type { Repository } from '../domain/facts.ts';
import { judge } from '../domain/judge.ts';
import { mergeGroupMembers } from '../domain/merge-group-members.ts';
import { type MergeGroupMember, renderMergeGroupCheck } from '../render/merge-group-check.ts';
import { gatherFacts, isQuiet } from './gather-facts.ts';
import type { Occurrence } from './occurrence.ts';
import type { World } from './ports.ts';

type MergeGroup = Extract<Occurrence, { kind: 'merge-group-formed' }>;

/**
 * A merge queue waits for the check on the group's own commit. It is judged from the batch's pull requests: a missing report stalls the
 * queue, a blindly green one lets through what the gate would not (facts 19).
 */
export async function answerMergeGroup(world: World, repository: Repository, group: MergeGroup): Promise<void> {
  if (isQuiet(await world.maps.inForce(repository))) return;
  const { forge } = world;
  const commits = await forge.commitsBetween(repository, group.baseSha, group.headSha);
  const numbers = mergeGroupMembers(
    group.headRef,
    commits.map(({ message }) => message),
  );
  const members: MergeGroupMember[] = [];
  for (const number of numbers) {
    const facts = await gatherFacts(world, repository, number);
    if (!facts) continue;
    const { pullRequest, disclosure } = facts;
    members.push({ number, title: pullRequest.title, judgement: judge(facts), disclosure });
  }
  const run = { headSha: group.headSha, ...renderMergeGroupCheck(members) };
  const known = await forge.ownCheck(repository, group.headSha);
  if (known === undefined || !(await forge.updateCheck(repository, known, run)))
    await forge.createCheck(repository, run);
}
