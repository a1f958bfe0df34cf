import type { Repository } from '../domain/facts.ts';
import { findReverts } from '../domain/find-reverts.ts';
import { answerMergeGroup } from './answer-merge-group.ts';
import { attendIssue } from './attend-issue.ts';
import { evaluatePullRequest } from './evaluate-pull-request.ts';
import { findReverted } from './find-reverted.ts';
import { forgetIssue } from './forget-issue.ts';
import { handleComment } from './handle-comment.ts';
import type { Circumstances, Occurrence } from './occurrence.ts';
import type { World } from './ports.ts';
import { pressButton } from './press-button.ts';
import { recordDeployment, recordPush, recordRelease } from './record-release.ts';

/** What each occurrence sets in motion: the whole story on one page. */
export async function handleOccurrence(
  world: World,
  occurrence: Occurrence | undefined,
  circumstances: Circumstances,
): Promise<void> {
  const { repository, installationId, sender } = circumstances;
  if (occurrence?.kind === 'installation-removed' && installationId !== undefined)
    return world.store.purgeInstallation(installationId, true);
  if (occurrence?.kind === 'installation-suspended' && installationId !== undefined)
    return world.store.suspendInstallation(installationId, occurrence.suspended);
  if (!repository || !occurrence) return;

  switch (occurrence.kind) {
    case 'pull-request-changed':
      return evaluatePullRequest(world, repository, occurrence.number);
    case 'issue-changed':
      return issueChanged(world, repository, occurrence, sender);
    case 'issue-gone':
      return forgetIssue(world, repository, occurrence);
    case 'check-rerequested':
      return checkAgain(world, repository, occurrence);
    case 'button-pressed':
      return pressButton(world, repository, occurrence, sender);
    case 'comment-created':
      return sender && handleComment(world, repository, occurrence, sender);
    case 'merge-group-formed':
      return answerMergeGroup(world, repository, occurrence);
    case 'release-published':
      return recordRelease(world, repository, occurrence);
    case 'deployment-succeeded':
      return recordDeployment(world, repository, occurrence);
    case 'commits-pushed':
      return commitsPushed(world, repository, occurrence);
  }
}

/** GitHub numbers issues and pull requests in one row, and some events of a pull request arrive as those of an issue. */
async function issueChanged(
  world: World,
  repository: Repository,
  { number, label }: Extract<Occurrence, { kind: 'issue-changed' }>,
  sender: Circumstances['sender'],
): Promise<void> {
  if (await world.store.check(repository.id, number)) return evaluatePullRequest(world, repository, number);
  await attendIssue(world, repository, number, {
    ...(label ? { label } : {}),
    ...(sender ? { by: sender.login } : {}),
  });
}

async function checkAgain(
  world: World,
  repository: Repository,
  { number, headSha }: Extract<Occurrence, { kind: 'check-rerequested' }>,
): Promise<void> {
  const known = number ?? (await world.store.numberByHead(repository.id, headSha));
  if (known !== undefined) await evaluatePullRequest(world, repository, known, true);
}

async function commitsPushed(
  world: World,
  repository: Repository,
  push: Extract<Occurrence, { kind: 'commits-pushed' }>,
): Promise<void> {
  for (const { sha, message, at } of push.commits) {
    const reverted = findReverts({ owner: repository.owner, name: repository.name, text: message });
    await findReverted(world, repository, reverted, { sha, at });
  }
  await recordPush(world, repository, push);
  if (push.touchesMap) await reEvaluateOpen(world, repository);
}

/** A new map can turn open pull requests red or green: they must not wait for their next event to hear of it. */
async function reEvaluateOpen({ store, forge }: World, repository: Repository): Promise<void> {
  const open = await forge.openPullRequests(repository);
  await store.transaction(async (tx) => {
    for (const { number } of open) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
  });
}
