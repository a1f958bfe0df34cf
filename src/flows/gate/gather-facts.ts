import type { Declaration } from '../../domain/declaration/declaration.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import { nameableMap } from '../../domain/disclosure/nameable.ts';
import { isExemptAuthor } from '../../domain/gate/exemption.ts';
import type { PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { isQuiet, type MapState } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import { disclosureFor } from '../audience/disclosure-for.ts';
import { linkedIssues } from '../hypothesis/linked-issues.ts';
import type { World } from '../ports/world.ts';
import { carriedChange } from './carried-change.ts';
import { readPaths } from './changed-paths.ts';
import type { Heard } from './heard.ts';
import { labelsNotCounted } from './labels-counted.ts';
import { lookAtProposedMap } from './look-at-proposed-map.ts';
import { stillExempt } from './still-exempt.ts';

/**
 * Everything the judge may look at, or undefined where Soundings stays quiet: no map, or switched off.
 * Requests are spent in the order in which they can settle the matter, so that an event costs six at most.
 * @param heard the text that was merged, where that is known: the present one may be another by now; and who did what
 */
export async function gatherFacts(
  world: World,
  repository: Repository,
  number: number,
  heard: Heard = {},
): Promise<PullRequestFacts | undefined> {
  const mapState = await world.maps.inForce(repository);
  const pullRequest = isQuiet(mapState) ? undefined : await world.forge.pullRequest(repository, number);
  if (!pullRequest) return undefined;
  const told = { ...pullRequest, ...heard.merged };
  const kept = await whatIsKept(world, repository, told, mapState);
  const known = await gatherKnown(world, repository, told, mapState, kept, heard);
  return { ...known, ...(await gatherSaid(world, known, mapState, kept)) };
}

/** What the database has of it and of its owner, asked at once. */
export const whatIsKept = ({ store }: World, repository: Repository, pullRequest: PullRequest, mapState: MapState) =>
  store.transaction(async (tx) => {
    const { number, headSha, baseRef } = pullRequest;
    const refusesDark = 'map' in mapState && mapState.map.policy.dark === 'error';
    const [paths, exemption, hypotheses, answers, earlierBets] = await Promise.all([
      tx.changedPaths(repository.id, number, headSha, baseRef),
      tx.exemption(repository.id, number),
      tx.countHypotheses(repository.ownerId),
      refusesDark ? tx.sourceAnswers(repository.ownerId) : undefined,
      lacksLines(pullRequest, mapState) ? tx.earlierBets(repository.id, number) : undefined,
    ]);
    return { paths, exemption, hypotheses, answers, earlierBets };
  });

/** By its text alone, before it is judged: what is asked for with it costs no transaction of its own, and tells nobody which names exist. */
function lacksLines({ state, body }: PullRequest, inForce: MapState): boolean {
  const { keyResults, hypotheses, expectations, nonBet } = parseDeclaration(body);
  const hasReference = keyResults.length + hypotheses.length > 0;
  const wantsMore = 'map' in inForce && inForce.map.policy.require === 'expectation' && expectations.length === 0;
  return state === 'open' && !nonBet && (!hasReference || wantsMore);
}

type Kept = Awaited<ReturnType<typeof whatIsKept>>;

/** What is known of a pull request whatever it says. */
export async function gatherKnown(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  inForce: MapState,
  { paths, exemption, answers, earlierBets }: Kept,
  heard: Heard = {},
): Promise<PullRequestFacts> {
  const disclosure = await disclosureFor(world, repository, pullRequest.author.login, inForce);
  const mapState = asNameable(inForce, disclosure);
  const policy = 'map' in mapState ? mapState.map.policy : undefined;
  const asksForCommits = policy && isExemptAuthor(policy, pullRequest.author.login);
  return {
    repository,
    pullRequest,
    mapState,
    disclosure,
    changedPaths: paths ?? (await readPaths(world, repository, pullRequest)),
    linkedIssues: [],
    ...(answers ? { answers } : {}),
    ...(earlierBets ? { earlierBets } : {}),
    ...(asksForCommits ? { commitAuthors: await world.forge.commitAuthors(repository, pullRequest.number) } : {}),
    ...(exemption ? await stillExempt(world, repository, pullRequest, exemption, heard) : {}),
    ...(policy ? { labelsNotCounted: await labelsNotCounted(world, repository, pullRequest, policy, heard) } : {}),
  };
}

/** What it says: of its description, of the issues that it names, and of the map that it proposes. */
async function gatherSaid(
  world: World,
  { repository, pullRequest, changedPaths, disclosure }: PullRequestFacts,
  inForce: MapState,
  { hypotheses }: Kept,
): Promise<Partial<PullRequestFacts>> {
  const declaration = parseDeclaration(pullRequest.body);
  const policy = 'map' in inForce ? inForce.map.policy : undefined;
  const carries = policy && (await carriedChange(world, repository, pullRequest, changedPaths, declaration, policy));
  const { issues, unseen } =
    carries?.kind === 'backport'
      ? { issues: [], unseen: [] }
      : await linkedIssues(world, repository, pullRequest, { declaration, policy, hypotheses });
  return {
    linkedIssues: issues,
    ...(unseen.length > 0 ? { unseenIssues: unseen } : {}),
    ...(carries ? { carries } : {}),
    ...(namesUnknown(declaration, issues, repository)
      ? { keptHypotheses: await world.store.keptHypotheses(repository.id) }
      : {}),
    ...(changedPaths.includes(mapPath)
      ? await lookAtProposedMap(world, repository, pullRequest, inForce, disclosure)
      : {}),
  };
}

/** The part of the map that may be named to the author is all that is judged by: a line that counts would tell that its metric exists. */
function asNameable(mapState: MapState, disclosure: Disclosure): MapState {
  if (disclosure.ofOthers !== 'nothing' || mapState.kind === 'none') return mapState;
  // What is wrong with a map quotes it.
  if (mapState.kind === 'invalid') return { ...mapState, problems: [] };
  const { home, version } = mapState;
  return { kind: mapState.kind, map: nameableMap(mapState.map, disclosure), version: `${version} in part`, home };
}

function namesUnknown({ hypotheses }: Declaration, issues: Issue[], repository: Repository): boolean {
  const found = new Set(issues.flatMap((issue) => [issueKey(issue), issue.movedFrom]));
  return hypotheses.some((reference) => !found.has(issueKey(reference, repository)));
}
