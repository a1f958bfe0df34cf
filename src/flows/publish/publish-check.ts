import type { CheckOutput, CheckWords } from '../../domain/gate/check-output.ts';
import type { Repository } from '../../domain/repository.ts';
import { type CheckRun, WriteRefused } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';

/**
 * One check run a head, edited in place; nothing is written when nothing changed.
 * The intent is stored before the request: when its answer is lost, the next try looks for the run instead of making a second one; so does the first
 * where this database may not know of it.
 * Where GitHub refuses it the rest of the work goes on: a bet and its forecast need no check.
 * @param isNew the pull request has come to this head just now
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 */
export async function publishCheck(
  world: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  how: { isNew: boolean; insist: boolean },
): Promise<void> {
  try {
    await write(world, repository, number, run, how);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** What the page behind it repeats. */
export const wordsOf = ({ title, summary }: CheckOutput): CheckWords => ({ title, summary });

async function write(
  { forge, store }: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  { isNew, insist }: { isNew: boolean; insist: boolean },
): Promise<void> {
  const mark = digest(run);
  const { headSha, output } = run;
  const words = wordsOf(output);
  const { runId, shown, isSought } = await store.transaction(async (tx) => {
    const check = await tx.check(repository.id, number);
    const others = check?.checkRunId === undefined ? await tx.openOn(repository.id, headSha) : [];
    const runId = check?.checkRunId ?? others.find(({ checkRunId }) => checkRunId !== undefined)?.checkRunId;
    // On a head that was checked before this database knew of it there may be a run already.
    const isSought = runId === undefined && !(isNew && (await tx.isRemembered(repository.id, number, 'check')));
    return { runId, shown: check?.digest, isSought };
  });
  if (runId !== undefined && shown === mark && !insist) return;

  const save = (checkRunId: number) =>
    store.transaction(async (tx) => {
      await tx.saveRun(repository.id, number, { headSha, checkRunId, digest: mark, words });
      if (isSought) await tx.saveRecollected(repository.id, number, 'check');
    });
  const known = isSought ? await forge.ownCheck(repository, headSha) : runId;
  if (known !== undefined && (await forge.updateCheck(repository, known, run))) return save(known);
  if (runId !== undefined) await store.saveRun(repository.id, number, { headSha, digest: '' });
  await save(await forge.createCheck(repository, run));
}
