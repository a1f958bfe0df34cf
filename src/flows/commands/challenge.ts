import { nameOfOther } from '../../domain/bet/other-bet.ts';
import type { Challenge } from '../../domain/commands/challenge.ts';
import type { Command } from '../../domain/commands/command.ts';
import { findChallenged } from '../../domain/commands/find-challenged.ts';
import { issueKey, issueReferences } from '../../domain/declaration/issue-reference.ts';
import { nameableMap } from '../../domain/disclosure/nameable.ts';
import { quotedFor } from '../../domain/disclosure/quoted-for.ts';
import { referenceFrom } from '../../domain/disclosure/reference-from.ts';
import { isHypothesis } from '../../domain/hypothesis/hypothesis.ts';
import { nearHypotheses } from '../../domain/hypothesis/near-hypotheses.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { isSameName, type Repository, referenceTo } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { isMarked } from '../../render/comment/marker.ts';
import { renderChallengeIssue } from '../../render/hypothesis/challenge-issue.ts';
import { disclosureFor } from '../audience/disclosure-for.ts';
import { placeFrom } from '../audience/quotable.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import { WriteRefused } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';

type Challenging = Extract<Command, { verb: 'challenge' }>;
type Subject = Pick<Challenge, 'subject' | 'owner'> & { title: string };

/** Anybody can comment, and each challenge opens an issue that somebody is told of. */
const mostOpen = 5;

/**
 * `/soundings challenge KR1 why`: opens an issue in the map's repository, addressed to whom the map names. The challenge is stored before
 * the issue is opened: when the answer is lost, the next try looks for our own issue instead of opening a second one.
 * @param index which command of the comment it is: the same comment read again means the same challenge
 */
export async function challenge(
  world: World,
  repository: Repository,
  comment: SaidComment,
  { subject: written, why }: Challenging,
  by: string,
  index: number,
): Promise<Reply> {
  const { store } = world;
  const mapState = await world.maps.inForce(repository);
  if (!('map' in mapState)) return { kind: 'unknown-subject', subject: written, suggestions: [] };
  const disclosure = await disclosureFor(world, repository, by, mapState);
  const found = await find(world, repository, written, nameableMap(mapState.map, disclosure), by);
  if ('kind' in found) return found;
  const id = `${comment.commentId}-${index}`;
  const known = await store.challenge(id);
  const open = await store.openChallenges(repository.ownerId);
  const own = open.filter((one) => one.by === by && one.id !== id);
  const twin = own.find(({ subject }) => isSame(subject, found.subject));
  if (!known && twin) return alreadyChallenged(world, repository, twin);
  if (!known && own.length >= mostOpen) return { kind: 'too-many-challenges', most: mostOpen };

  const { subject, owner } = found;
  const from = { repositoryId: repository.id, number: comment.number };
  const raised: Challenge = known ?? { id, subject, why, by, at: comment.at, from, ...(owner ? { owner } : {}) };
  if (!known) await store.saveChallenge(repository.ownerId, raised);
  const { home } = mapState;
  const { place, unseen } = await placeFor(world, repository, home.name, by);
  if (!place) return withoutIssue(world, repository, subject.name, home.name, by);
  if (raised.issue) return challenged(world, repository, subject.name, place, raised.issue.number, by);
  const issue = renderChallengeIssue({
    challenge: raised,
    title: unseen ? '' : found.title,
    raisedIn: referenceFrom(place, referenceTo(repository.owner, repository.name, comment.number)),
    words: disclosure.words && !unseen,
  });
  const isNews = !known && (await store.reachesBackTo(repository.id, comment.at));
  const number = await openOnce(world, place, id, issue, !isNews);
  if (number === undefined) return withoutIssue(world, repository, subject.name, place.name, by);
  await store.rememberRepository(place, world.now());
  await store.saveChallenge(repository.ownerId, { ...raised, issue: { repositoryId: place.id, number } });
  return challenged(world, repository, subject.name, place, number, by);
}

const isSame = (one: Challenge['subject'], other: Challenge['subject']) =>
  one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();

async function find(
  world: World,
  repository: Repository,
  written: string,
  map: OutcomeMap,
  by: string,
): Promise<Subject | Exclude<Reply, { kind: 'help' }>> {
  const inMap = findChallenged(written, map);
  if ('subject' in inMap) return inMap;
  const [reference] = issueReferences(written);
  if (!reference)
    return {
      kind: 'unknown-subject',
      subject: written,
      suggestions: inMap.suggestions,
      ...(map.inPart ? { inPart: true } : {}),
    };
  const { owner = repository.owner, repository: name = repository.name, number } = reference;
  if (!isSameName(owner, repository.owner)) return { kind: 'foreign-subject', subject: written };
  const read = await world.forge.issue(repository, number, by, { owner, name });
  const isHere = isSameName(name, repository.name);
  const none = async () => ({
    kind: 'no-hypothesis' as const,
    subject: written,
    suggestions: isHere ? nearHypotheses(number, await world.store.keptHypotheses(repository.id)) : [],
  });
  if (!read) return none();
  const [standing] = await world.store.hypothesisStandings(repository.ownerId, [read]);
  if (!isHypothesis(standing ? { ...read, standing } : read)) return none();
  const proposedBy = standing?.history[0]?.by ?? read.author;
  return {
    subject: { kind: 'hypothesis', name: issueKey(read) },
    title: read.title,
    ...(proposedBy ? { owner: `@${proposedBy}` } : {}),
  };
}

/**
 * Where the issue is opened: the map's repository. What was said in a private repository is not repeated in a public one: there the issue
 * stays where the challenge was raised; so it does where the one who raises it may not read the map's repository, and so is not to write there through us.
 * No place: the map's repository cannot be looked into. `unseen`: what it calls things is not to be told here.
 */
async function placeFor(
  world: World,
  repository: Repository,
  home: string,
  by: string,
): Promise<{ place?: Repository; unseen: boolean }> {
  if (isSameName(home, repository.name)) return { place: repository, unseen: false };
  const place = await world.forge.repositoryNamed(repository, home);
  if (!place) return { unseen: true };
  if (repository.private && !place.private) return { place: repository, unseen: false };
  const mayRead = !place.private || (await world.forge.canRead(repository, place, by));
  return mayRead ? { place, unseen: false } : { place: repository, unseen: true };
}

/** undefined: nobody, or not we, may open issues there. */
async function openOnce(
  { forge, log }: World,
  place: Repository,
  id: string,
  issue: { title: string; body: string },
  again: boolean,
): Promise<number | undefined> {
  if (again) {
    const own = await forge.ownIssues(place);
    const found = own.find(({ body }) => isMarked(body, 'challenge', { key: id }));
    if (found) return found.number;
  }
  try {
    return await forge.createIssue(place, { ...issue, labels: ['soundings:challenge'] });
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    log.warn({ repositoryId: place.id, challenge: id }, `Challenge has no issue: ${error.message}`);
    return undefined;
  }
}

async function challenged(
  world: World,
  repository: Repository,
  subject: string,
  place: Repository,
  number: number,
  by: string,
): Promise<Reply> {
  return { kind: 'challenged', subject, ...(await namedIssue(world, repository, place, number, by)) };
}

/** Anyone who challenges need not learn the name of a repository that they may not read. */
async function namedIssue(
  world: World,
  repository: Repository,
  place: Repository,
  number: number,
  by: string,
): Promise<{ issue?: string }> {
  const named = await placeFrom(world, repository, place, by);
  return named === 'hidden' ? {} : { issue: nameOfOther({ repository: named, number }) };
}

async function withoutIssue(
  { forge }: World,
  repository: Repository,
  subject: string,
  name: string,
  by: string,
): Promise<Reply> {
  const { owner } = repository;
  const mayBeNamed = await forge.canRead(repository, { owner, name }, quotedFor(repository, by));
  return { kind: 'challenged-without-issue', subject, ...(mayBeNamed ? { repository: `${owner}/${name}` } : {}) };
}

async function alreadyChallenged(world: World, repository: Repository, twin: Challenge): Promise<Reply> {
  const { subject, issue, by } = twin;
  const place = issue && (await world.store.repository(issue.repositoryId));
  return {
    kind: 'already-challenged',
    subject: subject.name,
    ...(issue && place ? await namedIssue(world, repository, place, issue.number, by) : {}),
  };
}
