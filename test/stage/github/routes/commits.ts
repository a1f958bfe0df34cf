import { route } from '../request.ts';

/** A commit that does not exist is 422, and its SHA alone can be asked for; the emulator knows neither. */
export const commitRoutes = [
  route('GET', '/repos/:repo/commits/:', async ({ request, pass }) => {
    const answer = await pass();
    if (answer.status === 404) return { status: 422, json: { message: `No commit found for SHA: ${request.path}` } };
    const wantsSha = /application\/vnd\.github(\.v3)?\.sha/.test(request.accept ?? '');
    return wantsSha && answer.status === 200 ? { status: 200, text: answer.json.sha } : answer;
  }),
];
