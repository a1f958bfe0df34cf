import { daysBefore } from '../../domain/day.ts';
import { isQuiet } from '../../domain/outcome-map/map-state.ts';
import type { ReleaseRule } from '../../domain/outcome-map/outcome-map.ts';
import { deploymentCounts, releaseCounts, tagCounts } from '../../domain/release/ship-rules.ts';
import type { Repository } from '../../domain/repository.ts';
import { goOn } from '../net/go-on.ts';
import type { OpenPullRequest } from '../ports/forge.ts';
import type { LivingBet } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { recordDeployment, recordRelease, recordTag } from '../release/record-release.ts';
import { confirmRepository } from './confirm-repository.ts';
import { purgeRepository } from './purge.ts';

/** Older merges and releases are ignored. */
const mostDays = 30;
/** Of what is longer ago GitHub sends no event any more (facts 15). */
const toldDays = 3;
/** Of the repository's bets that are open or being measured; each costs a request. */
const mostConversations = 200;

/** What a sweep found amiss, and has put right or has given to the queue. */
export interface Swept {
  heads: number;
  /** Descriptions that may have changed, and pull requests that were closed. */
  changes: number;
  merges: number;
  releases: number;
  /** Forecasts that are gone, or were never written. */
  comments: number;
}

/**
 * Holds GitHub's state against ours and mends what differs: events get lost for good when we are away for longer than GitHub keeps them, and
 * people delete comments by hand. Reads a handful of pages where nothing is amiss, and writes nothing.
 */
export async function sweepRepository(world: World, repository: Repository, since: Date): Promise<Swept> {
  const nothing = { heads: 0, changes: 0, merges: 0, releases: 0, comments: 0 };
  if (!(await isStillThere(world, repository))) return nothing;
  const mapState = await world.maps.inForce(repository);
  if (isQuiet(mapState)) return nothing;
  // Some overlap: what happened shortly before the last sweep may have been under way to us.
  const from = new Date(Math.max(daysBefore(since, 1).getTime(), daysBefore(world.now(), mostDays).getTime()));
  const open = await world.forge.openPullRequests(repository);
  const living = await world.store.livingBets(repository.id, mostConversations);
  const heads = await headsWithoutCheck(world, repository, open);
  const changes = [...editedUnheard(world, open, since, from), ...noLongerOpen(living, open)];
  const merges = await mergesNotIndexed(world, repository, from);
  const gone = await commentsGone(world, repository, living);
  const always = !('map' in mapState) || (mapState.map.policy.comments?.forecast ?? 'always') === 'always';
  const unwritten = living.filter(({ commentId }) => always && commentId === undefined).map(({ number }) => number);
  await world.store.transaction(async (tx) => {
    for (const number of gone) await tx.forgetForecast(repository.id, number);
    for (const number of new Set([...heads, ...changes, ...merges, ...gone, ...unwritten]))
      await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
  });
  const releases = 'map' in mapState ? await signalsNotHeardOf(world, repository, mapState.map.release, from) : 0;
  const comments = gone.length + unwritten.length;
  const swept = { heads: heads.length, changes: changes.length, merges: merges.length, releases, comments };
  if (Object.values(swept).some((count) => count > 0))
    world.log.info({ repositoryId: repository.id, ...swept }, 'Reconciliation found missed events');
  return swept;
}

/**
 * Whether the repository is there for us. One that is missed for the first time is left alone until the next sweep, a day later, as GitHub may err and
 * people may; then it is purged.
 */
async function isStillThere(world: World, repository: Repository): Promise<boolean> {
  const { installations, store, log, now } = world;
  const { id: repositoryId, installationId } = repository;
  const isThere = (await confirmRepository(world, repository)) !== undefined;
  const goneSince = await store.goneSince(repositoryId);
  if (isThere && !goneSince) return true;
  if (!goneSince) {
    await store.repositoriesGone([repositoryId], installationId, now());
    log.warn(
      { repositoryId },
      'Repository no longer found on GitHub; its data is purged in a day unless it comes back',
    );
    return false;
  }
  // A public one that was taken out of the installation can be read like any other.
  const having = await installations.having(repository);
  if (isThere && having === installationId) {
    await store.repositoryBack(repositoryId);
    return true;
  }
  // It was transferred: what is known of it goes along with its first event there.
  if (having !== undefined && having !== installationId) return false;
  await purgeRepository(store, repositoryId);
  log.info({ repositoryId, goneSince }, 'Repository gone for a day; its data was purged');
  return false;
}

async function headsWithoutCheck({ store }: World, repository: Repository, open: OpenPullRequest[]): Promise<number[]> {
  const checked = new Map((await store.checkedHeads(repository.id)).map(({ number, headSha }) => [number, headSha]));
  return open.filter(({ number, headSha }) => checked.get(number) !== headSha).map(({ number }) => number);
}

/** Descriptions that may have changed while nobody told us. */
function editedUnheard({ now }: World, open: OpenPullRequest[], since: Date, from: Date): number[] {
  if (since >= daysBefore(now(), toldDays)) return [];
  return open.filter(({ updatedAt }) => updatedAt >= from).map(({ number }) => number);
}

function noLongerOpen(living: LivingBet[], open: OpenPullRequest[]): number[] {
  const numbers = new Set(open.map(({ number }) => number));
  return living.filter(({ number, isOpen }) => isOpen && !numbers.has(number)).map(({ number }) => number);
}

async function mergesNotIndexed({ forge, store }: World, repository: Repository, since: Date): Promise<number[]> {
  const merged = await forge.mergedSince(repository, since);
  const indexed = new Set(await store.indexedMerges(repository.id, merged));
  return merged.filter((number) => !indexed.has(number));
}

async function signalsNotHeardOf(
  world: World,
  repository: Repository,
  rule: ReleaseRule,
  since: Date,
): Promise<number> {
  const { forge, store } = world;
  if (rule.on === 'merge' || rule.on === 'live') return 0;
  // A deployment that waited for its approval, or a tag on an old commit, is dated long before.
  const known = new Set(await store.handledSignals(repository.id, daysBefore(since, mostDays + 1)));
  if (rule.on === 'release') {
    const releases = (await forge.releasesSince(repository, since)).filter(
      (release) => !known.has(`release:${release.releaseId}`) && releaseCounts(rule, release),
    );
    for (const release of releases)
      await goOn(world, { repository, what: 'a release could not be recorded' }, () =>
        recordRelease(world, repository, release),
      );
    return releases.length;
  }
  if (rule.on === 'tag') {
    const tags = (await forge.tagsSince(repository, since)).filter(
      ({ tag, sha }) => !known.has(`tag:${tag}@${sha}`) && tagCounts(rule, tag),
    );
    for (const { tag, at } of tags)
      await goOn(world, { repository, what: 'a tag could not be recorded' }, () =>
        recordTag(world, repository, { kind: 'tag-pushed', tag, moved: false, at }),
      );
    return tags.length;
  }
  const deployments = await forge.deploymentsSince(
    repository,
    since,
    (deployment) => !known.has(`deployment:${deployment.deploymentId}`) && deploymentCounts(rule, deployment),
  );
  for (const deployment of deployments)
    await goOn(world, { repository, what: 'a deployment could not be recorded' }, () =>
      recordDeployment(world, repository, deployment),
    );
  return deployments.length;
}

/** Conversations in which a comment of ours that is still edited in place is gone; it will be written again. */
async function commentsGone({ forge }: World, repository: Repository, living: LivingBet[]): Promise<number[]> {
  const gone: number[] = [];
  for (const { number, commentId } of living) {
    if (commentId === undefined) continue;
    const own = await forge.ownComments(repository, number);
    if (!own.some(({ id }) => id === commentId)) gone.push(number);
  }
  return gone;
}
