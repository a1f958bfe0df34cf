import type { Repository } from '../../domain/repository.ts';
import { publishForecast } from '../forecast/publish-forecast.ts';
import type { World } from '../ports/world.ts';
import { asLanded } from './as-landed.ts';
import type { Heard } from './heard.ts';
import { type Judged, judgePullRequest } from './judge-pull-request.ts';
import { leaveHead } from './on-head.ts';
import { publishJudgement } from './publish-judgement.ts';
import { recordClosing } from './record-closing.ts';
import { recordMerge } from './record-merge.ts';
import { openBet } from './record-open-bet.ts';

/**
 * Journey 1: event -> facts -> judge -> check, and a job for the forecast. The pull request is read anew, so it does not matter
 * which event led here, in which order, or how often. People wait for the check; the forecast, which takes sources and analysis,
 * comes after the checks of others.
 * @param insist somebody asked for it: write the check and read the metrics again although nothing changed.
 */
export async function evaluatePullRequest(
  world: World,
  repository: Repository,
  number: number,
  insist = false,
  heard: Heard = {},
): Promise<void> {
  const judged = await judgePullRequest(world, repository, number, heard);
  if (!judged) return;
  const { judgement } = judged;
  const facts = await asLanded(world, judged.facts);
  const { pullRequest } = facts;
  if (pullRequest.state === 'closed') await leaveHead(world, judged);
  if (pullRequest.merged) await recordMerge(world, facts, judgement, heard);
  else if (pullRequest.state === 'closed') await recordClosing(world, repository, number);
  else await showOpen(world, judged, insist);
  if (insist && pullRequest.state === 'closed') await publishJudgement(world, judged, insist);
}

async function showOpen(world: World, judged: Judged, insist: boolean): Promise<void> {
  const { facts, judgement } = judged;
  const { repository, pullRequest } = facts;
  const bet = openBet(world, judged);
  await publishJudgement(world, judged, insist, bet?.isNews ? undefined : bet?.keep);
  if (bet?.isNews) {
    // GitHub may have to be asked who its author is: people do not wait for that to see the check, and no transaction does.
    const isHeard = !(await world.isGuest(repository, pullRequest.author.login));
    await world.store.transaction((tx) => bet.keep(tx, isHeard));
  }
  if (insist && judgement.finding.kind !== 'unjudged')
    await publishForecast(world, repository, pullRequest.number, insist);
}
