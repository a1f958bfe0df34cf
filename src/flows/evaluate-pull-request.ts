import type { PullRequestFacts, Repository } from '../domain/facts.ts';
import { judge } from '../domain/judge.ts';
import type { Judgement } from '../domain/judgement.ts';
import { renderCheck } from '../render/check-output.ts';
import { gatherFacts } from './gather-facts.ts';
import { keepOpenBet } from './keep-open-bet.ts';
import type { Told } from './occurrence.ts';
import type { World } from './ports.ts';
import { publishCheck } from './publish-check.ts';
import { publishForecast } from './publish-forecast.ts';
import { recordClosing } from './record-closing.ts';
import { recordMerge } from './record-merge.ts';

/** What led here, as far as it counts besides what GitHub says now. */
export interface Heard {
  merged?: Told['merged'];
  label?: { name: string; set: boolean; by: string };
  pushed?: { before: string; after: string; by: string };
  /** Whose change of the text this is, by login. */
  editedBy?: string;
}

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
  const facts = await gatherFacts(world, repository, number, heard);
  if (!facts) return;
  const judgement = judge(facts);
  const { pullRequest } = facts;
  if (pullRequest.merged) await recordMerge(world, facts, judgement, heard);
  else if (pullRequest.state === 'closed') await recordClosing(world, repository, number);
  else await showOpen(world, facts, judgement, insist);
  if (insist && pullRequest.state === 'closed') await publishJudgement(world, facts, judgement, insist);
}

async function showOpen(world: World, facts: PullRequestFacts, judgement: Judgement, insist: boolean): Promise<void> {
  const { repository, pullRequest } = facts;
  await publishJudgement(world, facts, judgement, insist);
  await keepOpenBet(world, facts, judgement);
  if (insist) await publishForecast(world, repository, pullRequest.number, insist);
}

async function publishJudgement(
  world: World,
  facts: PullRequestFacts,
  judgement: Judgement,
  insist: boolean,
): Promise<void> {
  const { output, actions } = renderCheck(facts, judgement);
  const { conclusion } = judgement;
  const { headSha, number } = facts.pullRequest;
  await publishCheck(world, facts.repository, number, { headSha, conclusion, output, actions }, insist);
}
