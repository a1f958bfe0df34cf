import type { MergedBet } from '../../domain/bet/bet-record.ts';
import { placesOf } from '../../domain/bet/carrier.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { daysBefore } from '../../domain/day.ts';
import type { ReleaseRule } from '../../domain/outcome-map/outcome-map.ts';
import { isPreReleaseByName } from '../../domain/release/pre-release.ts';
import { deploymentCounts, releaseCounts, tagCounts } from '../../domain/release/ship-rules.ts';
import type { Repository } from '../../domain/repository.ts';
import type { DomainEvent } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { findPicked, followPicked } from './find-picked.ts';
import { findShipped, lookBackDays } from './find-shipped.ts';
import { standingOf } from './ship-bet.ts';
import { isTakenBackIn } from './taken-back-there.ts';

type Release = Extract<DomainEvent, { kind: 'release-published' }>;
type Tag = Extract<DomainEvent, { kind: 'tag-pushed' }>;
type Deployment = Extract<DomainEvent, { kind: 'deployment-succeeded' }>;
type Push = Extract<DomainEvent, { kind: 'commits-pushed' }>;

/** One publish fires several events, and a pre-release may become a release later (facts 31): the release's id is the key. */
export async function recordRelease(world: World, repository: Repository, release: Release): Promise<void> {
  const rule = await ruleOf(world, repository);
  if (!rule || !releaseCounts(rule, release, await isPromoted(world, repository, release))) return;
  const sha =
    (await world.forge.commitOf(repository, release.tag)) ??
    (await world.forge.commitOf(repository, release.targetCommitish));
  if (!sha) {
    world.log.warn(
      { repositoryId: repository.id, releaseId: release.releaseId },
      'Release points at no commit; it was ignored',
    );
    return;
  }
  const signal: ShipSignal = { on: 'release', name: release.tag, url: release.url, sha };
  const key = `release:${release.releaseId}`;
  if (!release.edited) return findShipped(world, repository, signal, release.at, key);
  // Notes are edited all the time; what counts is that it stands on another commit, or counts now and did not before.
  const known = await world.store.signalOf(repository.id, key);
  if (known?.sha !== sha) await findShipped(world, repository, signal, release.at, known ? `${key}@${sha}` : key);
}

/** A tag by itself; where releases count, one that was moved takes its release along. */
export async function recordTag(world: World, repository: Repository, { tag, moved, at }: Tag): Promise<void> {
  const rule = await ruleOf(world, repository);
  if (!rule) return;
  const known = moved && rule.on === 'release' ? await releaseNamed(world, repository, tag) : undefined;
  if (!known && !tagCounts(rule, tag)) return;
  const sha = await world.forge.commitOf(repository, tag);
  if (!sha || known?.sha === sha) return;
  const signal: ShipSignal = known ? { ...known, sha } : { on: 'tag', name: tag, sha };
  await findShipped(world, repository, signal, at, `${known ? 'release' : 'tag'}:${tag}@${sha}`);
}

async function releaseNamed({ store }: World, { id }: Repository, tag: string): Promise<ShipSignal | undefined> {
  const signals = await store.signalsSince(id, new Date(0));
  return signals.map(({ signal }) => signal).findLast((signal) => signal.on === 'release' && signal.name === tag);
}

/** Asked only of what its name tells to be a pre-release; what is flagged as one is remembered, since GitHub does not tell that it was. */
async function isPromoted({ store }: World, repository: Repository, release: Release): Promise<boolean> {
  if (!isPreReleaseByName(release.tag)) return false;
  if (!release.prerelease) return store.wasPreRelease(repository.id, release.releaseId);
  const { tag: name, url, releaseId, at } = release;
  await store.notePreRelease(repository.id, releaseId, { on: 'release', name, url, sha: '' }, at);
  return false;
}

/** `success` may repeat; a deployment of an older commit is a rollback (facts 32). */
export async function recordDeployment(world: World, repository: Repository, deployment: Deployment): Promise<void> {
  const rule = await ruleOf(world, repository);
  if (!rule || !deploymentCounts(rule, deployment)) return;
  const { environment, sha, at } = deployment;
  const last = await world.store.lastDeployed(repository.id, environment);
  if (last && last.at > at) return; // heard of late: something newer is already there
  const signal: ShipSignal = { on: 'deployment', environment, sha };
  const ancestry = last && (await world.forge.compare(repository, last.sha, sha));
  // An older commit, or a hotfix cut from one: what it does not hold has left its users, as has what it takes back.
  const lacksSome = ancestry === 'behind' || ancestry === 'diverged';
  if (last) await rollBack(world, repository, signal, at, lacksSome);
  await findShipped(world, repository, signal, at, `deployment:${deployment.deploymentId}`);
  await world.store.saveDeployed(repository.id, environment, sha, at);
}

async function rollBack(
  world: World,
  repository: Repository,
  signal: Extract<ShipSignal, { on: 'deployment' }>,
  at: Date,
  lacksSome: boolean,
): Promise<void> {
  const { environment, sha } = signal;
  const undoing = { by: 'rollback' as const, environment, sha, at: at.toISOString() };
  const gone: MergedBet[] = [];
  const beside: MergedBet[] = [];
  const shipped = await world.store.betsMergedSince(repository.id, daysBefore(at, lookBackDays), ['shipped']);
  const there = shipped.filter((bet) => isDeployedTo(bet, environment));
  const areReverted = there.length > 0 && (await world.store.isReverted(repository.id, there.flatMap(placesOf)));
  for (const bet of there) {
    const standing = lacksSome ? await standingOf(world, bet, signal) : 'inside';
    if (standing !== 'inside' || (areReverted && (await isTakenBackIn(world, bet, signal)))) gone.push(bet);
    if (standing === 'beside') beside.push(bet);
  }
  const picked = await findPicked(world, repository, signal, beside);
  await world.store.transaction(async (tx) => {
    await followPicked(tx, picked);
    for (const bet of gone)
      if (!picked.some((one) => one.bet === bet))
        await tx.enqueue({ kind: 'undo', repositoryId: repository.id, number: bet.number, undoing });
  });
}

const isDeployedTo = ({ signal }: MergedBet, environment: string) =>
  signal?.on === 'deployment' && signal.environment === environment;

/** With `release: { on: merge }` a merge into another branch ships when its commit arrives on the default branch. */
export async function recordPush(world: World, repository: Repository, push: Push): Promise<void> {
  const rule = await ruleOf(world, repository);
  const head = push.commits.at(-1);
  if (rule?.on !== 'merge' || !head) return;
  await findShipped(world, repository, { on: 'merge', sha: head.sha }, head.at, `push:${head.sha}`);
}

/** The rule in force now; undefined where there is no map: then nothing waits either. */
async function ruleOf(world: World, repository: Repository): Promise<ReleaseRule | undefined> {
  const state = await world.maps.inForce(repository);
  return 'map' in state ? state.map.release : undefined;
}
