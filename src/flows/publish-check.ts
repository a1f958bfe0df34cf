import type { Repository } from '../domain/facts.ts';
import { digest } from './digest.ts';
import { type CheckRun, type World, WriteRefused } from './ports.ts';

/**
 * One check run per pull request and head, edited in place; nothing is written when nothing changed.
 * The intent is stored before the request: when its answer is lost, the next try looks for the run instead of making a second one.
 * Where GitHub refuses it the rest of the work goes on: a bet and its forecast need no check.
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 */
export async function publishCheck(
  world: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  insist = false,
): Promise<void> {
  try {
    await write(world, repository, number, run, insist);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

async function write(
  { forge, store }: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  insist: boolean,
): Promise<void> {
  const mark = digest(run);
  const { headSha } = run;
  const intent = { headSha, digest: '' };
  const stored = await store.transaction(async (tx) => {
    const check = await tx.check(repository.id, number);
    if (check?.headSha === headSha) return check;
    await tx.saveCheck(repository.id, number, intent);
    return undefined;
  });
  if (stored?.checkRunId !== undefined && stored.digest === mark && !insist) return;

  const known = stored && (stored.checkRunId ?? (await forge.ownCheck(repository, headSha)));
  if (known !== undefined && (await forge.updateCheck(repository, known, run))) {
    await store.saveCheck(repository.id, number, { headSha, checkRunId: known, digest: mark });
    return;
  }
  if (stored?.checkRunId !== undefined) await store.saveCheck(repository.id, number, intent);
  const checkRunId = await forge.createCheck(repository, run);
  await store.saveCheck(repository.id, number, { headSha, checkRunId, digest: mark });
}
