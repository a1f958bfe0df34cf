import type { PullRequest, Repository } from '../domain/facts.ts';
import { findReverts } from '../domain/find-reverts.ts';
import type { Undoing } from '../domain/lifecycle.ts';
import { sweepDays } from './find-shipped.ts';
import type { BetRecord, World } from './ports.ts';
import { daysBefore } from './read-metrics.ts';

/** Pull requests and commits that a merged text says it reverts. */
export interface Reverted {
  numbers: number[];
  shas: string[];
}

/** Who reverts: a pull request, or a commit pushed by itself. */
export interface Reverter {
  number?: number;
  sha?: string;
  at: Date;
}

/** Reverts take what they undo out of measuring; a revert of a revert brings the bet back, to wait for a release again. */
export async function findReverted(
  world: World,
  repository: Repository,
  reverted: Reverted,
  by: Reverter,
): Promise<void> {
  if (reverted.numbers.length + reverted.shas.length === 0) return;
  const { store } = world;
  const undoing = undoingBy(by);
  const since = daysBefore(by.at, sweepDays);
  const named = await betsNamed(store, repository, reverted, since);
  const undone = await store.betsMergedSince(repository.id, since, ['reverted']);
  const back = undone.filter((bet) => isUndoneBy(bet, reverted));
  const unheard = await notHeardOf(world, repository, reverted.numbers, [...named, ...back]);
  await store.transaction(async (tx) => {
    const address = (number: number) => ({ repositoryId: repository.id, number });
    const undo = (number: number, { at, ...rest }: Undoing) =>
      tx.enqueue({ kind: 'undo', ...address(number), undoing: { ...rest, at: at.toISOString() } as never });
    const reapply = async (number: number) => {
      const { sha, at, number: pullRequest } = by;
      if (sha === undefined) return;
      const again = { sha, at: at.toISOString(), ...(pullRequest === undefined ? {} : { number: pullRequest }) };
      await tx.enqueue({ kind: 'reapply', ...address(number), by: again });
    };
    for (const { number } of undoing ? named.filter(isMerged) : []) await undo(number, undoing as Undoing);
    for (const { number } of back) await reapply(number);
    for (const { pullRequest, undid } of unheard) {
      // Jobs of one subject run in order: its merge is recorded first.
      for (const number of undid ?? [pullRequest.number]) await tx.enqueue({ kind: 'evaluate', ...address(number) });
      if (!undid && undoing) await undo(pullRequest.number, undoing);
      for (const number of undid ?? []) {
        await undo(number, undoingByPull(pullRequest));
        await reapply(number);
      }
    }
  });
}

interface Unheard {
  pullRequest: PullRequest;
  /** It is a revert itself, of these. */
  undid?: number[];
}

/**
 * Deliveries come in any order: of the merges that are taken back, those that GitHub knows of and the ledger does not yet. A merged revert
 * among them may have its own delivery still to come as well.
 */
async function notHeardOf(
  { forge }: World,
  repository: Repository,
  numbers: number[],
  bets: BetRecord[],
): Promise<Unheard[]> {
  const heardOf = (number: number) =>
    bets.some(
      (bet) =>
        (bet.number === number && isMerged(bet)) ||
        bet.reapplied?.number === number ||
        isUndoneBy(bet, { numbers: [number], shas: [] }),
    );
  const found: Unheard[] = [];
  for (const number of numbers.filter((one) => !heardOf(one))) {
    const pullRequest = await forge.pullRequest(repository, number);
    if (!pullRequest?.merged) continue;
    const { owner, name } = repository;
    const inner = findReverts({ owner, name, title: pullRequest.title, text: pullRequest.body });
    found.push(inner.numbers.length > 0 ? { pullRequest, undid: inner.numbers } : { pullRequest });
  }
  return found;
}

const isMerged = ({ state }: BetRecord) => state !== 'open' && state !== 'closed';

/** By their own pull request or commit, or by the one that brought them back. */
async function betsNamed(
  store: World['store'],
  repository: Repository,
  { numbers, shas }: Reverted,
  since: Date,
): Promise<BetRecord[]> {
  const bets = await Promise.all([
    ...numbers.map((number) => store.betOf(repository.id, number)),
    ...shas.map((sha) => store.betByMergeSha(repository.id, sha)),
  ]);
  const again = (await store.betsMergedSince(repository.id, since, ['merged', 'shipped'])).filter(
    ({ reapplied }) => reapplied?.number !== undefined && numbers.includes(reapplied.number),
  );
  const found = [...bets, ...again].filter((bet) => bet !== undefined);
  return [...new Map(found.map((bet) => [bet.id, bet])).values()];
}

function undoingBy({ number, sha, at }: Reverter): Undoing | undefined {
  if (number !== undefined) return { by: 'revert', number, at, ...(sha ? { sha } : {}) };
  return sha === undefined ? undefined : { by: 'commit', sha, at };
}

const undoingByPull = ({ number, mergedAt, updatedAt, mergeCommitSha }: PullRequest): Undoing => ({
  ...{ by: 'revert', number, at: mergedAt ?? updatedAt },
  ...(mergeCommitSha ? { sha: mergeCommitSha } : {}),
});

function isUndoneBy({ undoing }: BetRecord, { numbers, shas }: Reverted): boolean {
  if (!undoing || undoing.by === 'rollback') return false;
  if (undoing.by === 'revert' && numbers.includes(undoing.number)) return true;
  return shas.some((sha) => undoing.sha?.startsWith(sha));
}
