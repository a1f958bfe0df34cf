import { buildDigest } from '../../domain/digest/build-digest.ts';
import { type Digest, isNews } from '../../domain/digest/digest.ts';
import { digestMetrics } from '../../domain/digest/digest-metrics.ts';
import { type Edition, newestEdition, nextDue } from '../../domain/digest/editions.ts';
import { courseWindow } from '../../domain/digest/metric-course.ts';
import type { DigestPlan, Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import { isQuiet, type MapState } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { isSameName, type Repository } from '../../domain/repository.ts';
import { renderDigest, renderDigestIssue, renderEdition } from '../../render/digest/digest-body.ts';
import { WriteRefused } from '../ports/forge.ts';
import type { Notice } from '../ports/outlets.ts';
import type { StoredDigest } from '../ports/stores/digest-store.ts';
import type { World } from '../ports/world.ts';
import { digest as fingerprint } from '../publish/digest.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { readMetrics } from '../readings/read-metrics.ts';
import { disclosureAt, heldIn } from './digest-readers.ts';
import { writeDigestIssue } from './write-digest-issue.ts';

/** A try that ends in between is looked at again. */
const againMs = 3_600_000;

type InForce = Extract<MapState, { map: OutcomeMap }>;

/**
 * The newest edition that is due: its issue edited in place, and a comment of its own. Nothing is written where nothing is new, or where that edition stands
 * already. What is written is looked for before it is written again, so that a try that ended in between leaves nothing twice.
 */
export async function publishDigest(world: World, repository: Repository, rhythm: Rhythm): Promise<void> {
  const { store, maps, now } = world;
  const at = now();
  const state = await maps.inForce(repository);
  // It is forgotten with the next look, as no repository has that map.
  if (!('map' in state)) return;
  const { ownerId } = repository;
  const home = state.home.name;
  const stored = await store.digest(ownerId, home, rhythm);
  const plan = state.map.digest;
  const next = plan && nextDue(plan, rhythm, at);
  if (!stored) return;
  if (!plan || !next) return store.forgetDigest(ownerId, home, rhythm);

  const since = stored.since ?? at;
  const edition = newestEdition(plan, rhythm, at);
  const isDue = edition && edition.until > since && edition.name !== stored.edition && !isQuiet(state);
  const due = isDue && { state, plan, edition, stored: { ...stored, since } };
  const { digest, ...written } = due ? await write(world, repository, due) : {};
  await store.saveDigest(ownerId, home, { ...stored, since, ...written }, next);
  // Last, and once: nobody can look whether it has been heard.
  if (digest) await world.outlets.tell(repository, noticeOf(digest));
}

interface Due {
  state: InForce;
  plan: DigestPlan;
  edition: Edition;
  stored: StoredDigest;
}

const noticeOf = (digest: Digest): Notice => ({
  event: 'digest',
  id: `${digest.owner}-${digest.edition.name}`,
  title: `${digest.owner}: ${digest.edition.rhythm} digest ${digest.edition.name}`,
  text: renderDigest(digest),
  at: digest.edition.until,
  tags: [digest.edition.rhythm],
});

/** What there is to remember of it, and what was written. */
async function write(
  world: World,
  repository: Repository,
  due: Due,
): Promise<Partial<StoredDigest> & { digest?: Digest }> {
  const { store, log } = world;
  const { state, plan, edition, stored } = due;
  const place = await placeOf(world, repository, plan);
  if (!place) {
    log.warn(
      { ownerId: repository.ownerId, repository: plan.repository },
      'Digest not written: the map names a repository that the App cannot look into, or one of another owner',
    );
    return {};
  }
  const { digest, held } = await made(world, repository, place, due);
  if (!isNews(digest) && !(await store.becameSilent(held, edition))) return { edition: edition.name };
  const home = state.home.name;
  const isUsual = isSameName(home, '.github') || isSameName(home, place.name);
  const of = isUsual ? undefined : fingerprint(home.toLowerCase()).slice(0, 8);
  try {
    const issue = await writeDigestIssue(world, place, renderDigestIssue(digest, of), { stored, of });
    const known = { placeId: place.id, issue };
    await store.saveDigest(
      repository.ownerId,
      home,
      { ...stored, ...known },
      new Date(world.now().getTime() + againMs),
    );
    await publishComment(world, place, issue, { kind: 'digest', key: edition.name, body: renderEdition(digest) });
    return { ...known, edition: edition.name, digest };
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    log.warn({ repositoryId: place.id, edition: edition.name }, `Digest not written: ${error.message}`);
    return {};
  }
}

/** Of the same owner; remembered, so that what is written there can be. */
async function placeOf(world: World, repository: Repository, plan: DigestPlan): Promise<Repository | undefined> {
  if (plan.owner !== undefined && !isSameName(plan.owner, repository.owner)) return undefined;
  const place = await world.forge.repositoryNamed(repository, plan.repository);
  if (place) await world.store.rememberRepository(place, world.now());
  return place;
}

async function made(
  world: World,
  repository: Repository,
  place: Repository,
  { state, plan, edition }: Due,
): Promise<{ digest: Digest; held: number[] }> {
  const { store } = world;
  const { map, home } = state;
  const held = await heldIn(world, await store.governedBy(repository.ownerId, home.name), plan, place);
  const disclosure = await disclosureAt(world, place, map, home);
  const { metrics } = digestMetrics(map, edition.rhythm, disclosure);
  const { from, to } = courseWindow(edition);
  const readings = await readMetrics(world, repository, metrics, from, to);
  const among = held.map(({ id }) => id);
  const record = await store.digestRecord(repository.ownerId, among, edition);
  // What people said in a private repository is not repeated in a public one.
  const quoted = held.filter((one) => place.private || !one.private).map(({ name }) => name);
  const digest = buildDigest(record, {
    ...{ owner: repository.owner, map, edition, timezone: plan.timezone, disclosure },
    mayQuote: (name) => disclosure.words && quoted.some((one) => isSameName(one, name)),
    readings: new Map(Object.entries(readings)),
  });
  return { digest, held: among };
}
