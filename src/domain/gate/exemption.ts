import type { ExemptKind, Policy } from '../outcome-map/policy.ts';
import { patternMatcher } from '../text/glob.ts';
import type { PullRequestFacts } from './facts.ts';
import type { ExemptionRule } from './judgement.ts';

/**
 * What exempts a pull request whatever it says: a person's word, a label, or a bot as its author, whose text quotes release notes and
 * states no bet of its own.
 */
export function exemptionOf(facts: PullRequestFacts, policy: Policy): ExemptionRule | undefined {
  if (facts.exemption) return { by: 'person', exemption: facts.exemption };
  return byAuthor(facts, policy) ?? byLabel(facts, policy) ?? byBranch(facts, policy) ?? exemptionByBackport(facts);
}

/** Whether commit authors are worth a request. */
export function isExemptAuthor({ exempt }: Policy, login: string): boolean {
  return exempt.authors.some((author) => plainLogin(author) === plainLogin(login));
}

/** All commits must be by exempt authors, or a person's commits would pass too. An author unknown to GitHub is not exempt. */
function byAuthor({ pullRequest, commitAuthors }: PullRequestFacts, policy: Policy): ExemptionRule | undefined {
  const { login } = pullRequest.author;
  if (!commitAuthors?.length || !isExemptAuthor(policy, login)) return undefined;
  const all = commitAuthors.every((author) => author !== undefined && isExemptAuthor(policy, author));
  return all ? { by: 'author', login } : undefined;
}

function byLabel({ pullRequest, labelsNotCounted = [] }: PullRequestFacts, policy: Policy): ExemptionRule | undefined {
  const label = exemptingLabels(policy, pullRequest.labels).find((one) => !labelsNotCounted.includes(one));
  return label === undefined ? undefined : { by: 'label', label };
}

/** Only branches of the repository itself: in a fork anybody calls theirs what they like. A back-merge brings what is on the default branch already. */
function byBranch({ repository, pullRequest }: PullRequestFacts, { exempt }: Policy): ExemptionRule | undefined {
  const { headRef: branch, baseRef, fromFork } = pullRequest;
  if (fromFork) return undefined;
  const isBackMerge = branch === repository.defaultBranch && baseRef !== branch;
  if (isBackMerge && isExemptKind(exempt, 'back-merge')) return { by: 'back-merge' };
  return exempt.branches && patternMatcher(exempt.branches)(branch) ? { by: 'branch', branch } : undefined;
}

/** A backport carries the bet of another pull request, also where its description is copied. */
function exemptionByBackport({ carries }: PullRequestFacts): ExemptionRule | undefined {
  return carries?.kind === 'backport' ? { by: 'backport', number: carries.number } : undefined;
}

/** Reverts are never held up; one that states a bet counts as a bet. */
export function exemptionByRevert({ carries }: PullRequestFacts): ExemptionRule | undefined {
  return carries?.kind === 'revert' ? { by: 'revert', number: carries.number } : undefined;
}

export const isExemptKind = ({ kinds }: Policy['exempt'], kind: ExemptKind) => kinds?.includes(kind) ?? true;

export function exemptingLabels({ exempt }: Policy, labels: string[]): string[] {
  const exempting = new Set(exempt.labels.map((label) => label.toLowerCase()));
  return labels.filter((one) => exempting.has(one.toLowerCase()));
}

/**
 * Whether a label exempts, by who set it (absent: nobody knows). `ask`: when this person may write. An app was given its right by the owner, but may
 * be steered by anybody.
 */
export function labelCounts({ exempt }: Policy, author: string, by: string | undefined): boolean | { ask: string } {
  if (exempt.labelsNeed === 'write') return by !== undefined && !isApp(by) && { ask: by };
  if (by !== undefined && (isApp(by) || plainLogin(by) !== plainLogin(author))) return true;
  return { ask: author };
}

/** No person can have such a login. */
const isApp = (login: string) => login.endsWith('[bot]');

/**
 * Every changed path matches. It comes after a bet: who states one on exempt paths wants it measured. A pull request whose paths are not
 * known is not exempt.
 */
export function exemptionByPath({ changedPaths }: PullRequestFacts, { exempt }: Policy): ExemptionRule | undefined {
  if (changedPaths.length === 0 || exempt.paths.length === 0) return undefined;
  return changedPaths.every(patternMatcher(exempt.paths)) ? { by: 'path', globs: exempt.paths } : undefined;
}

/** Logins have no case; an app is `dependabot[bot]`, or `app/dependabot` as GitHub's search has it. */
function plainLogin(login: string): string {
  const plain = login.trim().toLowerCase().replace(/^@/, '');
  return plain.startsWith('app/') ? `${plain.slice(4)}[bot]` : plain;
}
