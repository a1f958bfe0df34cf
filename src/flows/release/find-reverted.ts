import type { MergedBet } from '../../domain/bet/bet-record.ts';
import { type Carrier, placesOf } from '../../domain/bet/carrier.ts';
import { mayBeUndone, type Undoing } from '../../domain/bet/lifecycle.ts';
import { daysBefore } from '../../domain/day.ts';
import {
  countOf,
  firstReverted,
  mostReverted,
  type Reverted,
  type Reverts,
} from '../../domain/release/find-reverts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reverter } from '../ports/job.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { lookBackDays } from './find-shipped.ts';
import { decidesItAll, deepest } from './taken-back-there.ts';

/**
 * Reverts take what they undo out of measuring; a revert of a revert brings the bet back, to wait for a release again. Deliveries come in any order:
 * what a merge says is kept, and looked at again when what it names is heard of. GitHub is asked for none of it.
 */
export async function findReverted(
  { store, log }: World,
  repository: Repository,
  said: Reverted,
  by: Reverter,
  most = mostReverted,
): Promise<void> {
  const { taken, left } = firstReverted(said, most);
  if (left > 0)
    log.warn({ repositoryId: repository.id, ...nameOf(by), left }, 'Revert names too many; the rest was ignored');
  if (countOf(taken) === 0) return;
  await store.transaction(async (tx) => {
    await tx.saveReverts(repository.id, by, taken);
    for (const merge of await mergesNamed(tx, repository.id, taken))
      await broughtBackSince(tx, repository.id, merge, by);
    const through = await saidThrough(tx, repository.id, taken);
    const out = await tx.betsMergedSince(repository.id, daysBefore(by.at, lookBackDays), [
      ...(['merged', 'shipped', 'reverted'] as const),
    ]);
    const touched = [...(await touchedBy(tx, repository, through)), ...touchedAsTheyStand(out, taken)];
    const once = new Map(touched.map((one) => [`${one.bet.id} ${one.takesBack}`, one]));
    for (const { bet, takesBack } of once.values()) await follow(tx, bet, by, takesBack);
    for (const bet of out) await lookAgain(tx, bet, by, through);
  });
}

/** A release of another branch may have been heard of before what took the change back there, or brought it again. */
async function lookAgain(tx: Store, bet: MergedBet, by: Reverter, through: Reverted[]): Promise<void> {
  // Where it waits, a revert changes nothing.
  const said = bet.state === 'shipped' ? through : bet.state === 'merged' ? through.slice(1) : [];
  for (const place of placesOf(bet))
    if (!decidesItAll(bet, place, by) && said.some((one) => names(one, place)))
      await tx.enqueue({
        ...{ kind: 'carry', repositoryId: bet.repository.id, number: bet.number },
        by: { ...place, at: place.at.toISOString() },
      });
}

/** A re-apply names what was taken back: it takes back in turn what did that last, as a revert of the revert does. */
export async function withReapplied(
  store: Store,
  { id }: Repository,
  { numbers, shas, reapplied }: Reverts,
  by: { at: Date; branch?: string },
): Promise<Reverted> {
  const last: Reverter[] = [];
  for (const merge of await mergesNamed(store, id, firstReverted(reapplied, mostReverted).taken))
    last.push(
      ...(await store.revertersOf(id, merge)).filter(({ at, branch }) => at < by.at && branch === by.branch).slice(-1),
    );
  return {
    numbers: [...new Set([...numbers, ...last.flatMap((one) => ('number' in one ? [one.number] : []))])],
    shas: [...new Set([...shas, ...last.flatMap((one) => ('number' in one ? [] : [one.sha]))])],
  };
}

interface Merge {
  number?: number;
  sha?: string;
}

/** With both of their names, where they are bets that we know. */
async function mergesNamed(store: Store, id: number, { numbers, shas }: Reverted): Promise<Merge[]> {
  const merges: Merge[] = [];
  for (const number of numbers) {
    const sha = (await store.betOf(id, number))?.mergeSha;
    merges.push({ number, ...(sha ? { sha } : {}) });
  }
  for (const sha of shas) {
    const bet = await store.betByMergeSha(id, sha);
    merges.push(bet ? { number: bet.number, sha: bet.mergeSha ?? sha } : { sha });
  }
  return merges;
}

/** Before it is asked what takes a merge back: of two that are heard of at once the later one sees the other. */
export async function keepReapplies(
  { store }: World,
  { id }: Repository,
  { reapplied }: Reverts,
  by: Reverter,
): Promise<void> {
  const { taken } = firstReverted(reapplied, mostReverted);
  if (countOf(taken) > 0) await store.transaction((tx) => tx.saveReapplies(id, by, taken));
}

/** A re-apply that was heard of before what it takes back. */
async function broughtBackSince(tx: Store, id: number, merge: Merge, by: Reverter): Promise<void> {
  const next = (await tx.reappliersOf(id, merge)).find(({ at, branch }) => at > by.at && branch === by.branch);
  if (next)
    await tx.saveReverts(
      id,
      next,
      'number' in by ? { numbers: [by.number], shas: [] } : { numbers: [], shas: [by.sha] },
    );
}

/** Parts that are taken back: told to people, and nothing else comes of it. */
export async function findPartlyReverted(
  { store }: World,
  repository: Repository,
  numbers: number[],
  by: Reverter,
): Promise<void> {
  const bets = await betsNamed(store, repository, { numbers: numbers.slice(0, mostReverted), shas: [] });
  for (const bet of bets)
    if (bet.branch === by.branch && mayBeUndone(bet, by))
      await store.enqueue({
        ...{ kind: 'part', repositoryId: repository.id, number: bet.number },
        by: { ...nameOf(by), at: by.at.toISOString() },
      });
}

/** What was said of a merge before it was heard of. In the transaction that records it. */
export async function takeBackWhatWasReverted(tx: Store, bet: MergedBet): Promise<void> {
  for (const by of await tx.revertersOf(bet.repository.id, mergeOf(bet))) {
    await broughtBackSince(tx, bet.repository.id, mergeOf(bet), by);
    await follow(tx, bet, by, true);
  }
}

const mergeOf = ({ number, mergeSha }: MergedBet) => ({ number, ...(mergeSha ? { sha: mergeSha } : {}) });

interface Touched {
  bet: MergedBet;
  /** Or else brings it again. */
  takesBack: boolean;
}

/** What is named, then what that took back, and so on: each in turn is taken back, or comes again. */
async function saidThrough(tx: Store, id: number, named: Reverted): Promise<Reverted[]> {
  const through: Reverted[] = [];
  for (let said = named; countOf(said) > 0 && through.length <= deepest; ) {
    through.push(said);
    said = firstReverted(await tx.revertedBy(id, said), mostReverted).taken;
  }
  return through;
}

async function touchedBy(tx: Store, repository: Repository, through: Reverted[]): Promise<Touched[]> {
  const touched: Touched[] = [];
  for (const [depth, said] of through.entries())
    for (const bet of await betsNamed(tx, repository, said)) touched.push({ bet, takesBack: depth % 2 === 0 });
  return touched;
}

/** Bets know by what they were taken back and brought again, also from before it was kept who says so. */
function touchedAsTheyStand(bets: MergedBet[], said: Reverted): Touched[] {
  return bets.flatMap((bet): Touched[] => {
    if (bet.state === 'reverted') return isUndoneBy(bet, said) ? [{ bet, takesBack: false }] : [];
    const again = bet.reapplied?.number;
    const isNamed = again !== undefined && said.numbers.includes(again);
    return isNamed || onDefaultBranch(bet).some((place) => names(said, place)) ? [{ bet, takesBack: true }] : [];
  });
}

/** What took it to the default branch from another one: with that it is taken back, too. */
const onDefaultBranch = ({ carriers = [] }: MergedBet) => carriers.filter(({ branch }) => branch === undefined);

const names = ({ numbers, shas }: Reverted, { number, sha }: Carrier) =>
  (number !== undefined && numbers.includes(number)) || shas.some((one) => sha.startsWith(one));

/** From one merge on: what it does to the bet, then what those do that take it back in turn. */
async function follow(
  tx: Store,
  bet: MergedBet,
  by: Reverter,
  takesBack: boolean,
  followed = new Set<string>(),
): Promise<void> {
  const name = JSON.stringify(nameOf(by));
  const isThere = by.branch === bet.branch || (by.branch === undefined && onDefaultBranch(bet).length > 0);
  if (!isThere || followed.has(name) || followed.size >= mostReverted) return;
  followed.add(name);
  const address = { repositoryId: bet.repository.id, number: bet.number };
  if (takesBack && mayBeUndone(bet, by)) await tx.enqueue({ kind: 'undo', ...address, undoing: undoingBy(by) });
  const { sha } = by;
  if (!takesBack && sha !== undefined)
    await tx.enqueue({ kind: 'reapply', ...address, by: { ...nameOf(by), sha, at: by.at.toISOString() } });
  for (const next of await tx.revertersOf(bet.repository.id, by))
    if (next.at >= by.at) await follow(tx, bet, next, !takesBack, followed);
}

async function betsNamed(store: Store, { id }: Repository, { numbers, shas }: Reverted): Promise<MergedBet[]> {
  const bets: (MergedBet | undefined)[] = await store.betsNumbered(id, numbers);
  for (const sha of shas) bets.push(await store.betByMergeSha(id, sha));
  return bets.filter((bet) => bet !== undefined).filter(({ state }) => state !== 'open' && state !== 'closed');
}

const nameOf = (by: Reverter) => ('number' in by ? { number: by.number } : { sha: by.sha });

function undoingBy(by: Reverter) {
  const at = by.at.toISOString();
  return 'number' in by
    ? { by: 'revert' as const, number: by.number, at, ...(by.sha ? { sha: by.sha } : {}) }
    : { by: 'commit' as const, sha: by.sha, at };
}

function isUndoneBy({ undoing }: { undoing?: Undoing }, { numbers, shas }: Reverted): boolean {
  if (!undoing || undoing.by === 'rollback') return false;
  if (undoing.by === 'revert' && numbers.includes(undoing.number)) return true;
  return shas.some((sha) => undoing.sha?.startsWith(sha));
}
