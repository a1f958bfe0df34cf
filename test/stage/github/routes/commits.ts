import { route } from '../request.ts';

/** A commit that does not exist is 422, its SHA alone can be asked for, and its pull requests; the emulator knows none of it. */
export const commitRoutes = [
  /** The pull requests that a commit came by. */
  route('GET', '/repos/:repo/commits/:/pulls', async ({ world, params: [repo = '', sha = ''] }) => {
    const found = world.pulls.all(repo).filter(({ merged, headSha }) => merged?.sha === sha || headSha === sha);
    return { status: 200, json: found.map(({ number, merged }) => ({ number, merged_at: merged?.at ?? null })) };
  }),
  route('GET', '/repos/:repo/commits/:', async ({ request, pass }) => {
    const answer = await pass();
    if (answer.status === 404) return { status: 422, json: { message: `No commit found for SHA: ${request.path}` } };
    const wantsSha = /application\/vnd\.github(\.v3)?\.sha/.test(request.accept ?? '');
    return wantsSha && answer.status === 200 ? { status: 200, text: answer.json.sha } : answer;
  }),
];
