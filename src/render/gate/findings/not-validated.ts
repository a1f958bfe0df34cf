import type { HypothesisStanding } from '../../../domain/hypothesis/hypothesis-standing.ts';
import { list } from '../../comment/table.ts';
import { formatDate } from '../../words/dates.ts';
import { inertBlock } from '../../words/inert.ts';
import { doesNotCount } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { hypothesisName, hypothesisNames, mostHypotheses, numbersOf } from './names.ts';
import { rerun } from './what-next.ts';

export const notValidated: FindingWords<FindingOf<'not-validated'>> = {
  title: ({ untested }) =>
    `${numbersOf(untested)} has not tested valid (${untested[0]?.standing?.state ?? 'no state yet'})`,
  summary: byMap(({ untested, objections }, facts, map) => [
    'Delivery waits here until its hypothesis has tested valid (`policy.delivery.needs: validated`).',
    list(
      untested
        .slice(0, mostHypotheses)
        .map(
          (issue) => `${hypothesisName(issue, facts)} ${whereItStands(issue.standing, facts.pullRequest.updatedAt)}`,
        ),
    ),
    `This turns green when somebody with write access says so, with a comment on ${hypothesisNames(untested, facts)}:`,
    inertBlock(['/soundings hypothesis validated "what showed it"']),
    'Is this pull request itself the test (a spike, a prototype, an experiment)? Then write `Track: discovery` in its description.',
    doesNotCount(objections, facts.disclosure),
    rerun(map, facts),
  ]),
};

function whereItStands(standing: HypothesisStanding | undefined, reader: Date): string {
  const since = standing?.history.at(-1)?.at;
  const on = since ? ` ${formatDate(since, reader)}` : '';
  switch (standing?.state) {
    case undefined:
      return 'is not tracked as a hypothesis yet: give that issue the label `hypothesis`';
    case 'proposed':
      return 'is proposed; nobody has tested it yet';
    case 'testing':
      return `is being tested since${on}`;
    case 'invalidated':
      return `tested invalid on${on}`;
    case 'inconclusive':
      return `was not settled by its test on${on}`;
    case 'validated':
      return 'tested valid';
  }
}
