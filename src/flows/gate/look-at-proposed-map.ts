import { day, daysBefore } from '../../domain/day.ts';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import { type Disclosure, shownOf } from '../../domain/disclosure/disclosure.ts';
import type { PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import { lint } from '../../domain/lint/lint.ts';
import { type InPlay, openKeyResults } from '../../domain/lint/lint-basis.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import type { MapState } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { isSameName, type Repository } from '../../domain/repository.ts';
import { placeFrom } from '../audience/quotable.ts';
import type { World } from '../ports/world.ts';
import { readMetrics } from '../readings/read-metrics.ts';

/** Only so many metrics are read for a look at a map. */
const mostRead = 20;
/** Whether its author may read a repository is a request each. */
const mostAsked = 5;
/** A year and a bit: a trend shows in it, and it is no longer than what is looked at. */
const historyDays = 400;

/** What this pull request would make of the repository's own map: what is wrong with it, or what it could say better. */
export async function lookAtProposedMap(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  mapState: MapState,
  disclosure: Disclosure,
): Promise<Pick<PullRequestFacts, 'proposedMapProblems' | 'proposedMapLint'>> {
  const proposed = await world.maps.proposedAt(repository, pullRequest.headSha, pullRequest.author.login);
  if (proposed === 'unseen') return {};
  if (!proposed) return { proposedMapProblems: [] };
  if ('problems' in proposed) return { proposedMapProblems: proposed.problems };
  if (pullRequest.state === 'closed') return { proposedMapProblems: [] };
  const { map, places } = proposed;
  const inForce = 'map' in mapState ? mapState.map : undefined;
  const asOf = new Date(Math.floor(world.now().getTime() / day) * day);
  const known = await inPlay(world, repository, pullRequest);
  const basis = {
    map,
    places,
    asOf,
    readings: await readingsFor(world, repository, map, inForce, disclosure, asOf),
    ...(known ? { inPlay: known } : {}),
    ...(inForce ? { inForce } : {}),
  };
  // The map in force says how serious it is: none switches off its own lint.
  const findings = lint(basis, (inForce ?? map).policy.lint);
  return {
    proposedMapProblems: [],
    // What another file says is for those to mend who edit that one.
    proposedMapLint: findings.filter(({ at }) => at.file === mapPath),
  };
}

/**
 * What this pull request names itself counts too. A map of the owner is for all of its repositories, of which those count that its author may read;
 * undefined: there are too many to be asked about.
 */
async function inPlay(
  world: World,
  repository: Repository,
  { body, author }: PullRequest,
): Promise<InPlay | undefined> {
  const { store } = world;
  const repositoryIds = [repository.id];
  if (isSameName(repository.name, '.github')) {
    const others = (await store.repositoriesInPlay(repository.ownerId)).filter(({ id }) => id !== repository.id);
    const isAsked = (other: Repository) => other.private && repository.private;
    if (others.filter(isAsked).length > mostAsked) return undefined;
    for (const other of others)
      if ((await placeFrom(world, repository, other, author.login)) !== 'hidden') repositoryIds.push(other.id);
  }
  const found = await store.inPlay({ repositoryIds });
  return { ...found, keyResults: [...found.keyResults, ...parseDeclaration(body).keyResults] };
}

/**
 * Metrics of open key results from sources that the map in force names already: a source that somebody only proposes is not read, or
 * anybody could have figures read out by a pull request. Where figures are not to be seen, nobody is told whether a target of their own
 * choice is near: anyone who can see the pull request can see what the check says.
 */
async function readingsFor(
  world: World,
  repository: Repository,
  map: OutcomeMap,
  inForce: OutcomeMap | undefined,
  disclosure: Disclosure,
  asOf: Date,
): Promise<Record<string, Reading>> {
  const known = new Set(inForce?.metrics.map(({ source }) => source));
  const metrics = openKeyResults({ map, asOf })
    .map(({ metric }) => metric)
    .filter(({ source }) => source !== undefined && known.has(source))
    .filter((metric) => shownOf(disclosure, metric) === 'figures');
  const readable = [...new Set(metrics)].slice(0, mostRead);
  return readMetrics(world, repository, readable, daysBefore(asOf, historyDays), asOf);
}
