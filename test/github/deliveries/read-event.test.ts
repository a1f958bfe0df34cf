import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../../src/flows/ports/domain-event.ts';
import { readEvent } from '../../../src/github/deliveries/read-event.ts';
import { runs } from '../../stage/run/property-runs.ts';
import {
  appId,
  around,
  checkRun,
  commit,
  context,
  deploymentStatus,
  mona,
  ourBot,
  push,
  release,
  shop,
} from '../payloads.ts';

const eventOf = (name: string, payload: object) => {
  const { event, problem } = readEvent(name, { ...around, ...payload }, appId);
  expect(problem).toBeUndefined();
  return event;
};

const headSha = checkRun.head_sha;
const pull = { pull_request: { number: 7 } };
const issue = { issue: { number: 42 } };
const comment = { id: 9, body: '/soundings check', user: mona };
const changed: DomainEvent = { kind: 'pull-request-changed', number: 7 };
const issueChanged: DomainEvent = { kind: 'issue-changed', number: 42 };
const mergeGroup = { head_sha: headSha, base_sha: 'base', head_ref: 'gh-readonly-queue/main/pr-7-base' };
const published: DomainEvent = {
  kind: 'release-published',
  releaseId: 21,
  tag: 'v1.4.0',
  targetCommitish: 'main',
  prerelease: false,
  url: 'https://github.com/acme/shop/releases/v1.4.0',
  at: new Date('2026-11-03T09:00:00Z'),
};
const deployed: DomainEvent = {
  kind: 'deployment-succeeded',
  deploymentId: 30,
  environment: 'production',
  production: true,
  transient: false,
  sha: headSha,
  at: new Date('2026-11-03T09:00:00Z'),
};
const pushed: DomainEvent = {
  kind: 'commits-pushed',
  commits: [{ sha: headSha, message: 'Shorter form (#7)', at: new Date('2026-11-03T09:00:00Z') }],
  touchesMap: false,
};
const created: DomainEvent = {
  kind: 'comment-created',
  number: 42,
  onPullRequest: false,
  commentId: 9,
  body: '/soundings check',
};

const told: [name: string, name: string, payload: object, event: DomainEvent][] = [
  ...[
    'opened',
    'synchronize',
    'reopened',
    'ready_for_review',
    'converted_to_draft',
    'labeled',
    'unlabeled',
    'closed',
  ].map((action): [string, string, object, DomainEvent] => [
    `a pull request ${action}`,
    'pull_request',
    { action, ...pull },
    changed,
  ]),
  [
    'a pull request edited: by whom matters once it is merged',
    'pull_request',
    { action: 'edited', ...pull },
    { ...changed, edited: true },
  ],
  [
    'a merge, with the text that was merged',
    'pull_request',
    { action: 'closed', pull_request: { number: 7, merged: true, title: 'Shorter form', body: null } },
    { ...changed, merged: { title: 'Shorter form', body: '' } },
  ],
  [
    'a pull request closed without a merge',
    'pull_request',
    { action: 'closed', pull_request: { number: 7, merged: false, title: 'Shorter form', body: 'Shorter' } },
    changed,
  ],
  ...['opened', 'edited', 'reopened', 'labeled', 'unlabeled'].map((action): [string, string, object, DomainEvent] => [
    `an issue ${action}`,
    'issues',
    { action, ...issue },
    issueChanged,
  ]),
  [
    'a label that a person sets on an issue',
    'issues',
    { action: 'labeled', ...issue, label: { name: 'soundings:validated' }, sender: mona },
    { ...issueChanged, label: { name: 'soundings:validated', set: true } },
  ],
  [
    'a label that a person takes away',
    'issues',
    { action: 'unlabeled', ...issue, label: { name: 'hypothesis' }, sender: mona },
    { ...issueChanged, label: { name: 'hypothesis', set: false } },
  ],
  [
    'an app sets the label of a standing: whether that is our own echo can be told from what is kept',
    'issues',
    { action: 'labeled', ...issue, label: { name: 'soundings:validated' }, sender: ourBot },
    { ...issueChanged, label: { name: 'soundings:validated', set: true } },
  ],
  [
    'a push to a pull request: by whom matters for what was exempted before it',
    'pull_request',
    { action: 'synchronize', ...pull, before: 'a'.repeat(40), after: 'b'.repeat(40) },
    { ...changed, pushed: { before: 'a'.repeat(40), after: 'b'.repeat(40) } },
  ],
  ['an issue deleted', 'issues', { action: 'deleted', ...issue }, { kind: 'issue-gone', number: 42 }],
  [
    'an issue transferred',
    'issues',
    {
      action: 'transferred',
      ...issue,
      changes: { new_issue: { number: 7 }, new_repository: { ...around.repository, id: 502, name: 'ideas' } },
    },
    {
      kind: 'issue-gone',
      number: 42,
      movedTo: {
        number: 7,
        repository: {
          id: 502,
          ownerId: around.repository.owner.id,
          owner: around.repository.owner.login,
          name: 'ideas',
          defaultBranch: around.repository.default_branch,
          private: around.repository.private,
        },
      },
    },
  ],
  [
    'an issue transferred to where we may not look',
    'issues',
    { action: 'transferred', ...issue, changes: {} },
    { kind: 'issue-gone', number: 42 },
  ],
  [
    'a pull request that comes as an issue',
    'issues',
    { action: 'labeled', issue: { number: 7, pull_request: { url: 'u' } }, label: { name: 'no-outcome' } },
    { ...changed, label: { name: 'no-outcome', set: true } },
  ],
  [
    "another bot's label",
    'pull_request',
    { action: 'labeled', ...pull, label: { name: 'no-outcome' }, sender: ourBot },
    { ...changed, label: { name: 'no-outcome', set: true } },
  ],
  [
    'one of our labels taken away by a person',
    'pull_request',
    { action: 'unlabeled', ...pull, label: { name: 'soundings:moved' }, sender: mona },
    { ...changed, label: { name: 'soundings:moved', set: false } },
  ],
  ['a comment', 'issue_comment', { action: 'created', ...issue, comment }, created],
  [
    'a comment with its time',
    'issue_comment',
    { action: 'created', ...issue, comment: { ...comment, created_at: '2026-11-03T09:00:00Z' } },
    { ...created, at: new Date('2026-11-03T09:00:00Z') },
  ],
  [
    'a comment on a pull request, without text',
    'issue_comment',
    { action: 'created', issue: { number: 7, pull_request: {} }, comment: { ...comment, body: null } },
    { ...created, number: 7, onPullRequest: true, body: '' },
  ],
  [
    'a review',
    'pull_request_review',
    {
      ...{ action: 'submitted', pull_request: { number: 7 } },
      review: { id: 12, body: '/soundings check', submitted_at: '2026-11-03T09:00:00Z', state: 'commented' },
    },
    {
      ...{ kind: 'comment-created', number: 7, onPullRequest: true, commentId: 12, body: '/soundings check' },
      ...{ inReview: true, at: new Date('2026-11-03T09:00:00Z') },
    },
  ],
  [
    'a review without text',
    'pull_request_review',
    { action: 'submitted', pull_request: { number: 7 }, review: { id: 12, body: null, user: mona } },
    { kind: 'comment-created', number: 7, onPullRequest: true, commentId: 12, body: '', inReview: true },
  ],
  [
    'a check asked for again, listed with the pull request of another repository',
    'check_run',
    { action: 'rerequested', check_run: checkRun },
    { kind: 'check-rerequested', headSha, number: 7 },
  ],
  [
    'a check on a fork asked for again',
    'check_run',
    { action: 'rerequested', check_run: { ...checkRun, pull_requests: [] } },
    { kind: 'check-rerequested', headSha },
  ],
  [
    'a check without the fields that may be missing',
    'check_run',
    { action: 'rerequested', check_run: { head_sha: headSha, app: null } },
    { kind: 'check-rerequested', headSha },
  ],
  [
    'all checks asked for again',
    'check_suite',
    { action: 'rerequested', check_suite: checkRun },
    { kind: 'check-rerequested', headSha, number: 7 },
  ],
  [
    'the button Re-check',
    'check_run',
    { action: 'requested_action', check_run: checkRun, requested_action: { identifier: 'recheck' } },
    { kind: 'button-pressed', button: 'recheck', headSha, number: 7 },
  ],
  [
    'the button Mark exempt on a fork',
    'check_run',
    {
      action: 'requested_action',
      check_run: { ...checkRun, pull_requests: [] },
      requested_action: { identifier: 'exempt' },
    },
    { kind: 'button-pressed', button: 'exempt', headSha },
  ],
  [
    'a merge group',
    'merge_group',
    { action: 'checks_requested', merge_group: mergeGroup },
    { kind: 'merge-group-formed', headSha, baseSha: 'base', headRef: 'gh-readonly-queue/main/pr-7-base' },
  ],
  ['a release published', 'release', { action: 'published', release }, published],
  ['a release released', 'release', { action: 'released', release }, published],
  [
    'a prerelease that becomes a release weeks later',
    'release',
    { action: 'released', release: { ...release, updated_at: '2026-11-20T08:00:00Z' } },
    { ...published, at: new Date('2026-11-20T08:00:00Z') },
  ],
  [
    'a release whose notes were edited before its event was made',
    'release',
    { action: 'published', release: { ...release, updated_at: '2026-11-20T08:00:00Z' } },
    published,
  ],
  [
    'a prerelease without a date of its own',
    'release',
    { action: 'published', release: { ...release, prerelease: true, published_at: null } },
    { ...published, prerelease: true, at: new Date('2026-11-01T09:00:00Z') },
  ],
  [
    'a release edited',
    'release',
    { action: 'edited', release: { ...release, updated_at: '2026-11-20T08:00:00Z' } },
    { ...published, edited: true, at: new Date('2026-11-20T08:00:00Z') },
  ],
  [
    'a tag made',
    'create',
    { ref: 'v1', ref_type: 'tag', repository: { ...around.repository, pushed_at: '2026-11-03T09:00:00Z' } },
    { kind: 'tag-pushed', tag: 'v1', moved: false, at: new Date('2026-11-03T09:00:00Z') },
  ],
  ...[true, false].map((created): [string, string, object, DomainEvent] => [
    created ? 'a tag pushed' : 'a tag moved',
    'push',
    { ...push, ref: 'refs/tags/api/v1', created, repository: { ...around.repository, pushed_at: 1_793_696_400 } },
    { kind: 'tag-pushed', tag: 'api/v1', moved: !created, at: new Date(1_793_696_400_000) },
  ]),
  ['a deployment', 'deployment_status', { action: 'created', ...deploymentStatus }, deployed],
  [
    'a deployment of a server that flags nothing',
    'deployment_status',
    {
      deployment_status: { state: 'success', created_at: '2026-11-03T09:00:00Z', environment: '' },
      deployment: { id: 30, sha: headSha, environment: 'staging' },
    },
    { ...deployed, environment: 'staging', production: false },
  ],
  ['a push', 'push', push, pushed],
  [
    'a push to another branch, with what is known from elsewhere',
    'push',
    { ...push, ref: 'refs/heads/release/1.x', commits: [commit, { ...commit, distinct: false }] },
    { ...pushed, branch: 'release/1.x' },
  ],
  ...(['added', 'modified', 'removed'] as const).map((list): [string, string, object, DomainEvent] => [
    `a push with the map ${list}`,
    'push',
    { ...push, commits: [commit, { ...commit, [list]: ['.github/soundings.yml'] }] },
    { ...pushed, commits: [pushed.commits, pushed.commits].flat(), touchesMap: true },
  ]),
  [
    'a forced push, which may have changed anything',
    'push',
    { ...push, forced: true },
    { ...pushed, touchesMap: true },
  ],
  ['an installation removed', 'installation', { action: 'deleted' }, { kind: 'installation-removed' }],
  [
    'an installation removed, and whose it was',
    'installation',
    { action: 'deleted', installation: { id: 5, account: { id: 10, login: 'acme' } } },
    { kind: 'installation-removed', ownerId: 10 },
  ],
  ['a repository deleted', 'repository', { action: 'deleted' }, { kind: 'repository-deleted' }],
  [
    'repositories taken out',
    'installation_repositories',
    { action: 'removed', repositories_removed: [{ id: 1, name: 'shop' }, { id: 2 }], repositories_added: [] },
    { kind: 'repositories-removed', ids: [1, 2] },
  ],
  [
    'repositories put in',
    'installation_repositories',
    { action: 'added', repositories_added: [{ id: 1, name: 'shop' }], repositories_removed: [] },
    { kind: 'repositories-added', ids: [1] },
  ],
  [
    'an installation suspended',
    'installation',
    { action: 'suspend' },
    { kind: 'installation-suspended', suspended: true },
  ],
  [
    'an installation back again',
    'installation',
    { action: 'unsuspend' },
    { kind: 'installation-suspended', suspended: false },
  ],
];

test.each(told)('%s', (_, name, payload, event) => {
  expect(eventOf(name, payload)).toEqual(event);
});

const untold: [name: string, name: string, payload: object][] = [
  ['a pull request assigned', 'pull_request', { action: 'assigned', ...pull }],
  ['an issue closed', 'issues', { action: 'closed', ...issue }],
  [
    'the echo of our own label',
    'pull_request',
    { action: 'labeled', ...pull, label: { name: 'soundings:moved' }, sender: ourBot },
  ],
  [
    'the echo of our own label on an issue',
    'issues',
    { action: 'unlabeled', ...issue, label: { name: 'soundings:needs-outcome' }, sender: ourBot },
  ],
  [
    "another app's review",
    'pull_request_review',
    { action: 'submitted', pull_request: { number: 7 }, review: { id: 12, body: '/soundings check', user: ourBot } },
  ],
  ['a comment edited', 'issue_comment', { action: 'edited', ...issue, changes: { body: { from: 'Hello' } }, comment }],
  [
    'our own comment',
    'issue_comment',
    { action: 'created', ...issue, comment: { ...comment, user: ourBot }, sender: ourBot },
  ],
  [
    'a comment written through our own app',
    'issue_comment',
    { action: 'created', ...issue, comment: { ...comment, performed_via_github_app: { id: appId } } },
  ],
  ['our own run made', 'check_run', { action: 'created', check_run: checkRun }],
  ['the run of another app', 'check_run', { action: 'rerequested', check_run: { ...checkRun, app: { id: 15368 } } }],
  ['the suite of another app', 'check_suite', { action: 'rerequested', check_suite: { ...checkRun, app: { id: 1 } } }],
  [
    'a button of another app',
    'check_run',
    {
      action: 'requested_action',
      check_run: { ...checkRun, app: { id: 1 } },
      requested_action: { identifier: 'recheck' },
    },
  ],
  [
    'a button that we do not have',
    'check_run',
    { action: 'requested_action', check_run: checkRun, requested_action: { identifier: 'fix' } },
  ],
  ['a merge group gone', 'merge_group', { action: 'destroyed', merge_group: mergeGroup }],
  ['a draft release', 'release', { action: 'published', release: { ...release, draft: true } }],
  ['a branch made', 'create', { ref: 'v1', ref_type: 'branch', repository: { pushed_at: '2026-11-03T09:00:00Z' } }],
  [
    'a deployment on its way',
    'deployment_status',
    { ...deploymentStatus, deployment_status: { ...deploymentStatus.deployment_status, state: 'in_progress' } },
  ],
  ['a push to a branch of the merge queue', 'push', { ...push, ref: 'refs/heads/gh-readonly-queue/main/pr-12-abc' }],
  ['a tag deleted', 'push', { ...push, ref: 'refs/tags/v1', deleted: true }],
  ['the default branch deleted', 'push', { ...push, deleted: true, commits: [] }],
  ['a repository renamed', 'repository', { action: 'renamed' }],
  ['an installation', 'installation', { action: 'created' }],
  ['an event nobody knows', '__proto__', { action: 'constructor' }],
];

test.each(untold)('%s sets nothing in motion', (_, name, payload) => {
  expect(eventOf(name, payload)).toBeUndefined();
});

test('a push too long for GitHub to list may hold the map', () => {
  expect(eventOf('push', { ...push, commits: Array(2048).fill(commit) })).toMatchObject({ touchesMap: true });
});

describe('context', () => {
  const contextOf = (payload: unknown) => readEvent('repository', payload, appId).context;

  test('who and where', () => {
    expect(contextOf({ action: 'renamed', ...around })).toEqual(context);
  });

  test('a repository under its new name and owner', () => {
    const repository = { ...around.repository, name: 'store', owner: { login: 'umbrella', id: 6 }, private: false };
    expect(contextOf({ ...around, repository }).repository).toEqual({
      ...shop,
      name: 'store',
      owner: 'umbrella',
      ownerId: 6,
      private: false,
    });
  });

  test('a bot', () => {
    expect(contextOf({ ...around, sender: ourBot }).sender).toEqual({ login: 'soundings[bot]', isBot: true });
  });

  test.each([
    ['nothing is known', null, {}],
    ['no repository', { installation: { id: 5 }, sender: mona }, { installationId: 5, sender: context.sender }],
    ['no installation', { ...around, installation: undefined }, { sender: context.sender }],
    ['a repository without a name', { ...around, repository: { id: 10 } }, { ...context, repository: undefined }],
  ])('%s', (_, payload, expected) => {
    expect(contextOf(payload)).toEqual(expected);
  });
});

describe('payloads that cannot be read', () => {
  test('are named, and tell their context all the same', () => {
    expect(readEvent('pull_request', { action: 'opened', ...around, pull_request: {} }, appId)).toEqual({
      context,
      problem: '✖ Invalid input: expected number, received undefined\n  → at pull_request.number',
    });
  });

  test('do not throw, whatever they are', () => {
    const events = told.map(([, name, payload]) => [name, (payload as { action?: string }).action] as const);
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.anything(), fc.anything(), ([name, action], payload, part) => {
        const spoilt = { ...around, action, repository: part, [name]: part, installation: around.installation };
        expect(readEvent(name, { action: payload }, appId).event).toBeUndefined();
        expect(readEvent(name, payload, appId).context).toBeDefined();
        expect(readEvent(name, spoilt, appId).context).toMatchObject({ installationId: 5 });
      }),
      runs(),
    );
  });
});
