import { exemptingLabels, labelCounts } from '../../domain/gate/exemption.ts';
import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Policy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import type { Heard } from './heard.ts';

/**
 * Labels that would exempt the pull request, were they not set by somebody from whom they do not count. The event tells who it was, and that is kept
 * with what it was found to be worth; GitHub is asked where that passed us by.
 */
export async function labelsNotCounted(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  policy: Policy,
  { label: heard }: Heard,
): Promise<string[]> {
  const { store, forge } = world;
  const { number, author } = pullRequest;
  const mayExempt = exemptingLabels(policy, [...pullRequest.labels, ...(heard ? [heard.name] : [])]);
  if (mayExempt.length === 0) return [];
  const known = new Map((await store.labellings(repository.id, number)).map((one) => [one.label, one]));
  const notCounted: string[] = [];
  for (const label of new Set(mayExempt)) {
    const isNews = heard?.name === label;
    if (!pullRequest.labels.includes(label)) {
      // The next one to set it is somebody else.
      if (known.has(label)) await store.forgetLabelling(repository.id, number, label);
      continue;
    }
    const before = isNews ? undefined : known.get(label);
    const by = isNews && heard.set ? heard.by : (before?.by ?? (await forge.labelledBy(repository, number, label)));
    const counts = labelCounts(policy, author.login, by);
    const ask = typeof counts === 'object' ? counts.ask : undefined;
    const asked = before && before.asked === ask ? before.mayWrite : undefined;
    const mayWrite = ask === undefined ? undefined : (asked ?? (await forge.canWrite(repository, ask)));
    if (!before || before.asked !== ask)
      await store.saveLabelling(repository.id, number, {
        label,
        ...(by === undefined ? {} : { by }),
        ...(ask === undefined ? {} : { asked: ask }),
        ...(mayWrite === undefined ? {} : { mayWrite }),
      });
    if (counts === false || mayWrite === false) notCounted.push(label);
  }
  return notCounted;
}
