import type { MergedBet } from '../../domain/bet/bet-record.ts';
import type { Carrier } from '../../domain/bet/carrier.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { type FileChange, samePatch } from '../../domain/release/same-patch.ts';
import type { Repository } from '../../domain/repository.ts';
import type { DatedCommit } from '../ports/forge.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';

export interface Picked {
  bet: MergedBet;
  by: Carrier;
}

/** Changes that one release may ask GitHub for, so that an event stays within its nine requests. */
const mostRead = 4;
/** GitHub dates a merge and the commit of it a moment apart. */
const leeway = 60_000;

/**
 * The last way by which a bet follows its change: the release is on a branch beside its merge, and has the same patch as a commit that names nothing, as
 * `git cherry-pick` makes it. Such a commit keeps the day on which its change was written, and is younger than the merge: only those are asked for, the
 * likeliest first. Compared is the pull request as a whole with one commit: several commits that were picked one by one are not found.
 */
export async function findPicked(
  { forge, log }: World,
  repository: Repository,
  signal: ShipSignal,
  beside: MergedBet[],
): Promise<Picked[]> {
  // A merge ships what arrives on the default branch, and each push there would ask.
  const since = signal.on === 'merge' ? undefined : oldestMerge(beside);
  if (!since) return [];
  const commits = await forge.commitsSince(repository, signal.sha, since);
  const pairs = beside
    .flatMap((bet) => commits.flatMap((commit) => pairOf(bet, commit) ?? []))
    .sort((one, other) => one.gap - other.gap);
  const changes = new Map<string, FileChange[] | undefined>();
  const changeOf = async (of: { number: number } | { sha: string }) => {
    const key = JSON.stringify(of);
    if (!changes.has(key) && changes.size < mostRead) changes.set(key, await forge.changeOf(repository, of));
    return changes.get(key) ?? [];
  };
  const found: Picked[] = [];
  for (const { bet, by } of pairs)
    if (!found.some((one) => one.bet === bet || one.by.sha === by.sha)) {
      const own = await changeOf({ number: bet.number });
      if (own.length > 0 && samePatch(own, await changeOf({ sha: by.sha })))
        found.push({ bet, by: { ...by, branch: nameOf(signal) } });
    }
  if (changes.size === mostRead)
    log.info({ repositoryId: repository.id, sha: signal.sha, pairs: pairs.length }, 'No more commits were compared');
  return found;
}

/** Each under its own pull request's key: there it ships, if it still waits. */
export async function followPicked(tx: Store, picked: Picked[]): Promise<void> {
  for (const { bet, by } of picked)
    await tx.enqueue({
      ...{ kind: 'carry', repositoryId: bet.repository.id, number: bet.number, same: true },
      by: { ...by, at: by.at.toISOString() },
    });
}

function pairOf(
  bet: MergedBet,
  { sha, parents, authoredAt, committedAt }: DatedCommit,
): { bet: MergedBet; by: Omit<Carrier, 'branch'>; gap: number } | undefined {
  if (parents !== 1 || !bet.mergedAt || committedAt < bet.mergedAt) return undefined;
  const gap = Number(bet.mergedAt) - Number(authoredAt);
  return gap < -leeway ? undefined : { bet, by: { sha, at: committedAt }, gap: Math.abs(gap) };
}

function oldestMerge(bets: MergedBet[]): Date | undefined {
  const times = bets.flatMap(({ mergedAt }) => (mergedAt ? [Number(mergedAt)] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** It is on no branch that we know of: where it was found has to do. */
const nameOf = (signal: ShipSignal): string =>
  'name' in signal ? signal.name : 'environment' in signal ? signal.environment : signal.on;
