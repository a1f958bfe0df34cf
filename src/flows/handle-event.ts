import { wordOfLabel } from '../domain/hypothesis/hypothesis.ts';
import { wordOf } from '../domain/hypothesis/hypothesis-standing.ts';
import { countOf, findReverts, firstReverted, mostReverted } from '../domain/release/find-reverts.ts';
import type { Repository } from '../domain/repository.ts';
import { handleComment } from './commands/handle-comment.ts';
import { pressButton } from './commands/press-button.ts';
import { answerMergeGroup } from './gate/answer-merge-group.ts';
import { evaluatePullRequest } from './gate/evaluate-pull-request.ts';
import type { Heard } from './gate/heard.ts';
import { attendIssue } from './hypothesis/attend-issue.ts';
import { forgetIssue } from './hypothesis/forget-issue.ts';
import { goOn } from './net/go-on.ts';
import type { DomainEvent, EventContext, Told } from './ports/domain-event.ts';
import type { World } from './ports/world.ts';
import { findCarriedByPush } from './release/find-carried-by-push.ts';
import { findPartlyReverted, findReverted, keepReapplies, withReapplied } from './release/find-reverted.ts';
import { recordDeployment, recordPush, recordRelease, recordTag } from './release/record-release.ts';
import { purgeInstallation, purgeRepository } from './upkeep/purge.ts';

/** What each event sets in motion: the whole story on one page. */
export async function handleEvent(world: World, event: DomainEvent | undefined, context: EventContext): Promise<void> {
  const { repository, installationId, sender, opened } = context;
  if (!event) return;
  if (installationId !== undefined && (await aboutInstallation(world, event, installationId))) return;
  if (!repository) return;
  if (opened) await world.store.noteOpened(repository.id, opened.number, opened.at);

  switch (event.kind) {
    case 'pull-request-changed':
      return evaluatePullRequest(world, repository, event.number, false, heardFrom(event, sender));
    case 'issue-changed':
      return issueChanged(world, repository, event, sender);
    case 'issue-gone':
      return forgetIssue(world, repository, event);
    case 'check-rerequested':
      return checkAgain(world, repository, event);
    case 'button-pressed':
      return pressButton(world, repository, event, sender);
    case 'comment-created':
      return sender && handleComment(world, repository, event, sender);
    case 'merge-group-formed':
      return answerMergeGroup(world, repository, event);
    case 'release-published':
      return recordRelease(world, repository, event);
    case 'tag-pushed':
      return recordTag(world, repository, event);
    case 'deployment-succeeded':
      return recordDeployment(world, repository, event);
    case 'commits-pushed':
      return commitsPushed(world, repository, event);
    case 'repository-deleted':
      world.log.info({ repositoryId: repository.id }, 'Repository deleted on GitHub; its data was purged');
      return purgeRepository(world.store, repository.id);
  }
}

/** false: it is about something else. */
async function aboutInstallation(
  { installations, store, log, now }: World,
  event: DomainEvent,
  installationId: number,
): Promise<boolean> {
  switch (event.kind) {
    case 'installation-removed':
      await purgeInstallation(store, installationId, true, event.ownerId);
      return true;
    case 'installation-suspended': {
      // A delivery may be days old.
      const present = await installations.isSuspended(installationId);
      await store.suspendInstallation(installationId, present ?? event.suspended);
      return true;
    }
    case 'repositories-removed': {
      // A transfer tells the same, and a repository may be taken out by mistake: the next sweep decides.
      const repositoryIds = await store.repositoriesGone(event.ids, installationId, now());
      if (repositoryIds.length > 0)
        log.info(
          { installationId, repositoryIds },
          'Repositories removed from the installation; their data is purged in a day unless they come back',
        );
      return true;
    }
    case 'repositories-added':
      for (const id of event.ids) await store.repositoryBack(id);
      return true;
    default:
      return false;
  }
}

function heardFrom({ merged, edited, label, pushed }: Told, sender: EventContext['sender']): Heard {
  const by = sender?.login;
  return {
    ...(merged ? { merged } : {}),
    ...(edited && by !== undefined ? { editedBy: by } : {}),
    ...(label && by !== undefined ? { label: { ...label, by } } : {}),
    ...(pushed && by !== undefined ? { pushed: { ...pushed, by } } : {}),
  };
}

/** GitHub numbers issues and pull requests in one row, and some events of a pull request arrive as those of an issue. */
async function issueChanged(
  world: World,
  repository: Repository,
  { number, label }: Extract<DomainEvent, { kind: 'issue-changed' }>,
  sender: EventContext['sender'],
): Promise<void> {
  if (await world.store.check(repository.id, number))
    return evaluatePullRequest(world, repository, number, false, heardFrom(label ? { label } : {}, sender));
  if (label && sender?.isBot && (await isAsKept(world, repository, number, label))) return;
  await attendIssue(world, repository, number, {
    ...(label ? { label } : {}),
    ...(sender ? { by: sender.login } : {}),
    ...(sender?.isBot ? { byBot: true } : {}),
  });
}

/** The echo of a label that we set or took away ourselves is worth no request; nor is any other app's that changes nothing. */
async function isAsKept(
  { store }: World,
  { ownerId, owner, name }: Repository,
  number: number,
  label: { name: string; set: boolean },
): Promise<boolean> {
  const word = wordOfLabel(label.name);
  if (word === undefined) return false;
  const [standing] = await store.hypothesisStandings(ownerId, [{ owner, repository: name, number }]);
  return label.set === (standing !== undefined && wordOf(standing) === word);
}

async function checkAgain(
  world: World,
  repository: Repository,
  { number, headSha }: Extract<DomainEvent, { kind: 'check-rerequested' }>,
): Promise<void> {
  const known = number ?? (await world.store.numberByHead(repository.id, headSha));
  if (known !== undefined) await evaluatePullRequest(world, repository, known, true);
}

async function commitsPushed(
  world: World,
  repository: Repository,
  push: Extract<DomainEvent, { kind: 'commits-pushed' }>,
): Promise<void> {
  await goOn(world, { repository, what: 'what a push brings could not be found' }, () =>
    findCarriedByPush(world, repository, push),
  );
  await findRevertedByPush(world, repository, push);
  if (push.branch !== undefined) return;
  await goOn(world, { repository, what: 'a push could not be recorded' }, () => recordPush(world, repository, push));
  if (push.touchesMap) await reEvaluateOpen(world, repository);
}

/** As many as a pull request can take back, however many commits there are. */
async function findRevertedByPush(
  world: World,
  repository: Repository,
  { branch, commits, at: pushedAt }: Extract<DomainEvent, { kind: 'commits-pushed' }>,
): Promise<void> {
  const { owner, name } = repository;
  const where = branch === undefined ? {} : { branch };
  let room = mostReverted;
  let left = 0;
  for (const [index, { sha, message, at }] of commits.entries()) {
    await goOn(world, { repository, what: 'a commit message could not be read' }, async () => {
      const found = findReverts({ owner, name, text: message });
      // GitHub dates the push, which may bring a revert and what takes that back: they stay in order.
      const inOrder = { at: pushedAt ? new Date(pushedAt.getTime() + index) : at, ...where };
      await keepReapplies(world, repository, found, { sha, ...inOrder });
      const said = firstReverted(await withReapplied(world.store, repository, found, inOrder), room);
      await findReverted(world, repository, said.taken, { sha, ...inOrder });
      if (found.partly.length > 0) await findPartlyReverted(world, repository, found.partly, { sha, ...inOrder });
      room -= countOf(said.taken);
      left += said.left;
    });
  }
  if (left > 0) world.log.warn({ repositoryId: repository.id, left }, 'Push reverts too many; the rest was ignored');
}

/** A new map can turn open pull requests red or green: they must not wait for their next event to hear of it. */
async function reEvaluateOpen({ store, forge }: World, repository: Repository): Promise<void> {
  const open = await forge.openPullRequests(repository);
  await store.transaction(async (tx) => {
    for (const { number } of open) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
  });
}
