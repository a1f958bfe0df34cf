import { lookUp } from '../bet/look-up.ts';
import type { Objection } from '../bet/objection.ts';
import { resolveBet } from '../bet/resolve-bet.ts';
import type { Declaration } from '../declaration/declaration.ts';
import { parseDeclaration } from '../declaration/parse-declaration.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';

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
