import type { Bet, Declaration, NonBet } from './bet.ts';
import { exemptionByPath, exemptionOf } from './exemption.ts';
import type { PullRequest, PullRequestFacts } from './facts.ts';
import type { Conclusion, Finding, Judgement, Objection } from './judgement.ts';
import type { OutcomeMap } from './outcome-map.ts';
import { parseDeclaration } from './parse-declaration.ts';
import type { Policy } from './policy.ts';
import { resolveBet } from './resolve-bet.ts';

/**
 * What the gate concludes of a pull request, from its facts alone. In order: no valid map, an exemption, a bet, exempt paths, a change
 * without an outcome, nothing. Whether the gate is on at all is not asked here.
 */
export function judge(facts: PullRequestFacts): Judgement {
  const { mapState, pullRequest } = facts;
  if (mapState.kind === 'none') throw new Error('without an outcome map there is nothing to judge by');
  if (mapState.kind === 'invalid') return { conclusion: 'neutral', finding: { kind: 'map-invalid' } };
  const { map } = mapState;
  const finding = findingOf(facts, map);
  return { conclusion: conclusionOf(finding, map.policy, pullRequest), finding };
}

function findingOf(facts: PullRequestFacts, map: OutcomeMap): Finding {
  const rule = exemptionOf(facts, map.policy);
  if (rule) return { kind: 'exempt', rule };
  const found = findBet(facts, map);
  const byPath = found.kind === 'bet' ? undefined : exemptionByPath(facts, map.policy);
  return byPath ? { kind: 'exempt', rule: byPath } : found;
}

function findBet({ pullRequest, repository, linkedIssues }: PullRequestFacts, map: OutcomeMap): Finding {
  const declaration = parseDeclaration(pullRequest.body);
  const home = { owner: repository.owner, name: repository.name, number: pullRequest.number };
  const { bet, objections } = resolveBet(declaration, map, linkedIssues, home);
  if (bet) return betOrMore(bet, declaration, map.policy, objections);
  if (declaration.nonBet) return { kind: 'non-bet', nonBet: declaration.nonBet };
  return { kind: 'no-reference', declaration, objections };
}

function betOrMore(bet: Bet, { nonBet }: Declaration, { require }: Policy, objections: Objection[]): Finding {
  const all = nonBet ? [...objections, contradiction(nonBet)] : objections;
  const expects = bet.movements.some(({ change }) => change !== undefined);
  return { kind: require === 'expectation' && !expects ? 'no-expectation' : 'bet', bet, objections: all };
}

/** The bet counts: a bet that is measured for nothing costs less than one that ships into silence. */
const contradiction = ({ reason }: NonBet): Objection => ({
  subject: `Outcome: none (${reason})`,
  what: 'A bet is declared as well; the bet counts, this line does not',
  expected: 'one of the two',
  suggestions: [],
});

function conclusionOf({ kind }: Finding, { mode }: Policy, { draft }: PullRequest): Conclusion {
  if (kind === 'bet' || kind === 'non-bet') return 'success';
  if (kind === 'exempt' || kind === 'map-invalid') return 'neutral';
  return mode === 'enforce' && !draft ? 'failure' : 'neutral';
}
