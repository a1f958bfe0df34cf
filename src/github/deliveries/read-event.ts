import { z } from 'zod';
import { wordOfLabel } from '../../domain/hypothesis/hypothesis.ts';
import type { DomainEvent, EventContext, Told } from '../../flows/ports/domain-event.ts';
import { becameReleaseAt, publishedAt } from '../became-release-at.ts';
import { from, type Reader } from './event-reader.ts';
import {
  buttonShape,
  type Checked,
  checkRunShape,
  checkSuiteShape,
  commentShape,
  deploymentStatusShape,
  installationShape,
  issueGoneShape,
  issueShape,
  mergeGroupShape,
  pullRequestShape,
  releaseShape,
  repositoriesAddedShape,
  repositoriesRemovedShape,
  reviewShape,
} from './payload-shapes.ts';
import { pullRequestOf } from './pull-request-of.ts';
import { readEventContext } from './read-event-context.ts';
import { pushed, tagCreated } from './read-pushes.ts';

const pullRequestChanged = from(pullRequestShape, (payload) =>
  isOwnLabel(payload)
    ? undefined
    : { kind: 'pull-request-changed', number: payload.pull_request.number, ...toldBy(payload) },
);

function toldBy(payload: z.infer<typeof pullRequestShape>): Told {
  const { action, label, before, after, pull_request: pull } = payload;
  switch (action) {
    case 'edited':
      return { edited: true };
    case 'labeled':
    case 'unlabeled':
      return label ? { label: { name: label.name, set: action === 'labeled' } } : {};
    case 'synchronize':
      return before && after ? { pushed: { before, after } } : {};
    case 'closed':
      // A description that was never written is null; a payload without one says nothing about it.
      if (!pull.merged || typeof pull.title !== 'string' || pull.body === undefined) return {};
      return { merged: { title: pull.title, body: pull.body ?? '' } };
    default:
      return {};
  }
}

const issueChanged = from(issueShape, (payload) => {
  const { number, pull_request: isPullRequest } = payload.issue;
  // The standing of a hypothesis is kept, so another app's change of its label differs from our own echo.
  const isKept = !isPullRequest && wordOfLabel(payload.label?.name ?? '') !== undefined;
  if (isOwnLabel(payload) && !isKept) return undefined;
  const { label, action } = payload;
  const isLabelling = label && (action === 'labeled' || action === 'unlabeled');
  const told = isLabelling ? { label: { name: label.name, set: action === 'labeled' } } : {};
  return isPullRequest ? { kind: 'pull-request-changed', number, ...told } : { kind: 'issue-changed', number, ...told };
});

const issueGone = from(issueGoneShape, ({ issue, changes }) => {
  if (issue.pull_request) return undefined;
  const { new_issue: to, new_repository: there } = changes ?? {};
  return {
    kind: 'issue-gone',
    number: issue.number,
    ...(to && there
      ? {
          movedTo: {
            number: to.number,
            repository: {
              id: there.id,
              ownerId: there.owner.id,
              owner: there.owner.login,
              name: there.name,
              defaultBranch: there.default_branch,
              private: there.private,
            },
          },
        }
      : {}),
  };
});

const commentCreated = from(commentShape, ({ issue, comment, sender }, appId) => {
  const byBot = comment.user?.type === 'Bot' || sender?.type === 'Bot';
  if (byBot || comment.performed_via_github_app?.id === appId) return undefined;
  const { id: commentId, body, created_at: at } = comment;
  const onPullRequest = Boolean(issue.pull_request);
  return {
    ...{ kind: 'comment-created', number: issue.number, onPullRequest, commentId, body: body ?? '' },
    ...(at ? { at } : {}),
  };
});

const reviewSubmitted = from(reviewShape, ({ pull_request: { number }, review, sender }) => {
  if (review.user?.type === 'Bot' || sender?.type === 'Bot') return undefined;
  const { id: commentId, body, submitted_at: at } = review;
  return {
    ...{ kind: 'comment-created', number, onPullRequest: true, commentId, body: body ?? '', inReview: true },
    ...(at ? { at } : {}),
  };
});

const runRerequested = from(checkRunShape, ({ check_run: run, repository }, appId) =>
  isOwn(run, appId) ? { kind: 'check-rerequested', ...headOf(run, repository) } : undefined,
);

const suiteRerequested = from(checkSuiteShape, ({ check_suite: suite, repository }, appId) =>
  isOwn(suite, appId) ? { kind: 'check-rerequested', ...headOf(suite, repository) } : undefined,
);

const buttonPressed = from(buttonShape, ({ check_run: run, requested_action: action, repository }, appId) => {
  const button = action.identifier;
  if (!isOwn(run, appId) || (button !== 'recheck' && button !== 'exempt')) return undefined;
  return { kind: 'button-pressed', button, ...headOf(run, repository) };
});

const mergeGroupFormed = from(mergeGroupShape, ({ merge_group: group }) => ({
  kind: 'merge-group-formed',
  headSha: group.head_sha,
  baseSha: group.base_sha,
  headRef: group.head_ref,
}));

function whenReleased(action: unknown, release: z.infer<typeof releaseShape>['release']): { edited?: true; at: Date } {
  if (action === 'edited') return { edited: true, at: new Date(release.updated_at ?? release.created_at) };
  return { at: action === 'released' ? becameReleaseAt(release) : publishedAt(release) };
}

const releasePublished = from(releaseShape, ({ action, release }) =>
  release.draft
    ? undefined
    : {
        kind: 'release-published',
        releaseId: release.id,
        tag: release.tag_name,
        targetCommitish: release.target_commitish,
        prerelease: release.prerelease,
        url: release.html_url,
        ...whenReleased(action, release),
      },
);

const deploymentSucceeded = from(deploymentStatusShape, ({ deployment_status: status, deployment }) =>
  status.state !== 'success'
    ? undefined
    : {
        kind: 'deployment-succeeded',
        deploymentId: deployment.id,
        environment: status.environment || deployment.environment,
        production: deployment.production_environment ?? false,
        transient: deployment.transient_environment ?? false,
        sha: deployment.sha,
        at: status.created_at,
      },
);

const removed = from(installationShape, ({ installation: { account } }) => ({
  kind: 'installation-removed',
  ...(account ? { ownerId: account.id } : {}),
}));
const repositoryDeleted: Reader = () => ({ kind: 'repository-deleted' });
const idsOf = (repositories: { id: number }[]) => repositories.map(({ id }) => id);
const repositoriesAdded = from(repositoriesAddedShape, ({ repositories_added: added }) => ({
  kind: 'repositories-added',
  ids: idsOf(added),
}));
const repositoriesRemoved = from(repositoriesRemovedShape, ({ repositories_removed: gone }) => ({
  kind: 'repositories-removed',
  ids: idsOf(gone),
}));
const suspension =
  (suspended: boolean): Reader =>
  () => ({ kind: 'installation-suspended', suspended });

/** Every event that causes work. Others may still tell us a repository's new name. */
const table = new Map<string, Reader>([
  ['pull_request.opened', pullRequestChanged],
  ['pull_request.edited', pullRequestChanged],
  ['pull_request.synchronize', pullRequestChanged],
  ['pull_request.reopened', pullRequestChanged],
  ['pull_request.ready_for_review', pullRequestChanged],
  ['pull_request.converted_to_draft', pullRequestChanged],
  ['pull_request.labeled', pullRequestChanged],
  ['pull_request.unlabeled', pullRequestChanged],
  ['pull_request.closed', pullRequestChanged],
  ['issues.opened', issueChanged],
  ['issues.edited', issueChanged],
  ['issues.reopened', issueChanged],
  ['issues.labeled', issueChanged],
  ['issues.unlabeled', issueChanged],
  ['issues.deleted', issueGone],
  ['issues.transferred', issueGone],
  ['issue_comment.created', commentCreated],
  ['pull_request_review.submitted', reviewSubmitted],
  ['check_run.rerequested', runRerequested],
  ['check_run.requested_action', buttonPressed],
  ['check_suite.rerequested', suiteRerequested],
  ['merge_group.checks_requested', mergeGroupFormed],
  ['release.published', releasePublished],
  ['release.released', releasePublished],
  ['release.edited', releasePublished],
  ['create', tagCreated],
  ['deployment_status', deploymentSucceeded],
  ['push', pushed],
  ['repository.deleted', repositoryDeleted],
  ['installation_repositories.added', repositoriesAdded],
  ['installation_repositories.removed', repositoriesRemoved],
  ['installation.deleted', removed],
  ['installation.suspend', suspension(true)],
  ['installation.unsuspend', suspension(false)],
]);

/** Their names, without an action. */
export const knownEvents: ReadonlySet<string> = new Set([...table.keys()].map((key) => key.split('.', 1)[0] as string));

/**
 * The content of a delivery, in our own words. Never throws: `problem` says why a payload of a known event could not be
 * read.
 * @param name `X-GitHub-Event`, `pull_request`.
 */
export function readEvent(
  name: string,
  payload: unknown,
  appId: number,
): { event?: DomainEvent; context: EventContext; problem?: string } {
  const context = readEventContext(payload);
  const action = (payload as { action?: unknown } | null | undefined)?.action;
  const reader = table.get(typeof action === 'string' ? `${name}.${action}` : name) ?? table.get(name);
  try {
    const event = reader?.(payload, appId);
    return event ? { event, context } : { context };
  } catch (error) {
    return { context, problem: error instanceof z.ZodError ? z.prettifyError(error) : String(error) };
  }
}

const isOwn = ({ app }: Checked, appId: number) => !app || app.id === appId;

function headOf(checked: Checked, repository: { id: number } | null | undefined) {
  const number = pullRequestOf(checked, repository?.id);
  return { headSha: checked.head_sha, ...(number === undefined ? {} : { number }) };
}

interface Labelling {
  label?: { name: string } | null | undefined;
  sender?: { type?: string | null | undefined } | null | undefined;
}

/** The echo of a label that we set ourselves. People may set or take off any label, and those events count. */
const isOwnLabel = ({ label, sender }: Labelling) =>
  label?.name.startsWith('soundings:') === true && sender?.type === 'Bot';
