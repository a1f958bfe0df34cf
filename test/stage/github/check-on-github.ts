import type { Hands } from './hands.ts';
import type { Json } from './json.ts';

export interface ShownCheck {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Json[];
  /** The buttons. */
  detailsUrl: string | null;
  actions: { label: string; description: string; identifier: string }[];
}

/** All check runs on a commit, oldest first; more than one of a name shows that one too many was created. */
export async function checksOn(hands: Hands, repository: string, sha: string): Promise<ShownCheck[]> {
  const found = await hands.look(`/repos/${repository}/commits/${sha}/check-runs?filter=all&per_page=100`);
  const runs: Json[] = found?.check_runs ?? [];
  return runs.reverse().map(({ id, name, status, conclusion, output, details_url }) => ({
    detailsUrl: details_url ?? null,
    ...{ id, name, status, conclusion, title: output.title, summary: output.summary, text: output.text },
    annotations: hands.world.checkExtras.get(id)?.annotations ?? [],
    actions: hands.world.checkExtras.get(id)?.actions ?? [],
  }));
}

/** What GitHub sends when somebody presses a button of a check, or asks for it to run again. */
export async function checkEvent(
  hands: Hands,
  repository: string,
  run: ShownCheck,
  { by, button }: { by: string; button?: string },
): Promise<void> {
  const [check_run, repo, sender] = [
    await hands.look(`/repos/${repository}/check-runs/${run.id}`),
    await hands.look(`/repos/${repository}`),
    await hands.act(by, 'GET', '/user'),
  ];
  await hands.world.relay.post('check_run', {
    ...{ check_run, repository: repo, sender },
    action: button ? 'requested_action' : 'rerequested',
    ...(button && { requested_action: { identifier: button } }),
  });
}
