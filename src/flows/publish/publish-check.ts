import type { CheckOutput, CheckWords } from '../../domain/gate/check-output.ts';
import { runOn } from '../../domain/gate/deciding.ts';
import type { Repository } from '../../domain/repository.ts';
import { type CheckRun, WriteRefused } from '../ports/forge.ts';
import type { HeadMember } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { digest } from './digest.ts';

/**
 * One check run a head, edited in place; nothing is written when nothing changed.
 * That it came to this head is stored before the request: when its answer is lost, the next try looks for the run instead of making a second one; so
 * does the first where this database may not know of it.
 * Where GitHub refuses it the rest of the work goes on: a bet and its forecast need no check.
 * Resolves to who is on the head once it is written.
 * @param isKnown any run that it has shown on this head is known here
 * @param open who is on the head
 * @param insist write it again although it is unchanged: somebody asked for it, and GitHub waits for an answer.
 */
export async function publishCheck(
  world: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  how: { isKnown: boolean; insist: boolean; open: HeadMember[] },
): Promise<HeadMember[] | 'unchanged' | 'refused'> {
  try {
    return await write(world, repository, number, run, how);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    return 'refused';
  }
}

/** What the page behind it repeats. */
export const wordsOf = ({ title, summary }: CheckOutput): CheckWords => ({ title, summary });

async function write(
  { forge, store }: World,
  repository: Repository,
  number: number,
  run: CheckRun,
  { isKnown, insist, open }: { isKnown: boolean; insist: boolean; open: HeadMember[] },
): Promise<HeadMember[] | 'unchanged'> {
  const mark = digest(run);
  const { headSha, output } = run;
  const words = wordsOf(output);
  const own = open.find((one) => one.number === number) ?? (await store.check(repository.id, number));
  const runId = own?.checkRunId ?? runOn(open);
  if (runId !== undefined && own?.digest === mark && !insist) return 'unchanged';

  // On a head that was checked before this database knew of it there may be a run already.
  const isSought = runId === undefined && !isKnown;
  const save = (checkRunId: number) =>
    store.transaction(async (tx) => {
      const there = await tx.saveRun(repository.id, number, { headSha, checkRunId, digest: mark, words });
      if (isSought) await tx.saveRecollected(repository.id, number, 'check');
      return there;
    });
  const known = isSought ? await forge.ownCheck(repository, headSha) : runId;
  if (known !== undefined && (await forge.updateCheck(repository, known, run))) return save(known);
  if (runId !== undefined) await store.saveRun(repository.id, number, { headSha, digest: '' });
  return save(await forge.createCheck(repository, run));
}
