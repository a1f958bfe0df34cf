import type { Declaration, IssueReference } from '../../domain/declaration/declaration.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { Policy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import { nameable } from '../audience/quotable.ts';
import { noteFault } from '../net/go-on.ts';
import type { World } from '../ports/world.ts';

/** A body names a handful of issues at most; one with hundreds must not cost hundreds of requests. */
const mostIssues = 5;

/** The issues that the body of an author's text names or closes, as far as they can be read; `unseen`: those that were not looked at. */
export async function namedIssues(
  world: World,
  repository: Repository,
  by: string | undefined,
  declaration: Declaration,
): Promise<{ issues: Issue[]; unseen: IssueReference[] }> {
  const named = distinct([...declaration.hypotheses, ...declaration.closes]);
  const issues: Issue[] = [];
  for (const reference of named.slice(0, mostIssues)) {
    const issue = await world.forge.issue(repository, reference.number, by, elsewhere(reference, repository));
    if (issue) issues.push(withOldPlace(readable(world, repository, issue), issueKey(reference, repository)));
  }
  return { issues, unseen: named.slice(mostIssues) };
}

/**
 * The issues named in the body, then the sidebar's, which cost a GraphQL request. Where the body or an issue that it names states a bet, those of the
 * sidebar that are hypotheses count all the same, as the owner may have stopped one; where it says that there is none, only what holds it up does.
 * @param hypotheses how many the owner has
 */
export async function linkedIssues(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  { declaration, policy, hypotheses }: { declaration: Declaration; policy: Policy | undefined; hypotheses: number },
): Promise<{ issues: Issue[]; unseen: IssueReference[] }> {
  const { number, author } = pullRequest;
  const named = await namedIssues(world, repository, author.login, declaration);
  const issues = await withStandings(world, repository, pullRequest, named.issues);
  const isStated = states(declaration) || issues.some((issue) => states(parseDeclaration(issue.body)));
  const known = issues.filter(({ standing }) => standing !== undefined).length;
  if (isStated && hypotheses <= known) return { ...named, issues };
  const found = await world.forge.closingIssues(repository, number, author.login);
  const more = found.filter((issue) => !issues.some((other) => same(issue, other)));
  const linked = await withStandings(
    world,
    repository,
    pullRequest,
    more.map((issue) => readable(world, repository, issue)),
  );
  const needsValid = policy?.delivery?.needs === 'validated';
  const counts = ({ standing }: Issue) => {
    if (!isStated) return true;
    if (!standing || declaration.nonBet === undefined) return standing !== undefined;
    return standing.stopped !== undefined || (needsValid && standing.state !== 'validated');
  };
  const seen = new Set(found.map((issue) => issueKey(issue)));
  const unseen = named.unseen.filter((reference) => !seen.has(issueKey(reference, repository)));
  return { issues: [...issues, ...linked.filter(counts)], unseen };
}

/** What is known of the issues as hypotheses. Where one was stopped may be another place than those that its reader may see. */
async function withStandings(
  world: World,
  repository: Repository,
  { author }: PullRequest,
  issues: Issue[],
): Promise<Issue[]> {
  if (issues.length === 0) return issues;
  const standings = await world.store.hypothesisStandings(repository.ownerId, issues);
  const known: Issue[] = [];
  for (const [index, issue] of issues.entries()) {
    const standing = standings[index];
    const stopped = standing?.stopped;
    const on = stopped && ((await nameable(world, repository, stopped.on, author.login)) ?? '');
    if (!standing) known.push(issue);
    else
      known.push({ ...issue, standing: stopped ? { ...standing, stopped: { ...stopped, on: on ?? '' } } : standing });
  }
  return known;
}

/** One that makes us fail counts as one that says nothing, or its author could silence whatever rests on it. */
function readable(world: World, repository: Repository, issue: Issue): Issue {
  try {
    parseDeclaration(issue.body);
    return issue;
  } catch (error) {
    noteFault(world, error, { repository, number: issue.number, what: 'an issue could not be read' });
    return { ...issue, body: '', unread: world.cause };
  }
}

/** A transferred issue is found by its old number; it counts as the one that the text names. */
const withOldPlace = (issue: Issue, askedFor: string): Issue =>
  issueKey(issue) === askedFor ? issue : { ...issue, movedFrom: askedFor };

const states = ({ keyResults, expectations, nonBet }: Declaration) =>
  keyResults.length > 0 || expectations.length > 0 || nonBet !== undefined;

const same = (one: Issue, other: Issue) =>
  one.number === other.number && one.owner === other.owner && one.repository === other.repository;

function distinct(references: IssueReference[]): IssueReference[] {
  const seen = new Map(references.map((reference) => [JSON.stringify(reference), reference]));
  return [...seen.values()];
}

function elsewhere({ owner, repository: name }: IssueReference, repository: Repository) {
  if (!name || (name === repository.name && (owner ?? repository.owner) === repository.owner)) return undefined;
  return { owner: owner ?? repository.owner, name };
}
