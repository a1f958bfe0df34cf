import type { BetRecord, MergedBet } from '../../domain/bet/bet-record.ts';
import { type Carrier, placesOf } from '../../domain/bet/carrier.ts';
import { carried, isMeasured, shippedEarlier } from '../../domain/bet/transitions.ts';
import { saysTheSame } from '../../domain/declaration/same-declaration.ts';
import type { Carried } from '../../domain/release/find-backports.ts';
import { isOfItsFamily, mayHoldSince } from '../../domain/release/ship-rules.ts';
import type { Repository } from '../../domain/repository.ts';
import { recordBet } from '../forecast/record-bet.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { holds } from './holds.ts';
import { contains, isUntouched, shipBet, shipIfReleased } from './ship-bet.ts';
import { isTakenBackAmong, isTakenBackIn } from './taken-back-there.ts';
import { unshipBet } from './undo-bet.ts';

/** GitHub lists no more commits than this of a pull request, and does not say when there are more. */
const mostCommits = 250;
/** Of a branch that took in more than that, each costs a request. */
const mostAsked = 50;

/** A pull request as it was merged. */
export interface MergedHead {
  number: number;
  head: string;
}

/**
 * A bet follows its change to wherever it is brought: by a text that says so (a backport, a cherry-pick, a commit that has its number), or by a pull request
 * that took the bet's branch along and did not keep its commits (a stack, a branch of a release, develop into main). Deliveries come in any order: what
 * is said is kept, and looked at again when what it names is heard of.
 */
export async function findCarried(
  world: World,
  repository: Repository,
  by: Carrier,
  said: Carried,
  merged?: MergedHead,
): Promise<void> {
  const { store } = world;
  const known = await betsNamed(store, repository, said);
  const named = known.filter(({ state }) => state !== 'open' && state !== 'closed');
  const taken = merged ? await takenAlong(world, repository, by, merged) : [];
  const bets = new Map([...named, ...taken].filter(({ number }) => number !== by.number).map((bet) => [bet.id, bet]));
  await store.transaction(async (tx) => {
    if (said.numbers.length + said.shas.length > 0 || merged)
      await tx.saveCarriers(repository.id, by, { ...said, ...(merged && { head: merged.head }) });
    for (const bet of bets.values()) await follow(tx, bet, by);
    // Closed without a merge: it may be that this is it.
    for (const { number, state } of by.number === undefined ? known : [])
      if (state === 'closed') await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
  });
}

/** Whether a text that says it brings a bet's change stakes the very same: that bet follows its change, and there is no second one. */
export async function copiesBet(
  { store }: World,
  repository: Repository,
  said: Carried,
  { body, branch }: { body: string; branch?: string },
): Promise<boolean> {
  for (const { id, branch: theirs, state } of await betsNamed(store, repository, said)) {
    const bet = state === 'open' || state === 'closed' || theirs === branch ? undefined : await store.bet(id);
    if (bet && saysTheSame(bet.frozenBody ?? '', body)) return true;
  }
  return false;
}

/** What was said of a merge before it was heard of. In the transaction that records it. */
export async function followWhatCarriesIt(tx: Store, bet: MergedBet): Promise<void> {
  for (const place of placesOf(bet).slice(0, 1)) await followFrom(tx, bet, place);
}

/**
 * The change of a bet is in another place, too: it ships with whichever is released first.
 * @param head the pull request's, if it is to be looked for in there.
 * @param same the patch is the bet's: nothing else is asked.
 */
export async function carryBet(
  world: World,
  repository: Repository,
  number: number,
  by: Carrier,
  { head, same }: { head?: string; same?: true } = {},
): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet || (head !== undefined && !(await wasSquashed(world, bet, by, head)))) return;
  const next = carried(bet, by);
  if (next && !same && by.number === undefined && head === undefined && !(await hasItsFiles(world, bet, by))) return;
  if (next)
    await world.store.transaction(async (tx) => {
      await recordBet(tx, next);
      await followFrom(tx, next, by);
    });
  // Also where it is known already: the first try may have ended before it looked for the release, and it may have been taken back there since.
  await shipWithCarrier(world, next ?? bet, by);
}

/**
 * A pushed commit says by a number, or by the commit that it was picked from, that it brings the change: anybody's text may. Its files are those of the
 * merge, as far as both are known; a pick may have lost some to a conflict, and a merge that was pushed in parts is picked in parts.
 */
async function hasItsFiles({ forge }: World, { repository, mergeSha }: BetRecord, { sha }: Carrier): Promise<boolean> {
  const merged = mergeSha === undefined ? undefined : await forge.pathsOf(repository, mergeSha);
  const pushed = merged && (await forge.pathsOf(repository, sha));
  if (!merged || !pushed) return true;
  const among = (some: string[], all: string[]) => some.length > 0 && some.every((path) => all.includes(path));
  return among(pushed, merged) || among(merged, pushed);
}

async function shipWithCarrier(world: World, bet: BetRecord, by: Carrier): Promise<void> {
  const { repository, number, mergedAt, map, signal: known } = bet;
  const isKnown = placesOf(bet).some(({ sha }) => sha === by.sha);
  if (!isKnown || !isMeasured(bet) || !mergedAt) return;
  if (map.release.on === 'merge') {
    if (bet.state === 'merged' && by.branch === undefined)
      await shipBet(world, repository, number, { on: 'merge', sha: by.sha }, by.at);
    return;
  }
  const isOut = bet.state === 'shipped' && known && known.on !== 'live';
  if (isOut && (await isTakenBackIn(world, bet, known)) && (await isUntouched(world, bet)))
    return shipIfReleased(world, await unshipBet(world, bet, mergedAt), false);
  for (const { signal, at } of await world.store.signalsSince(repository.id, mayHoldSince(mergedAt))) {
    const mayShip = bet.state === 'merged' || shippedEarlier(bet, signal, at);
    const isThere = mayShip && isOfItsFamily(bet, signal) && (await holds(world, repository, signal, by.sha));
    if (isThere && !(await isTakenBackIn(world, bet, signal))) return shipBet(world, repository, number, signal, at);
  }
}

const isIn = (place: Carrier, branch: string | undefined) => place.branch === branch;

async function follow(tx: Store, bet: MergedBet, by: Carrier, head?: string): Promise<void> {
  const there = placesOf(bet).find((place) => isIn(place, by.branch) || place.sha === by.sha);
  // The commit may be heard of before the pull request that it is of.
  const isNamed = there?.sha === by.sha && there.number === undefined && by.number !== undefined;
  if (there && !isNamed && !(await mayBeBroughtAgain(tx, bet, there, by))) return;
  const address = { repositoryId: bet.repository.id, number: bet.number };
  const job = { kind: 'carry' as const, ...address, by: { ...by, at: by.at.toISOString() } };
  await tx.enqueue(head === undefined ? job : { ...job, head });
}

/** A backport that was reverted on its branch, and comes to it a second time. */
const mayBeBroughtAgain = async (tx: Store, { repository, branch }: MergedBet, there: Carrier, by: Carrier) =>
  there.branch !== branch && there.sha !== by.sha && (await tx.isReverted(repository.id, [there]));

async function followFrom(tx: Store, bet: MergedBet, place: Carrier): Promise<void> {
  for (const { by, head } of await tx.carriersOf(bet.repository.id, place))
    if (by.at >= place.at) await follow(tx, bet, by, head);
}

async function betsNamed(store: Store, { id }: Repository, { numbers, shas }: Carried): Promise<MergedBet[]> {
  const bets: (MergedBet | undefined)[] = numbers.length > 0 ? await store.betsNumbered(id, numbers) : [];
  for (const sha of shas) bets.push(await store.betByMergeSha(id, sha));
  const found = bets.filter((bet) => bet !== undefined);
  if (found.length > 0 || numbers.length + shas.length === 0) return found;
  // A backport of a backport.
  const out = await store.betsMergedSince(id, new Date(0), ['merged', 'shipped']);
  return out.filter(({ carriers = [] }) =>
    carriers.some(
      ({ number, sha }) =>
        (number !== undefined && numbers.includes(number)) || shas.some((one) => sha.startsWith(one)),
    ),
  );
}

/** Waiting bets of other branches whose commits were in the pull request, and are not in what became of it. */
async function takenAlong(
  world: World,
  repository: Repository,
  by: Carrier,
  { number, head }: MergedHead,
): Promise<MergedBet[]> {
  const waiting = await world.store.betsMergedSince(repository.id, new Date(0), ['merged']);
  const elsewhere = waiting.filter((bet) =>
    placesOf(bet).every((place) => !isIn(place, by.branch) && place.at <= by.at && place.sha !== by.sha),
  );
  if (elsewhere.length === 0) return [];
  const commits = await world.forge.commitsOf(repository, number);
  const isCut = commits.length >= mostCommits;
  const among = new Set(commits);
  const taken: MergedBet[] = [];
  for (const bet of isCut ? elsewhere.slice(-mostAsked) : elsewhere) {
    const inside = placesOf(bet).find(({ sha }) => among.has(sha));
    if (inside && (await isTakenBackAmong(world.store, bet, inside, (sha) => among.has(sha)))) continue;
    if (inside || (isCut && (await contains(world, bet, { sha: head })))) taken.push(bet);
  }
  // A merge commit keeps them all: they are found in a release by themselves.
  const [first] = taken;
  return first && !(await contains(world, first, by)) ? taken : [];
}

const wasSquashed = async (world: World, bet: MergedBet, by: Carrier, head: string) =>
  (await contains(world, bet, { sha: head })) &&
  !(await contains(world, bet, by)) &&
  !(await isTakenBackIn(world, bet, { sha: head }));
