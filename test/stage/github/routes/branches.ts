import type { Json } from '../json.ts';
import { type Context, type Reply, route } from '../request.ts';
import type { World } from '../world.ts';

/** Whatever moves a branch moves the open pull requests from it; the emulator leaves them at their first commit. */
export const branchRoutes = [
  route('PATCH', '/repos/:repo/git/refs/heads/*', async (context) => {
    const [, branch = ''] = context.params;
    const answer = await context.pass();
    return moved(context, decodeURIComponent(branch), answer.json?.object?.sha, answer);
  }),
  route('PUT', '/repos/:repo/contents/*', (context) => written(context)),
  route('DELETE', '/repos/:repo/contents/*', (context) => written(context)),
];

async function written(context: Context): Promise<Reply> {
  const answer = await context.pass();
  const { branch } = context.request.body ?? {};
  return branch ? moved(context, branch, answer.json?.commit?.sha, answer) : answer;
}

async function moved(
  { world, request, params: [repo = ''] }: Context,
  branch: string,
  sha: Json,
  answer: Reply,
): Promise<Reply> {
  if (answer.status >= 300 || typeof sha !== 'string') return answer;
  for (const state of world.pulls.all(repo)) {
    if (!state.open || state.headRef !== branch || state.headSha === sha) continue;
    const before = state.headSha;
    const base = await world.emulator.ask('GET', `/repos/${repo}/git/ref/heads/${state.baseRef}`);
    Object.assign(state, { headSha: sha, baseSha: base.object.sha });
    const pull = await world.emulator.ask('GET', `/repos/${repo}/pulls/${state.number}`);
    const sender = (await whoHas(world, request.token)) ?? pull.user;
    const payload = {
      action: 'synchronize',
      before,
      after: sha,
      pull_request: pull,
      repository: pull.base.repo,
      sender,
    };
    await world.relay.post('pull_request', structuredClone(payload));
  }
  return answer;
}

async function whoHas({ emulator }: World, token: string | undefined): Promise<Json> {
  const answer = await emulator.send({ method: 'GET', path: '/user', ...(token && { token }) });
  return answer.status === 200 ? JSON.parse(answer.body.toString()) : undefined;
}
