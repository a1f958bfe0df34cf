import type { Repository } from '../../domain/repository.ts';
import { type CheckRun, WriteRefused } from '../ports/forge.ts';
import type { StoredCheck } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';

/**
 * One check run per pull request and head, edited in place; nothing is written when nothing changed.
 * The intent is stored before the request: when its answer is lost, the next try looks for the run instead of making a second one; so does the first
 * where this database may not know of it.
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
  const intent: StoredCheck = { headSha, digest: '' };
  const stored = await store.transaction(async (tx) => {
    const check = await tx.check(repository.id, number);
    if (check?.headSha === headSha) return check;
    await tx.saveCheck(repository.id, number, intent);
    // On a head that we may have checked before this database knew of it there may be a run already.
    return (await tx.isRemembered(repository.id, number, 'check')) ? undefined : intent;
  });
  if (stored?.checkRunId !== undefined && stored.digest === mark && !insist) return;

  const isSought = stored !== undefined && stored.checkRunId === undefined;
  const save = (checkRunId: number) =>
    store.transaction(async (tx) => {
      await tx.saveCheck(repository.id, number, { headSha, checkRunId, digest: mark });
      if (isSought) await tx.saveRecollected(repository.id, number, 'check');
    });
  const known = isSought ? await forge.ownCheck(repository, headSha) : stored?.checkRunId;
  if (known !== undefined && (await forge.updateCheck(repository, known, run))) return save(known);
  if (stored?.checkRunId !== undefined) await store.saveCheck(repository.id, number, intent);
  await save(await forge.createCheck(repository, run));
}
