import type { Forge } from '../flows/ports/forge.ts';
import { closingIssuesReader } from './closing-issues.ts';
import { createComment, react, readOwnComments, updateComment } from './comments.ts';
import { createIssue, readOwnIssues, updateIssue } from './issues.ts';
import { addLabel, removeLabel } from './labels.ts';
import { createCheck, readOwnCheck, updateCheck } from './publish-check.ts';
import { readAccess } from './read-access.ts';
import {
  readAncestry,
  readChangeOf,
  readCommitOf,
  readCommitsBetween,
  readCommitsSince,
  readLastCommitOf,
  readMergedWith,
  readPathsOf,
} from './read-commits.ts';
import { fileReader } from './read-file.ts';
import { readDeploymentsSince, readMergedSince, readReleasesSince } from './read-history.ts';
import { readIssue } from './read-issue.ts';
import { readLabeller } from './read-labeller.ts';
import {
  readChangedPaths,
  readCommitAuthors,
  readCommitsOf,
  readOpenPullRequests,
  readPullRequest,
} from './read-pull-request.ts';
import { readPresent, readRepository } from './read-repository.ts';
import { readTagsSince } from './read-tags.ts';
import { readReleaseNotes, updateReleaseNotes } from './releases.ts';
import type { AppIdentity } from './requests/app-identity.ts';
import { type GitHubAccess, requestsOf } from './requests/requests.ts';
import { tellRefusals } from './tell-refusals.ts';
import { hasWriteAccess } from './write-access.ts';

/**
 * GitHub as the flows see it. A renamed repository is found by its old name: GitHub redirects, and fetch follows. Every
 * call throws a `GitHubError` if GitHub fails, or refuses for a reason that is not an answer.
 */
export function githubForge(access: GitHubAccess & { identity: AppIdentity }): Forge {
  const { identity, log, now } = access;
  const requests = requestsOf(access);
  const canRead = readAccess(requests, now);
  const forge: Forge = {
    pullRequest: (repository, number) => readPullRequest(requests, log, repository, number),
    openPullRequests: (repository) => readOpenPullRequests(requests, repository),
    mergedSince: (repository, since) => readMergedSince(requests, repository, since),
    releasesSince: (repository, since) => readReleasesSince(requests, repository, since),
    tagsSince: (repository, since) => readTagsSince(access, repository, since),
    deploymentsSince: (repository, since, isWanted) => readDeploymentsSince(requests, repository, since, isWanted),
    changedPaths: (repository, number) => readChangedPaths(requests, repository, number),
    commitAuthors: (repository, number) => readCommitAuthors(requests, repository, number),
    commitsOf: (repository, number) => readCommitsOf(requests, repository, number),
    issue: (repository, number, by, elsewhere) => readIssue(requests, canRead, repository, number, by, elsewhere),
    closingIssues: closingIssuesReader(access, canRead),
    present: (repository) => readPresent(requests, repository),
    repositoryNamed: (repository, name) => readRepository(requests, repository, name),
    canRead,
    labelledBy: (repository, number, label) => readLabeller(requests, repository, number, label),
    canWrite: (repository, login) => hasWriteAccess(requests, repository, login),
    file: fileReader(requests),
    lastCommitOf: (repository, path, name) => readLastCommitOf(requests, repository, path, name),
    pathsOf: (repository, sha) => readPathsOf(requests, repository, sha),
    changeOf: (repository, of) => readChangeOf(requests, repository, of),
    commitsSince: (repository, sha, since) => readCommitsSince(requests, repository, sha, since),
    commitOf: (repository, ref) => readCommitOf(requests, repository, ref),
    compare: (repository, base, head) => readAncestry(requests, repository, base, head),
    commitsBetween: (repository, base, head) => readCommitsBetween(requests, repository, base, head),

    createCheck: (repository, run) => createCheck(requests, now, repository, run),
    ownCheck: (repository, headSha) => readOwnCheck(requests, identity.appId, repository, headSha),
    updateCheck: (repository, id, run) => updateCheck(requests, now, repository, id, run),
    createComment: (repository, number, body) => createComment(requests, repository, number, body),
    // Forges with a budget override this.
    room: async () => {},
    updateComment: (repository, id, body) => updateComment(requests, repository, id, body),
    ownComments: (repository, number) => readOwnComments(requests, identity, repository, number),
    addLabel: (repository, number, label) => addLabel(requests, repository, number, label),
    removeLabel: (repository, number, label) => removeLabel(requests, repository, number, label),
    createIssue: (repository, issue) => createIssue(requests, repository, issue),
    updateIssue: (repository, number, issue) => updateIssue(requests, repository, number, issue),
    ownIssues: (repository) => readOwnIssues(requests, identity, repository),
    releaseNotes: (repository, tag) => readReleaseNotes(requests, repository, tag),
    updateReleaseNotes: (repository, id, notes) => updateReleaseNotes(requests, repository, id, notes),
    mergedWith: (repository, sha) => readMergedWith(requests, repository, sha),
    react: (repository, commentId, content) => react(requests, repository, commentId, content),
  };
  return tellRefusals(forge, access);
}
