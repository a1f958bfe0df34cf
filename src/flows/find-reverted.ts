import type { Repository } from '../domain/facts.ts';
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
  { store }: World,
  repository: Repository,
  reverted: Reverted,
  by: Reverter,
): Promise<void> {
  if (reverted.numbers.length + reverted.shas.length === 0) return;
  const undoing = undoingBy(by);
  const named = await betsNamed(store, repository, reverted);
  const undone = await store.betsMergedSince(repository.id, daysBefore(by.at, sweepDays), ['reverted']);
  const back = undone.filter((bet) => isUndoneBy(bet, reverted));
  const at = by.at.toISOString();
  await store.transaction(async (tx) => {
    for (const { number } of undoing ? named : [])
      await tx.enqueue({ kind: 'undo', repositoryId: repository.id, number, undoing: { ...undoing, at } as never });
    for (const { number } of by.sha ? back : [])
      await tx.enqueue({
        kind: 'reapply',
        repositoryId: repository.id,
        number,
        by: { sha: by.sha as string, at, ...(by.number === undefined ? {} : { number: by.number }) },
      });
  });
}

async function betsNamed(store: World['store'], repository: Repository, reverted: Reverted): Promise<BetRecord[]> {
  const bets = await Promise.all([
    ...reverted.numbers.map((number) => store.betOf(repository.id, number)),
    ...reverted.shas.map((sha) => store.betByMergeSha(repository.id, sha)),
  ]);
  const found = bets.filter((bet) => bet !== undefined);
  return [...new Map(found.map((bet) => [bet.id, bet])).values()];
}

function undoingBy({ number, sha, at }: Reverter): Undoing | undefined {
  if (number !== undefined) return { by: 'revert', number, at, ...(sha ? { sha } : {}) };
  return sha === undefined ? undefined : { by: 'commit', sha, at };
}

function isUndoneBy({ undoing }: BetRecord, { numbers, shas }: Reverted): boolean {
  if (!undoing || undoing.by === 'rollback') return false;
  if (undoing.by === 'revert' && numbers.includes(undoing.number)) return true;
  return shas.some((sha) => undoing.sha?.startsWith(sha));
}
