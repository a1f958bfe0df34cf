import type { PullRequestFacts } from '../domain/facts.ts';
import { findReverts } from '../domain/find-reverts.ts';
import type { Judgement } from '../domain/judgement.ts';
import { parseDeclaration } from '../domain/parse-declaration.ts';
import { completeUntil } from '../domain/schedule.ts';
import { findReverted } from './find-reverted.ts';
import { betOf } from './keep-open-bet.ts';
import type { BetRecord, World } from './ports.ts';
import { publishForecast, readBaseline } from './publish-forecast.ts';
import { shipIfReleased } from './ship-bet.ts';

/** At the merge the bet is frozen: its text, the map it was made under, and the baseline. Edits after that are amendments. */
export async function recordMerge(world: World, facts: PullRequestFacts, judgement: Judgement): Promise<void> {
  const { repository, pullRequest } = facts;
  const known = await world.store.betOf(repository.id, pullRequest.number);
  const frozen = known?.frozenBody !== undefined ? known : undefined;
  if (frozen) await noteAmendment(world, frozen, pullRequest.body);
  else await freeze(world, facts, judgement, known);
  const record = await world.store.betOf(repository.id, pullRequest.number);
  if (record?.state === 'merged') await shipIfReleased(world, record, pullRequest.baseRef === repository.defaultBranch);
  await publishForecast(world, repository, pullRequest.number);
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
  if (!found) {
    if (judgement.finding.kind === 'non-bet')
      await store.saveNonBet(repository.id, pullRequest.number, judgement.finding.nonBet, mergedAt);
    if (known) await store.deleteBet(known.id);
    return;
  }
  const record: BetRecord = {
    ...found,
    state: 'merged',
    frozenBody: pullRequest.body,
    mergedAt,
    ...(pullRequest.mergeCommitSha ? { mergeSha: pullRequest.mergeCommitSha } : {}),
    baseline: await readBaseline(world, found, completeUntil(mergedAt, 'day')),
  };
  await store.saveBet(record);
}

/** What counts is the declaration: a corrected typo elsewhere in the description is no amendment. */
async function noteAmendment({ store, now }: World, record: BetRecord, body: string): Promise<void> {
  const amended = declared(record.frozenBody ?? '') !== declared(body);
  if (amended === (record.amendedAt !== undefined)) return;
  const { amendedAt: _, ...rest } = record;
  await store.saveBet(amended ? { ...rest, amendedAt: now() } : rest);
}

const declared = (body: string) => JSON.stringify({ ...parseDeclaration(body), closes: [], problems: [] });
