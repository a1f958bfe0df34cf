import { closedByWords } from './closing-issues.ts';
import { machineTokens } from './emulator.ts';
import type { Json } from './json.ts';
import type { PullState } from './pull-states.ts';
import type { World } from './world.ts';

export interface MergeWish {
  merge_method?: 'merge' | 'squash' | 'rebase';
  commit_title?: string;
  commit_message?: string;
}

/**
 * Merges onto the base as it is now (the emulator would take the base as it was when the pull request was opened), then closes
 * the pull request and the issues that it names. Returns the SHA of the merge.
 */
export async function mergePull(
  world: World,
  state: PullState,
  pull: Json,
  token: string | undefined,
  wish: MergeWish,
): Promise<string> {
  const { emulator } = world;
  const at = (path: string) => `/repos/${state.repo}${path}`;
  await world.pulls.shapeOf(state);
  const base = await emulator.ask('GET', at(`/git/ref/heads/${state.baseRef}`));
  const sha = await mergeCommit(world, state, pull, base.object.sha, wish);

  const by = (await emulator.send({ method: 'GET', path: '/user', ...(token && { token }) })).body.toString();
  const { login, id } = JSON.parse(by);
  // The shape stays as it was against the base before the merge; afterwards nothing would be left of it.
  state.baseSha = base.object.sha;
  await world.pulls.shapeOf(state);
  state.merged = { at: new Date().toISOString(), sha, by: { login, id, type: 'User' } };
  state.open = false;

  const as = token ?? machineTokens[0];
  const write = (method: string, path: string, body: Json) =>
    emulator.send({ method, path: at(path), body, ...(as && { token: as }) });
  const moved = await write('PATCH', `/git/refs/heads/${state.baseRef}`, { sha });
  if (moved.status >= 400) throw new Error(`The merge could not move ${state.baseRef}: ${moved.body.toString()}`);
  await write('PATCH', `/pulls/${state.number}`, { state: 'closed' });
  if (state.baseRef === pull.base.repo.default_branch) {
    for (const number of [...closedByWords(pull.body), ...state.linked]) {
      await write('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' });
    }
  }
  return sha;
}

/** Makes the commit or commits that stand for a pull request on top of `base`, and moves no branch. Returns the last SHA. */
export async function mergeCommit(
  { emulator, pulls }: World,
  state: PullState,
  pull: Json,
  base: string,
  { merge_method = 'merge', commit_title, commit_message }: MergeWish,
): Promise<string> {
  const at = (path: string) => `/repos/${state.repo}${path}`;
  const { commits, files } = await pulls.shapeOf(state);
  const create = async (tree: string, parents: string[], message: string): Promise<string> =>
    (await emulator.ask('POST', at('/git/commits'), { tree, parents, message })).sha;
  const treeOf = async (sha: string): Promise<string> =>
    (await emulator.ask('GET', at(`/git/commits/${sha}`))).tree.sha;

  if (merge_method === 'rebase') {
    let parent = base;
    for (const { sha, commit } of commits) {
      const { files: changed } = await emulator.ask('GET', at(`/commits/${sha}`));
      parent = await create(await treeWith(await treeOf(parent), changed), [parent], commit.message);
    }
    return parent;
  }
  const tree = await treeWith(await treeOf(base), files);
  if (merge_method === 'squash') {
    const [only, ...more] = commits.map(({ commit }): string => commit.message);
    const [subject, ...rest] = more.length === 0 ? (only ?? '').split('\n\n') : [pull.title];
    const said =
      more.length === 0 ? rest.join('\n\n') : commits.map(({ commit }) => `* ${commit.message}`).join('\n\n');
    return create(tree, [base], joined(commit_title ?? `${subject} (#${state.number})`, commit_message ?? said));
  }
  const title = commit_title ?? `Merge pull request #${state.number} from ${pull.head.label.replace(':', '/')}`;
  return create(tree, [base, state.headSha], joined(title, commit_message ?? pull.title));

  async function treeWith(baseTree: string, changed: Json[]): Promise<string> {
    const entries = changed.flatMap(({ filename, previous_filename, status, sha }) => [
      { path: filename, mode: '100644', type: 'blob', sha: status === 'removed' ? null : sha },
      ...(previous_filename ? [{ path: previous_filename, mode: '100644', type: 'blob', sha: null }] : []),
    ]);
    return (await emulator.ask('POST', at('/git/trees'), { base_tree: baseTree, tree: entries })).sha;
  }
}

const joined = (title: string, message: string) => (message ? `${title}\n\n${message}` : title);
