import type { Repository } from '../domain/facts.ts';
import { digest } from './digest.ts';
import type { CheckRun, World } from './ports.ts';

/**
 * One check run per pull request and head, edited in place; nothing is written when nothing changed.
 * The intent is stored before the request: when its answer is lost, the next try looks for the run instead of making a second one.
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 */
export async function publishCheck(
  { forge, store }: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  insist = false,
): Promise<void> {
  const mark = digest(run);
  const stored = await store.check(repository.id, number);
  const sameHead = stored?.headSha === run.headSha;
  if (sameHead && stored.checkRunId !== undefined && stored.digest === mark && !insist) return;

  const lost = sameHead && stored.checkRunId === undefined;
  const known = lost ? await forge.ownCheck(repository, run.headSha) : sameHead ? stored.checkRunId : undefined;
  if (known !== undefined && (await forge.updateCheck(repository, known, run))) {
    await store.saveCheck(repository.id, number, { headSha: run.headSha, checkRunId: known, digest: mark });
    return;
  }
  await store.saveCheck(repository.id, number, { headSha: run.headSha, digest: '' });
  const checkRunId = await forge.createCheck(repository, run);
  await store.saveCheck(repository.id, number, { headSha: run.headSha, checkRunId, digest: mark });
}
