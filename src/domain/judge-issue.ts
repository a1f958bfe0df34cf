import type { Declaration, Issue } from './bet.ts';
import type { Objection } from './judgement.ts';
import { lookUp } from './look-up.ts';
import type { OutcomeMap } from './outcome-map.ts';
import { parseDeclaration } from './parse-declaration.ts';
import { resolveBet } from './resolve-bet.ts';

export interface IssueJudgement {
  /** A key result, a hypothesis or an expectation that exists, or a reason why there is none. */
  satisfied: boolean;
  declaration: Declaration;
  objections: Objection[];
}

/**
 * Whether an issue says which outcome it serves. Unlike a pull request it may be the hypothesis itself, so an expectation is enough.
 * @param linkedIssues the issues that it names after `Hypothesis:`, as far as they could be read; undefined: not looked up, then they do not count
 */
export function judgeIssue(issue: Issue, map: OutcomeMap, linkedIssues?: Issue[]): IssueJudgement {
  const declaration = parseDeclaration(issue.body);
  const home = { owner: issue.owner, name: issue.repository, number: issue.number };
  const named = linkedIssues ? declaration : { ...declaration, hypotheses: [] };
  const { bet, objections } = resolveBet(named, map, linkedIssues ?? [], home);
  const states = lookUp(declaration, map).movements.length > 0;
  return { satisfied: Boolean(bet ?? declaration.nonBet) || states, declaration, objections };
}
