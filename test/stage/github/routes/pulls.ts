import type { Json } from '../json.ts';
import { pullKey } from '../mend.ts';
import { mergePull } from '../merge-pull.ts';
import { type Context, notFound, page, type Reply, refused, route } from '../request.ts';

/** Pull requests as far as the emulator makes them up: files, commits, merges, and their face as an issue. */
export const pullRoutes = [
  route('POST', '/repos/:repo/pulls', async (context) => withShape(context, await context.pass())),
  route('GET', '/repos/:repo/pulls/:', async (context) => withShape(context, await context.pass())),
  route('GET', '/repos/:repo/pulls/:/files', (context) => listed(context, 'files')),
  route('GET', '/repos/:repo/pulls/:/commits', (context) => listed(context, 'commits')),

  route('PUT', '/repos/:repo/pulls/:/merge', async ({ world, request, params: [repo = '', number] }) => {
    const state = world.pulls.get(repo, Number(number));
    if (!state) return notFound();
    const pull = await world.emulator.ask('GET', `/repos/${repo}/pulls/${number}`);
    if (!state.open || pull.draft) return { status: 405, json: { message: 'Pull Request is not mergeable' } };
    if (request.body?.sha && request.body.sha !== state.headSha) {
      return { status: 409, json: { message: 'Head branch was modified. Review and try the merge again.' } };
    }
    const sha = await mergePull(world, state, pull, request.token, request.body ?? {});
    return { status: 200, json: { sha, merged: true, message: 'Pull Request successfully merged' } };
  }),

  route('GET', '/repos/:repo/issues/:', async (context) => {
    const [repo = '', number] = context.params;
    const state = context.world.pulls.get(repo, Number(number));
    if (!state) return context.pass();
    const answer = await context.pass({ path: `/repos/${repo}/pulls/${number}` });
    const pull = answer.json;
    if (!pull?.base) return answer;
    const { id, node_id, number: n, title, body, user, state: open, labels, comments, html_url, locked } = pull;
    const repository_url = pull.base.repo.url;
    const json = {
      ...{ id, node_id, number: n, title, body, user, state: open, labels, comments, html_url, locked },
      ...{ repository_url, url: `${repository_url}/issues/${n}`, state_reason: null, assignees: [], milestone: null },
      ...{ created_at: pull.created_at, updated_at: pull.updated_at, closed_at: pull.closed_at },
      author_association: pull.author_association,
      pull_request: pullKey(repository_url, html_url, state),
    };
    return { status: 200, json };
  }),

  route('GET', '/repos/:repo/issues/:/events', async (context) => {
    const [repo = '', number] = context.params;
    const state = context.world.pulls.get(repo, Number(number));
    return state ? page(context.request, context.world.app.origin, structuredClone(state.labelEvents)) : context.pass();
  }),

  route('GET', '/repos/:repo/commits/:/pulls', async ({ world, params: [repo = '', sha] }) => {
    const found: Json[] = [];
    for (const state of world.pulls.all(repo)) {
      const { commits } = await world.pulls.shapeOf(state);
      if (state.merged?.sha === sha || commits.some((commit) => commit.sha === sha)) found.push(state.number);
    }
    const pulls = found.map((number) => world.emulator.ask('GET', `/repos/${repo}/pulls/${number}`));
    return { status: 200, json: await Promise.all(pulls) };
  }),

  // A title of nothing but spaces is all that GitHub refuses here and the emulator does not.
  route('PATCH', '/repos/:repo/pulls/:', async (context) =>
    context.request.body?.title?.trim() === ''
      ? refused('Validation Failed')
      : withShape(context, await context.pass()),
  ),
];

/** Its figures are laid over the answer (`mend.ts`) once its commits and files are known. */
async function withShape({ world }: Context, answer: Reply): Promise<Reply> {
  if (answer.json?.base) await world.pulls.shapeOf(world.pulls.of(answer.json));
  return answer;
}

async function listed(
  { world, request, params: [repo = '', number] }: Context,
  what: 'files' | 'commits',
): Promise<Reply> {
  const state = world.pulls.get(repo, Number(number));
  if (!state) return notFound();
  const shape = await world.pulls.shapeOf(state);
  return page(request, world.app.origin, structuredClone(shape[what]));
}
