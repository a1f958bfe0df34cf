import type { Bet, ExpectedMovement, GuardedMetric } from '../../../domain/bet/bet.ts';
import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { list } from '../../comment/table.ts';
import { sizeOf } from '../../words/change-in-words.ts';
import { discoveryNext } from '../../words/discovery.ts';
import { experimentName } from '../../words/groups-in-words.ts';
import { inertBlock } from '../../words/inert.ts';
import { expectedOf, maySay, shortChange, titleOf, windowOf } from '../../words/movement-in-words.ts';
import { plain } from '../../words/plain.ts';
import { firstOf } from '../../words/words.ts';
import { exampleExpectation } from '../example-lines.ts';
import { doesNotCount } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords, longestTitle } from './finding-words.ts';
import { hypothesisNames, numbersOf, referenceOf } from './names.ts';
import { whomToAsk } from './what-next.ts';

const mostLines = 10;

export const bet: FindingWords<FindingOf<'bet'>> = {
  title: ({ bet }, disclosure) => titleOfBet(bet, disclosure),
  summary: byMap(({ bet, objections }, facts, map) =>
    bet.track === 'discovery'
      ? [
          discoveryLead(bet, facts),
          bet.movements.length > 0 ? 'What it expects is still measured:' : '',
          stakes(bet, facts.disclosure),
          doesNotCount(objections, facts.disclosure),
          discoveryNext,
        ]
      : [
          'This pull request says what it should move:',
          stakes(bet, facts.disclosure),
          doesNotCount(objections, facts.disclosure),
          ...(objections.length > 0 ? whomToAsk(map, facts) : []),
          ...withoutFigure(bet, map),
          tested(bet),
          watchedOn(bet),
          `${objections.length > 0 ? 'The bet counts as listed' : 'Nothing to do'}. ${whatFollows(bet, map)}`,
        ],
  ),
};

function titleOfBet(bet: Bet, disclosure: Disclosure): string {
  const reference = referenceOf(bet);
  const [first, ...others] = bet.movements;
  if (!first) return `Discovery for ${numbersOf(bet.hypotheses)}: nothing has to move`;
  const more = others.length > 0 ? `, ${others.length} more` : '';
  const change = shortChange(first, disclosure);
  const full = change ? ` ${change}${windowOf(first)}` : '';
  const room = longestTitle - reference.length - 2;
  const fitting =
    [full + more, full, change ? ` ${change}` : '', ''].find((tail) => titleFits(first, tail, room)) ?? '';
  return `${reference}: ${plain(first.metric.title, Math.max(1, room - fitting.length))}${fitting}`;
}

/** A title may lose its end, but not so much that nobody knows it. */
function titleFits({ metric }: ExpectedMovement, tail: string, room: number): boolean {
  return tail.length + Math.min(20, metric.title.length) <= room;
}

/** A bet of discovery: nothing has to move, and what follows. */
function discoveryLead({ hypotheses }: Bet, facts: PullRequestFacts): string {
  return `This pull request is on the discovery track: it finds out whether ${hypothesisNames(hypotheses, facts)} ${hypotheses.length === 1 ? 'holds' : 'hold'}, and need not move anything.`;
}

function stakes({ movements, guardrails }: Bet, disclosure: Disclosure): string {
  return list([
    ...movements
      .slice(0, mostLines)
      .map((movement) => `${expectedOf(movement, disclosure)}${movement.change ? ' of the release' : ''}`),
    ...guardrails
      .filter(({ byMap }) => !byMap)
      .slice(0, mostLines)
      .map((guarded) => guardLine(guarded, disclosure)),
  ]);
}

/** What the description names after `Experiment:`. */
function tested({ experiment }: Bet): string {
  return experiment
    ? `The readout compares the groups of the experiment ${experimentName(experiment)}, read after the release.`
    : '';
}

/** What the map guards on every bet. */
function watchedOn({ guardrails }: Bet): string {
  const titles = guardrails.filter(({ byMap }) => byMap).map(({ metric }) => titleOf(metric));
  return titles.length > 0 ? `Watched on every bet, and told when they get worse: ${firstOf(titles, mostLines)}.` : '';
}

/** Which comments follow, as the policy has it; what none tells is told here. */
function whatFollows({ movements }: Bet, { policy: { comments = {} } }: OutcomeMap): string {
  const { forecast = 'always', interim = 'on' } = comments;
  const readouts = interim === 'on' ? 'the readouts follow' : 'the last readout follows';
  if (forecast === 'always')
    return `The forecast is a comment on this pull request; ${readouts} there after the release.`;
  const sourceless = movements.filter(({ metric }) => metric.source === undefined).map(({ metric }) => titleOf(metric));
  const unmeasured =
    sourceless.length > 0
      ? ` ${firstOf(sourceless, mostLines)} cannot be measured: the outcome map names no source.`
      : '';
  const when =
    forecast === 'off' ? 'There is no forecast comment' : 'There is a forecast comment if the bet can be measured';
  return `${when} (\`policy.comments\`), and ${readouts} on this pull request after the release.${unmeasured}`;
}

function guardLine({ metric, limit }: GuardedMetric, disclosure: Disclosure): string {
  const size = maySay(limit, metric, disclosure) ? sizeOf(limit, metric) : 'the limit stated';
  return `${titleOf(metric)} must not get worse by more than ${size}`;
}

/** No movement has a size: what to add. */
function withoutFigure({ movements }: Bet, map: OutcomeMap): string[] {
  const [first] = movements;
  if (!first || movements.some(({ change }) => change !== undefined)) return [];
  return [
    'No figure is expected, so the readout can only say whether it moved at all. To compare it with a figure, add for example:',
    inertBlock([exampleExpectation(first.metric, map)]),
  ];
}
