import { referenceFrom } from '../../../domain/disclosure/reference-from.ts';
import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { Issue } from '../../../domain/hypothesis/issue.ts';
import { list } from '../../comment/table.ts';
import { formatDate } from '../../words/dates.ts';
import { inert, inertBlock, inertCode } from '../../words/inert.ts';
import { doesNotCount } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { hypothesisName, hypothesisNames, mostHypotheses, numbersOf } from './names.ts';
import { rerun } from './what-next.ts';

/** By whom, why, and what would turn the check green. */
export const stopped: FindingWords<FindingOf<'stopped'>> = {
  title: ({ stopped }) => {
    const at = stopped[0]?.standing?.stopped?.at;
    return `Hypothesis stopped${at ? ` on ${formatDate(at)}` : ''}, see ${numbersOf(stopped)}`;
  },
  summary: byMap(({ stopped, objections }, facts, map) => [
    'This pull request rests on a hypothesis that was stopped: work on it should not continue.',
    list(stopped.slice(0, mostHypotheses).map((issue) => stopLine(issue, facts))),
    `This turns green when the hypothesis is resumed, with a comment on ${hypothesisNames(stopped, facts)}:`,
    inertBlock(['/soundings hypothesis testing "why it is worth another try"']),
    'Or when the pull request no longer rests on it: its description names another key result or hypothesis, and neither the description nor the sidebar says that it closes this one.',
    doesNotCount(objections, facts.disclosure),
    rerun(map, facts),
  ]),
};

function stopLine(issue: Issue, facts: PullRequestFacts): string {
  const { stopped } = issue.standing ?? {};
  if (!stopped) return '';
  const { at, by, why, on } = stopped;
  const name = hypothesisName(issue, facts);
  const see = referenceFrom(facts.repository, on);
  const where = see === name ? '' : `, see ${see}`;
  const reason = why === '' || !facts.disclosure.words ? '' : `: ${inert(why, { maxLength: 300 })}`;
  return `${name} was stopped on ${formatDate(at, facts.pullRequest.updatedAt)} by ${inertCode(by, { maxLength: 60 })}${where}${reason}`;
}
