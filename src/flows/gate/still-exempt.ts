import type { Exemption, PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import type { Heard } from './heard.ts';

/**
 * An exemption is given to what somebody looked at. In a branch of the repository only people with write access push on, and it goes along; in a fork it
 * goes along with what such people push, and holds for nothing else.
 */
export async function stillExempt(
  { forge, store }: World,
  repository: Repository,
  { number, headSha, fromFork, author }: PullRequest,
  exemption: Exemption,
  { pushed }: Heard,
): Promise<Pick<PullRequestFacts, 'exemption' | 'lapsed'>> {
  if (!fromFork || exemption.headSha === headSha) return { exemption };
  const step = pushed?.after === headSha && pushed.before === exemption.headSha ? pushed.by : undefined;
  const goesAlong = exemption.headSha === undefined || (await forge.canWrite(repository, step ?? author.login));
  if (!goesAlong) return { lapsed: exemption };
  const moved = { ...exemption, headSha };
  await store.saveExemption(repository.id, number, moved);
  return { exemption: moved };
}
