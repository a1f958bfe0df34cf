import { route } from '../request.ts';

/** A release makes its tag, and one that stops being a prerelease says so; the emulator does neither. */
export const releaseRoutes = [
  route('POST', '/repos/:repo/releases', async ({ world, request, params: [repo = ''], pass }) => {
    const { tag_name, target_commitish, draft } = request.body ?? {};
    const tagged = await world.emulator.ask('GET', `/repos/${repo}/git/ref/tags/${tag_name}`);
    if (!tagged && !draft) {
      const { default_branch } = await world.emulator.ask('GET', `/repos/${repo}`);
      const commit = await world.emulator.ask('GET', `/repos/${repo}/commits/${target_commitish ?? default_branch}`);
      await world.emulator.ask('POST', `/repos/${repo}/git/refs`, { ref: `refs/tags/${tag_name}`, sha: commit.sha });
    }
    return pass();
  }),

  route('PATCH', '/repos/:repo/releases/:', async ({ world, request, params: [repo = '', id], pass }) => {
    const before = await world.emulator.ask('GET', `/repos/${repo}/releases/${id}`);
    if (before?.draft && request.body?.draft === false) {
      const commit = await world.emulator.ask('GET', `/repos/${repo}/commits/${before.target_commitish}`);
      const ref = `refs/tags/${request.body.tag_name ?? before.tag_name}`;
      await world.emulator.ask('POST', `/repos/${repo}/git/refs`, { ref, sha: commit.sha });
      return pass();
    }
    const answer = await pass();
    if (answer.status !== 200 || answer.json.draft) return answer;
    const repository = await world.emulator.ask('GET', `/repos/${repo}`);
    const tell = (action: string) =>
      world.relay.post('release', {
        ...{ action, release: structuredClone(answer.json), repository, sender: answer.json.author },
        ...(action === 'edited' && { changes: {} }),
      });
    await tell('edited');
    if (before.prerelease && !answer.json.prerelease) await tell('released');
    return answer;
  }),
];
