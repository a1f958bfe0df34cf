import type { ForecastRow } from '../../domain/forecast/forecast.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import { forecastChain } from '../chart/chain-flowchart.ts';
import { commentBody } from '../comment/comment-body.ts';
import type { Fold } from '../comment/fold.ts';
import { marker } from '../comment/marker.ts';
import { list } from '../comment/table.ts';
import { challengeLine } from '../hypothesis/challenge-issue.ts';
import { discoveryHeadline, discoveryNext } from '../words/discovery.ts';
import { experimentName, groupName } from '../words/groups-in-words.ts';
import { inert } from '../words/inert.ts';
import { keyResultForecast } from '../words/key-result-now.ts';
import { levelForecast } from '../words/level-in-words.ts';
import { shortChange, showsFigures, titleOf, verbOf, windowOf } from '../words/movement-in-words.ts';
import { notMeasurable } from '../words/not-measurable.ts';
import { otherBetsLines } from '../words/other-bets.ts';
import { inWords } from '../words/words.ts';
import { definitionsFold } from './definitions-fold.ts';
import { edgeLines } from './edge-line.ts';
import { eventLines } from './event-lines.ts';
import { forecastTable, limitOf } from './forecast-table.ts';
import { historyFold } from './history-fold.ts';
import { purposeFold } from './purpose-fold.ts';
import { answerLines, answersFold } from './template-answers.ts';
import { trackRecordLine } from './track-record-line.ts';
import { whatCanBeSeen } from './what-can-be-seen.ts';

const mostLines = 5;

/** The sticky comment: what the bet expects, what can be seen, and what became of it. */
export function renderForecast(forecast: ForecastView): string {
  const { rows, state, bet, disclosure, measurable } = forecast;
  const [first] = rows;
  return commentBody({
    marker: marker('forecast', { measurable: measurable ? 'yes' : 'no', state }),
    shown: [
      `### ${headline(forecast, first)}`,
      list(eventLines(forecast.events, forecast.asOf)),
      // What to do about it is said as long as something can be done.
      ...(first && !measurable && state !== 'concluded' && state !== 'reverted'
        ? notMeasurable(first, showsFigures(disclosure, first.movement.metric), state === 'open', forecast.asOf)
        : []),
      rows.length > 0 ? forecastTable(forecast) : '',
      ...whatCanBeSeen(forecast),
      list([...impossibleLines(forecast), ...findingLines(rows), ...contextLines(forecast)]),
    ],
    folds: [
      historyFold(forecast),
      disclosure.words ? answersFold(bet.answers) : undefined,
      forecastChain(forecast),
      definitionsFold(bet, disclosure),
      watchedFold(forecast),
      purposeFold(forecast),
    ],
    close: [whatNow(forecast)],
  });
}

/** The description no longer states a bet. */
export function renderWithdrawnForecast(): string {
  return commentBody({
    marker: marker('forecast', { measurable: 'no', state: 'open' }),
    shown: [
      '### This pull request no longer names an outcome',
      'The description no longer names a key result or hypothesis, or the change belongs to the bet of another pull request. Nothing will be measured here unless the description names one before the merge.',
    ],
  });
}

function headline({ disclosure, bet, over, measurable }: ForecastView, first: ForecastRow | undefined): string {
  if (!first) {
    if (bet.track === 'discovery') return discoveryHeadline(bet);
    return disclosure.ofOthers === 'nothing' ? 'What is measured cannot be named here' : 'Nothing to measure';
  }
  const { movement } = first;
  const verb = verbOf(movement, disclosure);
  const when = movement.change ? `${windowOf(movement)} of the release` : '; by how much is not stated';
  const stated = `${titleOf(movement.metric)} ${over ? 'was expected to' : 'should'} ${verb}${when}`;
  if (measurable || over) return stated;
  return `This bet cannot be measured yet: ${stated}`;
}

/** What is expected, and cannot come. A hidden level would be told by it. */
function impossibleLines({ rows, disclosure }: ForecastView): string[] {
  return rows.slice(0, mostLines).flatMap(({ movement, pastWhatCanBe }) => {
    const { metric } = movement;
    const change = shortChange(movement, disclosure);
    if (!pastWhatCanBe || !change || !showsFigures(disclosure, metric)) return [];
    const of = rows.length > 1 ? ` ${titleOf(metric)}:` : '';
    return [
      pastWhatCanBe === 'all'
        ? `**With care**${of} ${change} would lead past 100%, and no ratio goes there: expect a smaller rise.`
        : `**With care**${of} ${change} would lead below zero, where it cannot go: expect a smaller fall.`,
    ];
  });
}

/** What was seen of the history that a reader has to know, before anything is measured. */
function findingLines(rows: ForecastRow[]): string[] {
  return rows.slice(0, mostLines).flatMap(({ movement, findings = [] }) => {
    const of = rows.length > 1 ? ` ${titleOf(movement.metric)}:` : '';
    return findings.slice(0, 2).map(({ text }) => `**With care**${of} ${inert(text, { maxLength: 300 })}`);
  });
}

/** That two groups are compared, and which is which. */
function experimentLines(rows: ForecastRow[]): string[] {
  return rows.slice(0, mostLines).flatMap(({ movement, experiment }) => {
    if (!experiment) return [];
    const of = rows.length > 1 ? ` on ${titleOf(movement.metric)}` : '';
    if ('id' in experiment)
      return [
        `**Experiment**${of} the readout compares the groups of ${experimentName(experiment)} over the same days, once we have checked that the split matches the plan. It is read after the release; if there are no groups then, before and after are compared instead.`,
      ];
    return [
      `**Experiment**${of} ${groupName(experiment.treatment)} gets the change, ${groupName(experiment.control)} does not: the two groups are compared over the same days, once we have checked that the split matches the plan.`,
    ];
  });
}

function contextLines(forecast: ForecastView): (string | undefined)[] {
  const { bet, keyResults, rows, upstream, disclosure } = forecast;
  const staked = new Set(rows.map(({ movement }) => movement.metric.name));
  return [
    ...keyResults.slice(0, mostLines).map((row) => keyResultForecast(row, staked, forecast)),
    ...upstream
      .filter((chain) => chain.length > 1)
      .slice(0, 3)
      .map(
        (chain) =>
          `**Upstream** ${chain
            .slice(0, 6)
            .map((metric) => titleOf(metric, 60))
            .join(' → ')}`,
      ),
    ...rows.slice(0, mostLines).map((row) => levelForecast(row, disclosure)),
    ...experimentLines(rows),
    ...edgeLines(forecast),
    ...otherBetsLines(forecast),
    recordLine(forecast),
    // Free text may hold any figure.
    bet.because && disclosure.words ? `**Because** ${inert(bet.because, { maxLength: 280 })}` : undefined,
    ...(disclosure.words ? answerLines(bet.answers) : []),
    ...(forecast.challenges ?? []).slice(0, mostLines).map(({ challenge, issue }) => challengeLine(challenge, issue)),
  ];
}

/** What the map has every bet watched on: nobody has to ask for it, and it is told when it is breached. */
function watchedFold({ guards, disclosure }: ForecastView): Fold | undefined {
  const byMap = guards.filter(({ guarded }) => guarded.byMap);
  if (byMap.length === 0) return undefined;
  const lines = byMap.map((row) => `${titleOf(row.guarded.metric)}: ${limitOf(row, disclosure)}`);
  return { summary: 'Watched on every bet', content: list(lines) };
}

/** Once it is over there is nothing left to hope for. */
function recordLine({ soFar, rows, over }: ForecastView): string | undefined {
  const [first] = rows;
  return soFar && first && !over ? trackRecordLine(soFar, first.movement.metric, rows.length === 1) : undefined;
}

function whatNow({ state, readoutDays, events, measurable, bet }: ForecastView): string {
  const days =
    readoutDays.length > 0
      ? `${inWords(readoutDays.map(String))} ${readoutDays.length === 1 && readoutDays[0] === 1 ? 'day' : 'days'}`
      : '';
  const calm = measurable ? ' Nothing to do now.' : '';
  switch (state) {
    case 'open':
    case 'merged':
      if (bet.track === 'discovery' && days === '') return state === 'open' ? discoveryNext : '';
      return days === '' ? '' : `Readouts follow here ${days} after the release.${calm}`;
    case 'shipped':
      return events.some(({ kind }) => kind === 'delayed') ? '' : `The readouts follow here.${calm}`;
    case 'closed':
      return 'Closed without a merge: nothing will be measured.';
    case 'reverted':
      return 'Nothing is measured now. If it is applied again, a new window starts.';
    case 'concluded':
      return '';
  }
}
