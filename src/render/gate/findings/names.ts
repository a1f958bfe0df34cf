import type { Bet } from '../../../domain/bet/bet.ts';
import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { Issue } from '../../../domain/hypothesis/issue.ts';
import { referenceTo } from '../../../domain/repository.ts';
import { plain } from '../../words/plain.ts';
import { inWords } from '../../words/words.ts';

/** So many hypotheses are told of one by one. */
export const mostHypotheses = 5;

/** Hypotheses as they are named beside this pull request. */
export function hypothesisNames(issues: Issue[], facts: PullRequestFacts): string {
  return inWords(issues.slice(0, mostHypotheses).map((issue) => hypothesisName(issue, facts)));
}

export const hypothesisName = ({ owner, repository, number }: Issue, facts: PullRequestFacts): string =>
  // Its number is in the description of this very pull request.
  owner === facts.repository.owner && repository === facts.repository.name
    ? `#${number}`
    : referenceTo(owner, repository, number);

/** For a title. */
export const numbersOf = (issues: Issue[]): string =>
  issues.length > 1 ? `#${issues[0]?.number} and ${issues.length - 1} more` : `#${issues[0]?.number}`;

/** What a bet is on, for a title. */
export function referenceOf({ keyResults, hypotheses }: Bet): string {
  const names = keyResults.map(({ keyResult }) => plain(keyResult.id, 12));
  if (names.length === 0) names.push(...hypotheses.map(({ number }) => `#${number}`));
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(', ');
}
