import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Finding } from '../../domain/gate/judgement.ts';
import type { HypothesisStanding } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { referenceFrom } from '../comment/reference-from.ts';
import { list } from '../comment/table.ts';
import { formatDate } from '../words/dates.ts';
import { inert, inertBlock, inertCode } from '../words/inert.ts';
import { inWords } from '../words/words.ts';

const most = 5;

/** Hypotheses as they are named beside this pull request. */
function hypothesisNames(issues: Issue[], facts: Pick<PullRequestFacts, 'repository'>): string {
  return inWords(issues.slice(0, most).map((issue) => nameOf(issue, facts)));
}

const nameOf = ({ owner, repository, number }: Issue, facts: Pick<PullRequestFacts, 'repository'>) =>
  // Its number is in the description of this very pull request.
  owner === facts.repository.owner && repository === facts.repository.name
    ? `#${number}`
    : `${owner}/${repository}#${number}`;

/** What the pull request rests on was stopped: by whom, why, and what would turn the check green. */
export function stoppedSummary({ stopped }: Extract<Finding, { kind: 'stopped' }>, facts: PullRequestFacts): string[] {
  return [
    'This pull request rests on a hypothesis that was stopped: work on it goes no further.',
    list(stopped.slice(0, most).map((issue) => stopLine(issue, facts))),
    `This turns green when the hypothesis is taken up again, with a comment on ${hypothesisNames(stopped, facts)}:`,
    inertBlock(['/soundings hypothesis testing "why it is worth another try"']),
    'Or when the description names another key result or hypothesis instead.',
  ];
}

function stopLine(issue: Issue, facts: PullRequestFacts): string {
  const { stopped } = issue.standing ?? {};
  if (!stopped) return '';
  const { at, by, why, on } = stopped;
  const name = nameOf(issue, facts);
  const see = referenceFrom(facts.repository, on);
  const where = see === name ? '' : `, see ${see}`;
  const reason = why === '' || !facts.disclosure.words ? '' : `: ${inert(why, { maxLength: 300 })}`;
  return `${name} was stopped on ${formatDate(at, facts.pullRequest.updatedAt)} by ${inertCode(by, { maxLength: 60 })}${where}${reason}`;
}

/** The hypothesis has not tested valid: where it stands, and what would turn the check green. */
export function notValidatedSummary(
  { untested }: Extract<Finding, { kind: 'not-validated' }>,
  facts: PullRequestFacts,
): string[] {
  const names = hypothesisNames(untested, facts);
  return [
    'Delivery waits here until its hypothesis has tested valid (`policy.delivery.needs: validated`).',
    list(
      untested
        .slice(0, most)
        .map(
          ({ standing, ...issue }) => `${nameOf(issue, facts)} ${whereItStands(standing, facts.pullRequest.updatedAt)}`,
        ),
    ),
    `This turns green when somebody with write access says so, with a comment on ${names}:`,
    inertBlock(['/soundings hypothesis validated "what showed it"']),
    'Is this pull request itself the test (a spike, a prototype, an experiment)? Then write `Track: discovery` in its description.',
  ];
}

function whereItStands(standing: HypothesisStanding | undefined, reader: Date): string {
  const since = standing?.history.at(-1)?.at;
  const on = since ? ` ${formatDate(since, reader)}` : '';
  switch (standing?.state) {
    case undefined:
      return 'is not kept as a hypothesis yet: give that issue the label `hypothesis`';
    case 'proposed':
      return 'is proposed; nobody has tested it yet';
    case 'testing':
      return `is being tested since${on}`;
    case 'invalidated':
      return `tested invalid on${on}`;
    case 'inconclusive':
      return `could not be told by its test on${on}`;
    case 'validated':
      return 'tested valid';
  }
}

/** On the discovery track without a hypothesis: what to write. */
export const noHypothesisLead =
  'This pull request is on the discovery track, and names no hypothesis that it finds out about. Add to its description, for example:';

/** A bet of discovery: nothing has to move, and what follows. */
export function discoveryLead(issues: Issue[], facts: PullRequestFacts): string {
  return `This pull request is on the discovery track: it finds out whether ${hypothesisNames(issues, facts)} ${issues.length === 1 ? 'holds' : 'hold'}, and need not move anything.`;
}
