import type { Bet } from '../bet/bet.ts';
import { namedInProse } from '../bet/named-in-prose.ts';
import type { Objection } from '../bet/objection.ts';
import { type Home, resolveBet } from '../bet/resolve-bet.ts';
import { trackOf } from '../bet/track-of.ts';
import type { Declaration, NonBet } from '../declaration/declaration.ts';
import { issueKey } from '../declaration/issue-reference.ts';
import { parseDeclaration } from '../declaration/parse-declaration.ts';
import { isHypothesis } from '../hypothesis/hypothesis.ts';
import type { Issue } from '../hypothesis/issue.ts';
import type { SourceAnswers } from '../metric/source-answer.ts';
import { offeredKeyResults } from '../outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Policy } from '../outcome-map/policy.ts';
import { darkOf } from './dark.ts';
import { type EarlierBet, lastShown, namedNearby, type WindowSize, withSize } from './earlier-bets.ts';
import { exemptionByPath, exemptionByRevert, exemptionOf } from './exemption.ts';
import type { PullRequestFacts } from './facts.ts';
import { bearingOf, type Conclusion, type Finding, type Judgement, misses } from './judgement.ts';

/**
 * What the gate concludes of a pull request, from its facts alone. In order: no valid map, an exemption, a bet, exempt paths, a change
 * without an outcome, nothing. Whether the gate is on at all is not asked here.
 */
export function judge(facts: PullRequestFacts): Judgement {
  const { mapState } = facts;
  if (mapState.kind === 'none') throw new Error('without an outcome map there is nothing to judge by');
  if (mapState.kind === 'invalid') return { conclusion: 'neutral', finding: { kind: 'map-invalid' } };
  const { map } = mapState;
  const finding = findingOf(facts, map);
  return { conclusion: conclusionOf(finding, facts, map.policy), finding };
}

function findingOf(facts: PullRequestFacts, map: OutcomeMap): Finding {
  const rule = exemptionOf(facts, map.policy);
  if (rule) return { kind: 'exempt', rule };
  const found = findBet(facts, map);
  const byPath = found.kind === 'bet' || found.kind === 'stopped' ? undefined : exemptionByPath(facts, map.policy);
  if (byPath) return { kind: 'exempt', rule: byPath };
  const asRevert = misses(found) && found.kind !== 'stopped' ? exemptionByRevert(facts) : undefined;
  return asRevert ? { kind: 'exempt', rule: asRevert } : found;
}

function findBet(
  {
    pullRequest,
    repository,
    linkedIssues,
    keptHypotheses: kept,
    answers,
    changedPaths,
    earlierBets = [],
  }: PullRequestFacts,
  map: OutcomeMap,
): Finding {
  const declaration = parseDeclaration(pullRequest.body);
  const home = {
    owner: repository.owner,
    name: repository.name,
    number: pullRequest.number,
    ...(kept ? { kept } : {}),
  };
  const track = trackOf(declaration, pullRequest.labels, map.policy);
  const { bet, objections } = resolveBet(declaration, map, linkedIssues, home, track);
  if (bet) {
    const found = unlessDark(betOrMore(bet, declaration, map.policy, objections, home), map.policy, answers);
    return found.kind === 'no-expectation' ? { ...found, ...sizeOf(found.bet, earlierBets) } : found;
  }
  if (declaration.nonBet && !objections.some(isLost)) return { kind: 'non-bet', nonBet: declaration.nonBet };
  if (track === 'discovery') return { kind: 'no-hypothesis', declaration, objections };
  const open = offeredKeyResults(map, pullRequest.updatedAt).map((one) => withSize(one, earlierBets));
  const nearby = namedNearby(open, changedPaths, earlierBets);
  const offered = open.filter((one) => !nearby.includes(one));
  const named = objections.length > 0 ? [] : namedInProse(pullRequest.body, map);
  return { kind: 'no-reference', declaration, objections: [...objections, ...named], nearby, offered };
}

function sizeOf({ movements: [first] }: Bet, bets: EarlierBet[]): { shows?: WindowSize } {
  const shows = first && lastShown(first.metric, bets);
  return shows ? { shows } : {};
}

function betOrMore(
  bet: Bet,
  declaration: Declaration,
  { require, delivery }: Policy,
  objections: Objection[],
  home: Home,
): Finding {
  const { nonBet } = declaration;
  const all = nonBet ? [...objections, contradiction(nonBet)] : objections;
  const stopped = bet.hypotheses.filter(({ standing }) => standing?.stopped);
  if (stopped.length > 0) return { kind: 'stopped', bet, objections: all, stopped };
  if (objections.some(isLost)) return { kind: 'lost-expectation', bet, objections: all };
  if (bet.track === 'discovery') return { kind: 'bet', bet, objections: all };
  const expects = bet.movements.some(({ change }) => change !== undefined);
  if (require === 'expectation' && !expects) return { kind: 'no-expectation', bet, objections: all };
  const untested = delivery?.needs === 'validated' ? untestedOf(bet, declaration, home) : [];
  return untested.length > 0
    ? { kind: 'not-validated', bet, objections: all, untested }
    : { kind: 'bet', bet, objections: all };
}

/** Discovery need not move anything, so nothing of it has to be seen. */
function unlessDark(found: Finding, policy: Policy, answers: SourceAnswers = new Map()): Finding {
  if (policy.dark !== 'error' || found.kind !== 'bet' || found.bet.track === 'discovery') return found;
  const dark = darkOf(found.bet, answers);
  return dark.length > 0 ? { ...found, kind: 'dark', dark } : found;
}

const isLost = ({ lost }: Objection) => lost === true;

/** Closed issues that are not hypotheses need no validation; nor does a bet on a key result alone. */
function untestedOf({ hypotheses }: Bet, declaration: Declaration, home: Home): Issue[] {
  const named = new Set(declaration.hypotheses.map((reference) => issueKey(reference, home)));
  const isNamed = (issue: Issue) => named.has(issueKey(issue)) || named.has(issue.movedFrom ?? '');
  return hypotheses.filter((issue) => issue.standing?.state !== 'validated' && (isNamed(issue) || isHypothesis(issue)));
}

/** The bet counts: a bet that is measured for nothing costs less than one that ships into silence. */
const contradiction = ({ reason }: NonBet): Objection => ({
  subject: `Outcome: none (${reason})`,
  what: 'A bet is declared as well; the bet counts, this line does not',
  expected: 'one of the two',
  suggestions: [],
});

/** Who wants no map with such errors (`policy.lint`) wants none from pull requests that are exempt either. */
function conclusionOf(finding: Finding, facts: PullRequestFacts, { mode }: Policy): Conclusion {
  const lacking = mode === 'enforce' && !facts.pullRequest.draft ? 'failure' : 'neutral';
  if (facts.proposedMapLint?.some(({ level }) => level === 'error') || misses(finding)) return lacking;
  return bearingOf(finding) === 'counts' ? 'success' : 'neutral';
}
