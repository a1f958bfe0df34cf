import type { Json } from './json.ts';
import type { PullState } from './pull-states.ts';
import type { World } from './world.ts';

/**
 * An answer or a payload of the emulator as GitHub would have written it: times shifted, bots called bots, pull requests,
 * checks and comments with what the emulator does not know. Changes `value` and returns it; not to be done twice.
 */
export function mend(value: Json, world: World): Json {
  if (Array.isArray(value)) {
    for (const item of value) mend(item, world);
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && isTime(key, inner)) value[key] = world.clock.shown(inner);
    else mend(inner, world);
  }
  if (typeof value.login === 'string' && value.login.endsWith('[bot]')) value.type = 'Bot';
  if ('diff_url' in value && 'head' in value && 'base' in value) mendPull(value, world);
  else if ('labels_url' in value && 'number' in value) mendIssue(value, world);
  else if ('issue_url' in value && 'performed_via_github_app' in value) mendComment(value, world);
  else if ('head_sha' in value && 'pull_requests' in value) mendCheck(value, world);
  return value;
}

/** The emulator writes milliseconds, GitHub and what is mended do not. Tokens expire on the real clock. */
const isTime = (key: string, value: string) =>
  (key.endsWith('_at') || key === 'date' || key === 'timestamp') &&
  key !== 'expires_at' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);

function mendPull(pull: Json, { pulls, clock }: World): void {
  const state = pulls.of(pull);
  pull.head.sha = state.headSha;
  pull.base.sha = state.baseSha;
  if (state.fork) fromFork(pull, state.fork);
  if (state.shape) {
    pull.commits = state.shape.commits.length;
    pull.changed_files = state.shape.files.length;
    pull.additions = sum(state.shape.files.map((file) => file.additions));
    pull.deletions = sum(state.shape.files.map((file) => file.deletions));
  }
  pull.merged = state.merged !== undefined;
  if (!state.merged) return;
  const { at, sha, by } = state.merged;
  Object.assign(pull, { state: 'closed', merged_at: clock.shown(at), closed_at: clock.shown(at) });
  Object.assign(pull, { merge_commit_sha: sha, merged_by: by, mergeable: null, mergeable_state: 'unknown' });
}

/** A fork is shown as one, while its commits live in the repository that the emulator compares in. */
function fromFork(pull: Json, login: string): void {
  const { name } = pull.base.repo;
  const owner = { ...pull.user, login };
  pull.head.label = `${login}:${pull.head.ref}`;
  pull.head.user = owner;
  pull.head.repo = { ...pull.base.repo, id: 900_000 + pull.user.id, fork: true, full_name: `${login}/${name}`, owner };
}

function mendIssue(issue: Json, { pulls }: World): void {
  const repo = String(issue.repository_url).split('/repos/')[1] ?? '';
  const state = pulls.get(repo, issue.number);
  if (!state || issue.pull_request) return;
  issue.html_url = issue.html_url.replace('/issues/', '/pull/');
  issue.pull_request = pullKey(issue.repository_url, issue.html_url, state);
}

/** The key by which an issue is known to be a pull request. */
export const pullKey = (repositoryUrl: string, htmlUrl: string, state: PullState) => ({
  url: `${repositoryUrl}/pulls/${state.number}`,
  html_url: htmlUrl,
  diff_url: `${htmlUrl}.diff`,
  patch_url: `${htmlUrl}.patch`,
  merged_at: state.merged?.at ?? null,
});

function mendComment(comment: Json, { app, reactions }: World): void {
  if (comment.user?.login === `${app.slug}[bot]`) comment.performed_via_github_app = appShown(app);
  const given = reactions.get(comment.id) ?? [];
  comment.reactions = { ...comment.reactions, total_count: given.length };
  for (const { content } of given) comment.reactions[content] = (comment.reactions[content] ?? 0) + 1;
}

function mendCheck(check: Json, { app, pulls }: World): void {
  check.app = appShown(app);
  const repo = /\/repos\/([^/]+\/[^/]+)\//.exec(check.url ?? '')?.[1] ?? '';
  check.pull_requests = pulls
    .openWithHead(repo, check.head_sha)
    .filter((state) => !state.fork)
    .map(({ number, repoId, headRef, headSha, baseRef, baseSha }) => {
      const [url, name] = [check.url.split('/check-')[0], repo.split('/')[1]];
      const side = { repo: { id: repoId, url, name } };
      const [head, base] = [
        { ref: headRef, sha: headSha, ...side },
        { ref: baseRef, sha: baseSha, ...side },
      ];
      return { id: number, number, url: `${url}/pulls/${number}`, head, base };
    });
}

const appShown = ({ id, slug, name, events }: World['app']) => ({ id, slug, name, events, owner: null });

const sum = (figures: number[]) => figures.reduce((total, figure) => total + figure, 0);
