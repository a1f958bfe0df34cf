import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { learningQuestion, releaseReminder } from '../../domain/bet/reminders.ts';
import { completeUntil } from '../../domain/bet/schedule.ts';
import { isMeasured, type Merge, merged, type StatedBet } from '../../domain/bet/transitions.ts';
import { saysTheSame } from '../../domain/declaration/same-declaration.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import { type Judgement, mergedAs } from '../../domain/gate/judgement.ts';
import { type Carried, findBackports } from '../../domain/release/find-backports.ts';
import { countOf, findReverts, mostReverted } from '../../domain/release/find-reverts.ts';
import { familiesOf } from '../../domain/release/ship-rules.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import { tellHypotheses } from '../hypothesis/tell-hypotheses.ts';
import type { World } from '../ports/world.ts';
import { levelsAbove } from '../readings/metric-tree-now.ts';
import { readBaseline } from '../readings/read-baseline.ts';
import { readSiblings } from '../readings/read-siblings.ts';
import {
  findPartlyReverted,
  findReverted,
  keepReapplies,
  takeBackWhatWasReverted,
  withReapplied,
} from '../release/find-reverted.ts';
import { copiesBet, findCarried, followWhatCarriesIt } from '../release/follow-change.ts';
import { shipIfReleased } from '../release/ship-bet.ts';
import type { Heard } from './heard.ts';
import { statedBet } from './record-open-bet.ts';

/**
 * At the merge the bet is frozen: its text, the map it was made under, and the baseline. Edits after that are amendments, and a bet that comes
 * only then says so: what it expects may have been known already. Nothing else comes of an edit, unless somebody with write access stands by it.
 */
export async function recordMerge(
  world: World,
  facts: PullRequestFacts,
  judgement: Judgement,
  heard: Heard = {},
): Promise<void> {
  const { repository, pullRequest } = facts;
  const known = await world.store.betOf(repository.id, pullRequest.number);
  if (known?.frozenBody === undefined) await conclude(world, facts, judgement, known, heard);
  // What was merged tells nothing of what became of it, and what cannot be read tells nothing at all.
  else if (!heard.merged && judgement.finding.kind !== 'unjudged') await noteAmendment(world, known, pullRequest.body);
  const record = await world.store.betOf(repository.id, pullRequest.number);
  if (record?.state === 'merged') await shipIfReleased(world, record, pullRequest.baseRef === repository.defaultBranch);
  if (record) await world.store.enqueue({ kind: 'forecast', repositoryId: repository.id, number: record.number });
  await findWhatItCarries(world, facts, heard);
  await findWhatItReverts(world, facts, heard);
}

/** Once it was merged its author may write into it what they like: what was merged counts, and what somebody with write access made of it since. */
async function findWhatItReverts(world: World, facts: PullRequestFacts, heard: Heard): Promise<void> {
  const { repository, pullRequest } = facts;
  const { number, mergedAt = world.now(), mergeCommitSha: sha } = pullRequest;
  const said = findReverts(mergedText(facts));
  if (said.partly.length > 0 && (heard.merged || (await isVouchedFor(world, facts, heard))))
    await findPartlyReverted(world, repository, said.partly, { number, at: mergedAt, ...branchOf(facts) });
  const known = await world.store.revertedBy(repository.id, { numbers: [number], shas: [] });
  const by = { number, at: mergedAt, ...(sha ? { sha } : {}), ...branchOf(facts) };
  const again = countOf(said.reapplied) > 0 && (heard.merged || (await isVouchedFor(world, facts, heard)));
  if (again) await keepReapplies(world, repository, said, by);
  const whole = await withReapplied(world.store, repository, said, { at: mergedAt, ...branchOf(facts) });
  const news = {
    numbers: whole.numbers.filter((one) => !known.numbers.includes(one)),
    shas: whole.shas.filter((one) => !known.shas.includes(one)),
  };
  if (countOf(news) === 0) return;
  if (heard.merged || (await isVouchedFor(world, facts, heard)))
    return findReverted(world, repository, news, by, mostReverted - countOf(known));
  world.log.warn(
    { repositoryId: repository.id, number },
    'Revert ignored: it was written after the merge, without write access',
  );
}

/** What it brings from another branch: it says so, or took the branch along. Of the text the same counts as of a revert. */
async function findWhatItCarries(world: World, facts: PullRequestFacts, heard: Heard): Promise<void> {
  const { repository, pullRequest } = facts;
  const { number, mergedAt: at = world.now(), mergeCommitSha: sha, headSha: head, fromFork } = pullRequest;
  if (sha === undefined) return;
  const said = findBackports(mergedText(facts));
  const nothing: Carried = { numbers: [], shas: [] };
  const counts = countOf(said) === 0 || heard.merged || (await isVouchedFor(world, facts, heard));
  const by = { number, sha, at, ...branchOf(facts) };
  await findCarried(world, repository, by, counts ? said : nothing, fromFork ? undefined : { number, head });
}

const isBroughtAlong = (world: World, facts: PullRequestFacts) =>
  copiesBet(world, facts.repository, findBackports(mergedText(facts)), {
    body: facts.pullRequest.body,
    ...branchOf(facts),
  });

const mergedText = ({ repository: { owner, name }, pullRequest: { number, title, body } }: PullRequestFacts) => ({
  ...{ owner, name, number, title, text: body },
});

/** Apart from people with write access only its author can change the text of a pull request. */
const isVouchedFor = ({ forge }: World, { repository, pullRequest }: PullRequestFacts, { editedBy }: Heard) =>
  forge.canWrite(repository, editedBy ?? pullRequest.author.login);

const branchOf = ({ repository, pullRequest: { baseRef } }: PullRequestFacts) =>
  baseRef === repository.defaultBranch ? {} : { branch: baseRef };

/** What the gate concluded is written down once, and last: from then on the merge is on record. */
async function conclude(
  world: World,
  facts: PullRequestFacts,
  judgement: Judgement,
  known: BetRecord | undefined,
  heard: Heard,
): Promise<void> {
  const { store, now } = world;
  const { repository, pullRequest } = facts;
  const mergedAt = pullRequest.mergedAt ?? now();
  const onRecord = (await store.indexedMerges(repository.id, [pullRequest.number])).length > 0;
  // What cannot be read when it is merged stands as it was read last.
  const stated = judgement.finding.kind === 'unjudged' ? known : statedBet(facts, judgement);
  const found = stated && (await isBroughtAlong(world, facts)) ? undefined : stated;
  const isLate = onRecord || (heard.editedBy !== undefined && !known);
  if (found && isLate && !(await isVouchedFor(world, facts, heard))) return;
  const frozen =
    found &&
    merged(found, known, {
      ...(await atMerge(world, facts, found, mergedAt)),
      ...(isLate ? { statedAfterMerge: now() } : {}),
    });
  const result = onRecord ? undefined : mergedAs(judgement.finding);
  await store.transaction(async (tx) => {
    if (frozen) {
      await tx.saveBet(frozen, mergedAt);
      await takeBackWhatWasReverted(tx, frozen);
      await followWhatCarriesIt(tx, frozen);
      if (isMeasured(frozen)) await tx.saveCheckpoints(frozen.id, [releaseReminder(mergedAt)]);
      if (frozen.bet.track === 'discovery') await tx.saveCheckpoints(frozen.id, [learningQuestion(mergedAt)]);
    } else if (known) {
      await tx.deleteBet(known.id);
      await tx.enqueue({ kind: 'forecast', repositoryId: repository.id, number: known.number });
    }
    if (result && judgement.finding.kind === 'non-bet')
      await tx.saveNonBet(repository.id, pullRequest.number, judgement.finding.nonBet, mergedAt);
    if (frozen || known) {
      await refreshOthers(tx, known, frozen);
      await tellHypotheses(tx, known, frozen);
    }
    if (result) await tx.saveGateResult(repository.id, pullRequest.number, { ...result, mergedAt });
  });
}

async function atMerge(world: World, facts: PullRequestFacts, found: StatedBet, mergedAt: Date): Promise<Merge> {
  const { pullRequest, changedPaths } = facts;
  const families = familiesOf(found.map.release, changedPaths);
  const asOf = completeUntil(mergedAt, 'day');
  const baseline = await readBaseline(world, found, asOf);
  return {
    frozenBody: pullRequest.body,
    mergedAt,
    ...(pullRequest.mergeCommitSha ? { mergeSha: pullRequest.mergeCommitSha } : {}),
    ...branchOf(facts),
    ...(families.length > 0 ? { families } : {}),
    baseline,
    siblings: await readSiblings(world, found, baseline, asOf),
    levels: await levelsAbove(world, found, baseline, asOf),
  };
}

/** What counts is the declaration: a corrected typo elsewhere in the description is no amendment. */
async function noteAmendment({ store, now }: World, record: BetRecord, body: string): Promise<void> {
  const amended = !saysTheSame(record.frozenBody ?? '', body);
  if (amended === (record.amendedAt !== undefined)) return;
  const { amendedAt: _, ...rest } = record;
  await store.saveBet(amended ? { ...rest, amendedAt: now() } : rest);
}
