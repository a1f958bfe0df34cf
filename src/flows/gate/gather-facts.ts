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
import type { Policy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import { disclosureFor } from '../audience/disclosure-for.ts';
import { linkedIssues } from '../hypothesis/linked-issues.ts';
import type { KeptOfPullRequest } from '../ports/stores/pull-request-store.ts';
import type { World } from '../ports/world.ts';
import { carriedChange } from './carried-change.ts';
import { pathsFor } from './changed-paths.ts';
import type { Heard } from './heard.ts';
import { labelsNotCounted } from './labels-counted.ts';
import { lookAtProposedMap } from './look-at-proposed-map.ts';
import { stillExempt } from './still-exempt.ts';

/**
 * Everything the judge may look at, or undefined where Soundings stays quiet: no map, or switched off.
 * Requests are spent in the order in which they can settle the matter, so that an event costs six at most.
 * @param kept what the database has of it
 * @param heard the text that was merged, where that is known: the present one may be another by now; and who did what
 */
export async function gatherFacts(
  world: World,
  repository: Repository,
  number: number,
  kept: KeptOfPullRequest,
  heard: Heard = {},
): Promise<PullRequestFacts | undefined> {
  const mapState = await world.maps.inForce(repository, kept.map);
  const pullRequest = isQuiet(mapState) ? undefined : await world.forge.pullRequest(repository, number);
  if (!pullRequest) return undefined;
  const known = await gatherKnown(world, repository, { ...pullRequest, ...heard.merged }, mapState, kept, heard);
  return { ...known, ...(await gatherSaid(world, known, mapState, kept)) };
}

/** What else it has, of few pull requests. */
async function whatElseIsKept(
  { store }: World,
  { id, ownerId }: Repository,
  pullRequest: PullRequest,
  policy: Policy | undefined,
): Promise<Pick<PullRequestFacts, 'answers' | 'earlierBets'>> {
  const isDarkRefused = policy?.dark === 'error';
  const isLacking = lacksLines(pullRequest, policy);
  if (!isDarkRefused && !isLacking) return {};
  return store.transaction(async (tx) => {
    const [answers, earlierBets] = await Promise.all([
      isDarkRefused ? tx.sourceAnswers(ownerId) : undefined,
      isLacking ? tx.earlierBets(id, pullRequest.number) : undefined,
    ]);
    return { ...(answers ? { answers } : {}), ...(earlierBets ? { earlierBets } : {}) };
  });
}

/** By its text alone, before it is judged: what is asked for because of it tells nobody which names exist. */
function lacksLines({ state, body }: PullRequest, policy: Policy | undefined): boolean {
  const { keyResults, hypotheses, expectations, nonBet } = parseDeclaration(body);
  const hasReference = keyResults.length + hypotheses.length > 0;
  const wantsMore = policy?.require === 'expectation' && expectations.length === 0;
  return state === 'open' && !nonBet && (!hasReference || wantsMore);
}

/** What is known of a pull request whatever it says. */
export async function gatherKnown(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  inForce: MapState,
  { changed, exemption }: KeptOfPullRequest,
  heard: Heard = {},
): Promise<PullRequestFacts> {
  const more = await whatElseIsKept(world, repository, pullRequest, policyOf(inForce));
  const disclosure = await disclosureFor(world, repository, pullRequest.author.login, inForce);
  const mapState = asNameable(inForce, disclosure);
  const policy = policyOf(mapState);
  const asksForCommits = policy && isExemptAuthor(policy, pullRequest.author.login);
  return {
    repository,
    pullRequest,
    mapState,
    disclosure,
    // Kept with what the gate concludes: nobody asks for them before.
    changedPaths: pathsFor(changed, pullRequest) ?? (await world.forge.changedPaths(repository, pullRequest.number)),
    linkedIssues: [],
    ...more,
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
  { hypotheses }: KeptOfPullRequest,
): Promise<Partial<PullRequestFacts>> {
  const declaration = parseDeclaration(pullRequest.body);
  const policy = policyOf(inForce);
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

const policyOf = (mapState: MapState) => ('map' in mapState ? mapState.map.policy : undefined);

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
