import type { Verdict } from '../../analysis/verdict.ts';
import { isQuiet } from '../../domain/outcome-map/map-state.ts';
import { verdictAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import { commentKinds } from '../../render/comment/comment-kind.ts';
import { withKey } from '../../render/comment/marker.ts';
import { renderWithheld, withheldCheck } from '../../render/comment/withheld-comment.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { publishForecast } from '../forecast/publish-forecast.ts';
import { evaluatePullRequest } from '../gate/evaluate-pull-request.ts';
import { nothing } from '../gate/judge-pull-request.ts';
import { attendIssue } from '../hypothesis/attend-issue.ts';
import { WriteRefused } from '../ports/forge.ts';
import type { StoredComment } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { digest } from '../publish/digest.ts';
import { recollectComments } from '../publish/own-comment.ts';
import { wordsOf } from '../publish/publish-check.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';

/**
 * What was written of a pull request or issue is written anew, because others can read it now than could then, or because less may be shown to them. What
 * cannot be told again is taken back, as is everything where the map is gone or switched off. Run twice, it writes nothing twice.
 */
export async function rewrite(world: World, repository: Repository, number: number): Promise<void> {
  const { store, maps } = world;
  if (!(await store.isRemembered(repository.id, number, 'comments')))
    await recollectComments(world, repository, number);
  const written = await store.commentsOn(repository.id, number);
  const check = await store.check(repository.id, number);
  const isOff = isQuiet(await maps.inForce(repository));
  const bet = await store.betOf(repository.id, number);
  const verdict =
    bet?.verdict && verdictAsTold(bet.verdict, bet.bet, isOff ? nothing : await disclosureForBet(world, bet))?.verdict;
  for (const comment of written)
    if (isOff || commentKinds[comment.kind] === 'past') await withhold(world, repository, number, comment, verdict);
  // The issue of a digest shows its newest edition.
  if (written.some(({ kind }) => kind === 'digest'))
    await world.forge.updateIssue(repository, number, { body: renderWithheld('digest') });
  if (bet?.state === 'concluded' && verdict !== bet.verdict)
    await publishVerdictLabel(world, repository, number, verdict);
  if (isOff) {
    const run = { headSha: check?.headSha ?? '', conclusion: 'neutral' as const, output: withheldCheck, actions: [] };
    if (check?.checkRunId !== undefined) await world.forge.updateCheck(repository, check.checkRunId, run);
    if (check) await store.saveRun(repository.id, number, { ...check, words: wordsOf(withheldCheck) });
  } else if (check) {
    await evaluatePullRequest(world, repository, number, true);
    if (bet?.state !== 'open') await publishForecast(world, repository, number, true);
  } else await attendIssue(world, repository, number);
}

/** Edited in place; one that somebody deleted is not written again. */
async function withhold(
  { forge, store, log }: World,
  repository: Repository,
  number: number,
  { kind, key, commentId, digest: mark }: StoredComment,
  verdict: Verdict | undefined,
): Promise<void> {
  const body = withKey(renderWithheld(kind, kind === 'final' ? verdict : undefined), key);
  if (commentId === undefined || mark === digest(body)) return;
  try {
    if (await forge.updateComment(repository, commentId, body))
      await store.saveComment(repository.id, number, { kind, key, commentId, digest: digest(body) });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    log.warn(
      { repositoryId: repository.id, number, kind, commentId },
      `Comment with figures could not be rewritten: ${error.message}`,
    );
  }
}
