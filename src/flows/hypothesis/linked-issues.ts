import type { Declaration, IssueReference } from '../../domain/declaration/declaration.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import type { PullRequest } from '../../domain/gate/facts.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { Repository } from '../../domain/repository.ts';
import { noteFault } from '../net/go-on.ts';
import type { World } from '../ports/world.ts';

/** A body names a handful of issues at most; one with hundreds must not cost hundreds of requests. */
const mostIssues = 5;

/** The issues that the body of an author's text names or closes, as far as they can be read. */
export async function namedIssues(
  world: World,
  repository: Repository,
  by: string | undefined,
  declaration: Declaration,
): Promise<Issue[]> {
  const named = distinct([...declaration.hypotheses, ...declaration.closes]).slice(0, mostIssues);
  const issues: Issue[] = [];
  for (const reference of named) {
    const issue = await world.forge.issue(repository, reference.number, by, elsewhere(reference, repository));
    if (issue) issues.push(withOldPlace(readable(world, repository, issue), issueKey(reference, repository)));
  }
  return issues;
}

/**
 * The issues named in the body first; the sidebar's only when neither the body nor those state a bet, because it costs a
 * GraphQL request.
 */
export async function linkedIssues(
  world: World,
  repository: Repository,
  { number, author }: PullRequest,
  declaration: Declaration,
): Promise<Issue[]> {
  const issues = await namedIssues(world, repository, author.login, declaration);
  if (states(declaration) || issues.some((issue) => states(parseDeclaration(issue.body)))) return issues;
  const found = await world.forge.closingIssues(repository, number, author.login);
  const linked = found.map((issue) => readable(world, repository, issue));
  return [...issues, ...linked.filter((issue) => !issues.some((other) => same(issue, other)))].slice(0, mostIssues);
}

/** One that we stumble over counts as one that says nothing, or its author could silence whatever rests on it. */
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
