import type { PullRequestFacts } from '../domain/facts.ts';
import { findReverts } from '../domain/find-reverts.ts';
import type { Finding, Judgement } from '../domain/judgement.ts';
import { learningQuestion } from '../domain/reminders.ts';
import { saysTheSame } from '../domain/same-declaration.ts';
import { completeUntil } from '../domain/schedule.ts';
import { findReverted } from './find-reverted.ts';
import { betOf, withWhatPeopleSaid } from './keep-open-bet.ts';
import { standingsAbove } from './metric-tree-now.ts';
import type { BetRecord, GateResult, World } from './ports.ts';
import { readBaseline } from './publish-forecast.ts';
import { refreshOthers } from './refresh-others.ts';
import { shipIfReleased } from './ship-bet.ts';
import { tellHypotheses } from './tell-hypotheses.ts';

/** At the merge the bet is frozen: its text, the map it was made under, and the baseline. Edits after that are amendments. */
export async function recordMerge(world: World, facts: PullRequestFacts, judgement: Judgement): Promise<void> {
  const { repository, pullRequest } = facts;
  const known = await world.store.betOf(repository.id, pullRequest.number);
  const frozen = known?.frozenBody !== undefined ? known : undefined;
  if (frozen) await noteAmendment(world, frozen, pullRequest.body);
  else await freeze(world, facts, judgement, known);
  const record = await world.store.betOf(repository.id, pullRequest.number);
  if (record?.state === 'merged') await shipIfReleased(world, record, pullRequest.baseRef === repository.defaultBranch);
  if (record) await world.store.enqueue({ kind: 'forecast', repositoryId: repository.id, number: record.number });
  await findReverted(world, repository, findReverts(revertTextOf(facts)), {
    number: pullRequest.number,
    at: pullRequest.mergedAt ?? world.now(),
    ...(pullRequest.mergeCommitSha ? { sha: pullRequest.mergeCommitSha } : {}),
  });
}

const revertTextOf = ({ repository, pullRequest }: PullRequestFacts) => ({
  owner: repository.owner,
  name: repository.name,
  title: pullRequest.title,
  text: pullRequest.body,
});

async function freeze(
  world: World,
  facts: PullRequestFacts,
  judgement: Judgement,
  known: BetRecord | undefined,
): Promise<void> {
  const { store } = world;
  const { repository, pullRequest } = facts;
  const mergedAt = pullRequest.mergedAt ?? world.now();
  const found = betOf(facts, judgement);
  const result = gateResultOf(judgement.finding);
  if (result) await store.saveGateResult(repository.id, pullRequest.number, { ...result, mergedAt });
  if (!found) {
    if (judgement.finding.kind === 'non-bet')
      await store.saveNonBet(repository.id, pullRequest.number, judgement.finding.nonBet, mergedAt);
    if (known)
      await store.transaction(async (tx) => {
        await tx.deleteBet(known.id);
        await tx.enqueue({ kind: 'forecast', repositoryId: repository.id, number: known.number });
        await refreshOthers(tx, known, undefined);
        await tellHypotheses(tx, known, undefined);
      });
    return;
  }
  const asOf = completeUntil(mergedAt, 'day');
  const baseline = await readBaseline(world, found, asOf);
  const record: BetRecord = {
    ...withWhatPeopleSaid(found, known),
    state: 'merged',
    frozenBody: pullRequest.body,
    mergedAt,
    ...(pullRequest.mergeCommitSha ? { mergeSha: pullRequest.mergeCommitSha } : {}),
    baseline,
    standings: await standingsAbove(world, found, baseline, asOf),
  };
  await store.transaction(async (tx) => {
    await tx.saveBet(record);
    if (record.bet.track === 'discovery') await tx.saveCheckpoints(record.id, [learningQuestion(mergedAt)]);
    await refreshOthers(tx, known, record);
    await tellHypotheses(tx, known, record);
  });
}

/** For the shares of bets, non-bets and exemptions. Nothing can be said of a pull request that met no valid map. */
function gateResultOf(finding: Finding): Pick<GateResult, 'result' | 'detail'> | undefined {
  switch (finding.kind) {
    case 'bet':
    case 'no-expectation':
    case 'not-validated':
    case 'stopped':
      return { result: 'bet' };
    case 'non-bet':
      return { result: 'non-bet', detail: finding.nonBet.reason };
    case 'exempt':
      return { result: 'exempt', detail: finding.rule.by };
    case 'no-reference':
    case 'no-hypothesis':
      return { result: 'no-reference' };
    case 'map-invalid':
      return undefined;
  }
}

/** What counts is the declaration: a corrected typo elsewhere in the description is no amendment. */
async function noteAmendment({ store, now }: World, record: BetRecord, body: string): Promise<void> {
  const amended = !saysTheSame(record.frozenBody ?? '', body);
  if (amended === (record.amendedAt !== undefined)) return;
  const { amendedAt: _, ...rest } = record;
  await store.saveBet(amended ? { ...rest, amendedAt: now() } : rest);
}
