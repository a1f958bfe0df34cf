import type { Repository } from '../../domain/repository.ts';
import { evaluatePullRequest } from '../gate/evaluate-pull-request.ts';
import type { World } from '../ports/world.ts';

/** On record, with who and why, and for which head; the check says so at once. */
export async function exempt(
  world: World,
  repository: Repository,
  number: number,
  by: string,
  reason: string,
  headSha: string | undefined,
): Promise<void> {
  const given = { by, reason, at: world.now(), ...(headSha === undefined ? {} : { headSha }) };
  await world.store.saveExemption(repository.id, number, given);
  await evaluatePullRequest(world, repository, number, true);
}
