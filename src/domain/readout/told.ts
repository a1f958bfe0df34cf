import type { Effect } from '../../analysis/effect.ts';
import { guardrailState } from '../../analysis/guardrail.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Bet } from '../bet/bet.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import type { Change } from '../declaration/declaration.ts';
import { type Disclosure, mayHold, shownOf } from '../disclosure/disclosure.ts';
import { isNameable, nameableBet, nameableMetric, nameableOf } from '../disclosure/nameable.ts';
import type { Forecast, ForecastRow, KeyResultNow } from '../forecast/forecast.ts';
import type { SoFar } from '../forecast/so-far.ts';
import type { Metric } from '../metric/metric.ts';
import { verdictOfBet } from './build-readout.ts';
import type { GuardReadout, MovementReadout, Readout } from './readout.ts';

/*
 * What may be told of a forecast or a readout: the same without what may not be named, and without whatever comes of holding a size that
 * people chose against a level that is hidden. The record keeps what was measured in full.
 */

export function forecastAsTold(forecast: Forecast): Forecast {
  const { disclosure } = forecast;
  const metricAsTold = (metric: Metric) => nameableMetric(metric, disclosure);
  const named = ({ metric }: { metric: Metric }) => isNameable(metric, disclosure);
  const { soFar: record, ...rest } = forecast;
  const soFar = record && soFarAsTold(record, forecast.rows[0], disclosure);
  return {
    ...rest,
    ...(soFar ? { soFar } : {}),
    ...(disclosure.ofOthers === 'nothing' ? { purpose: { strategy: [] } } : {}),
    bet: nameableBet(forecast.bet, disclosure),
    rows: forecast.rows
      .filter(({ movement }) => named(movement))
      .map((row) => ({ ...row, movement: { ...row.movement, metric: metricAsTold(row.movement.metric) } })),
    guards: forecast.guards.filter(({ guarded }) => named(guarded)),
    keyResults: keyResultsAsTold(forecast.keyResults, disclosure),
    upstream: forecast.upstream
      .filter(([staked]) => staked && isNameable(staked, disclosure))
      .map((chain) => chain.filter((metric) => isNameable(metric, disclosure)).map(metricAsTold)),
    others: othersAsTold(forecast.others, disclosure),
    tree: forecast.tree.filter(named).map((node) => ({ ...node, metric: metricAsTold(node.metric) })),
  };
}

/** Another bet is on metrics of the whole map. */
const othersAsTold = (others: OtherBet[], disclosure: Disclosure): OtherBet[] =>
  others
    .map((other) => ({ ...other, metrics: nameableOf(other.metrics, disclosure) }))
    .filter(({ metrics }) => metrics.length > 0 || disclosure.ofOthers !== 'nothing');

/**
 * Earlier bets may have been expected in absolute figures, or as a level: how far they came then tells of the level. That they moved does not, of those with
 * an effect; undefined where there are none, or where they were on a metric that may not be named.
 */
function soFarAsTold(soFar: SoFar, first: ForecastRow | undefined, disclosure: Disclosure): SoFar | undefined {
  const own = soFar.of === 'metric' && first ? shownOf(disclosure, first.movement.metric) : disclosure.ofOthers;
  if (own === 'figures') return soFar;
  if (first && !isNameable(first.movement.metric, disclosure)) return undefined;
  const { reached: _reached, ...record } = soFar.record;
  const concluded = record.measured + record.withoutData;
  return concluded === 0 ? undefined : { ...soFar, record: { ...record, concluded }, unheld: true };
}

/** Where a key result stands is a level, and the share of its gap is one too. */
function keyResultsAsTold(keyResults: KeyResultNow[], disclosure: Disclosure): KeyResultNow[] {
  return keyResults
    .filter(({ metric }) => isNameable(metric, disclosure))
    .map((row) => {
      if (shownOf(disclosure, row.metric) === 'figures') return row;
      const { now: _now, gapClosed: _share, ...rest } = row;
      return rest;
    });
}

/** Its verdict too is the one to be told: that of the label, of the recommendation, and of whatever is said of it later. */
export function readoutAsTold(readout: Readout): Readout {
  const { disclosure } = readout;
  const every = readout.movements.map((movement) => movementAsTold(movement, disclosure));
  const movements = every.filter(({ movement }) => isNameable(movement.metric, disclosure));
  return {
    ...readout,
    verdict: verdictOfBet(movements.length > 0 ? movements : every),
    movements,
    guards: guardsAsTold(readout.guards, disclosure),
    others: othersAsTold(readout.others, disclosure),
    keyResults: keyResultsAsTold(readout.keyResults, disclosure),
    upstream: readout.upstream
      .filter(({ metric }) => isNameable(metric, disclosure))
      .map(({ metric, answer }) => ({
        metric: nameableMetric(metric, disclosure),
        answer: answerAsTold(answer, disclosure),
      })),
  };
}

function movementAsTold(measured: MovementReadout, disclosure: Disclosure): MovementReadout {
  const { movement, answer, verdict } = measured;
  const { metric, change } = movement;
  const told = {
    ...measured,
    movement: { ...movement, metric: nameableMetric(metric, disclosure) },
    answer: answerAsTold(answer, disclosure),
  };
  if (mayHold(change, metric, disclosure)) return told;
  const { expected: _expected, stoodAt: _stoodAt, ...rest } = told;
  return { ...rest, verdict: unheldVerdict(verdict, change), unheld: true };
}

const answerAsTold = <Told extends MovementReadout['answer']>(answer: Told, disclosure: Disclosure): Told =>
  answer.kind === 'effect' ? { ...answer, ...siblingsAsTold(answer, disclosure) } : answer;

function siblingsAsTold({ controls, unusedControls = [] }: Effect, disclosure: Disclosure) {
  const names = new Set(nameableOf([...controls, ...unusedControls.map(({ name }) => name)], disclosure));
  return {
    controls: controls.filter((name) => names.has(name)),
    unusedControls: unusedControls.filter(({ name }) => names.has(name)),
  };
}

/** The same interval, judged by what side of zero it lies on. */
const againstZero: Record<Verdict, Verdict> = {
  moved: 'moved',
  'moved-less': 'moved',
  flat: 'inconclusive',
  inconclusive: 'inconclusive',
  backfired: 'backfired',
  'no-data': 'no-data',
};

/** A level is held against nothing but the level that was expected: without that nothing can be said of it. */
function unheldVerdict(verdict: Verdict, change: Change | undefined): Verdict {
  if (change?.kind !== 'level') return againstZero[verdict];
  return verdict === 'no-data' ? 'no-data' : 'inconclusive';
}

/**
 * The verdict of a bet that has concluded: less of it may be shown by now than when it was posted. One verdict is kept of all its metrics: undefined where
 * it may have come of one that tells nothing now, beside one that does.
 */
export function verdictAsTold(
  verdict: Verdict,
  { movements }: Pick<Bet, 'movements'>,
  disclosure: Disclosure,
): { verdict: Verdict; unheld?: true; ofLevel?: true } | undefined {
  const [first] = movements;
  if (inPart(movements, ({ metric }) => isNameable(metric, disclosure))) return undefined;
  if (inPart(movements, ({ metric, change }) => change?.kind === 'level' && !mayHold(change, metric, disclosure)))
    return undefined;
  const ofLevel = first?.change?.kind === 'level' ? { ofLevel: true as const } : {};
  if (!first?.change) return { verdict, unheld: true };
  if (mayHold(first.change, first.metric, disclosure)) return { verdict, ...ofLevel };
  return { verdict: unheldVerdict(verdict, first.change), unheld: true, ...ofLevel };
}

/**
 * What was recommended came of the verdict and the guardrails as they could be told then, and they are not kept beside it. Undefined where one of them would
 * be told otherwise now: by what is hidden alone, so that its absence tells nothing.
 */
export function recommendedAsTold<Kind>(
  recommended: Kind | undefined,
  { movements, guardrails }: Pick<Bet, 'movements' | 'guardrails'>,
  disclosure: Disclosure,
): Kind | undefined {
  const isWhole = (metric: Metric, change: Change | undefined) =>
    isNameable(metric, disclosure) && mayHold(change, metric, disclosure);
  return movements.every(({ metric, change }) => isWhole(metric, change)) &&
    guardrails.every(({ metric, limit }) => isWhole(metric, limit))
    ? recommended
    : undefined;
}

const inPart = <One>(all: One[], is: (one: One) => boolean): boolean => new Set(all.map(is)).size > 1;

export function guardsAsTold(guards: GuardReadout[], disclosure: Disclosure): GuardReadout[] {
  return guards
    .filter(({ guarded }) => isNameable(guarded.metric, disclosure))
    .map((guard) => {
      const { metric, limit: stated } = guard.guarded;
      if (mayHold(stated, metric, disclosure)) return guard;
      const { limit: _limit, answer, ...rest } = guard;
      const measured = answer.kind === 'effect' || answer.kind === 'unanswerable';
      return { ...rest, answer, state: measured ? guardrailState(answer, 0, metric.good) : 'no-data', unheld: true };
    });
}
