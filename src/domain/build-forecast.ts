import { shortestWindow, smallestDetectable } from '../analysis/detect.ts';
import type { NamedSeries } from '../analysis/effect.ts';
import { baselineOf } from './baseline.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from './bet.ts';
import { levelSpan, relativeSpan } from './change-against-level.ts';
import type { Baseline, Forecast, ForecastEvent, ForecastRow, GuardRow, KeyResultNow, OtherBet } from './forecast.ts';
import type { BetState } from './lifecycle.ts';
import type { Metric } from './metric.ts';
import { chainsUpward } from './metric-tree.ts';
import type { OutcomeMap } from './outcome-map.ts';
import type { Reading } from './reading.ts';
import { tooSmallToSee } from './too-small-to-see.ts';

export interface ForecastBasis {
  bet: Bet;
  map: OutcomeMap;
  state: BetState;
  /** What each metric's source answered, by metric name. */
  readings: Record<string, Reading>;
  others: OtherBet[];
  events: ForecastEvent[];
  readoutDays: number[];
  /** Start of the first incomplete day: the baseline ends here. */
  asOf: Date;
}

const unread: Reading = { kind: 'failed', failure: { reason: 'no-source', text: 'it was not read' } };

/** Holds a bet against real history: where each metric stands, what is expected of it, and what can be seen. */
export function buildForecast(basis: ForecastBasis): Forecast {
  const { bet, map, state, others, events, readoutDays, asOf } = basis;
  const baseline = (metric: Metric) => baselineOf(basis.readings[metric.name] ?? unread, asOf);
  const lastDay = readoutDays.at(-1) ?? 28;
  const rows = bet.movements.map((movement) =>
    forecastRow(movement, baseline(movement.metric), lastDay, controlsOf(movement.metric, basis.readings)),
  );
  return {
    bet,
    state,
    rows,
    guards: bet.guardrails.map((guarded) => guardRow(guarded, baseline(guarded.metric))),
    keyResults: keyResultsNow(bet, map, rows, (metric) => {
      const here = baseline(metric);
      return here.kind === 'level' ? here.level : undefined;
    }),
    upstream: rows.flatMap(({ movement }) => chainsUpward(map.metrics, movement.metric.name)),
    others,
    readoutDays,
    events,
    redact: map.policy.redact,
    asOf,
  };
}

/** The siblings of a metric that could be read. */
export function controlsOf({ controls = [] }: Metric, readings: Record<string, Reading>): NamedSeries[] {
  return controls.flatMap((name) => {
    const reading = readings[name];
    return reading?.kind === 'samples' ? [{ name, series: reading.series }] : [];
  });
}

function forecastRow(
  movement: ExpectedMovement,
  baseline: Baseline,
  lastDay: number,
  controls: NamedSeries[],
): ForecastRow {
  if (baseline.kind !== 'level') return { movement, baseline };
  const { level, history } = baseline;
  const windowDays = movement.windowDays ?? lastDay;
  const detectable = smallestDetectable(history, windowDays, controls);
  const relative = movement.change && relativeSpan(movement.change, level);
  const expected = movement.change && levelSpan(movement.change, level);
  const row: ForecastRow = {
    movement,
    baseline,
    detectable,
    ...(relative && expected ? { expected: { level: expected, relative } } : {}),
  };
  const hope = tooSmallToSee(row);
  const enoughDays = hope === undefined ? undefined : shortestWindow(history, hope, windowDays, controls);
  return enoughDays === undefined ? row : { ...row, enoughDays };
}

function guardRow(guarded: GuardedMetric, baseline: Baseline): GuardRow {
  if (baseline.kind !== 'level') return { guarded, baseline };
  const limit = worstChange(guarded, baseline.level);
  if (limit === undefined) return { guarded, baseline };
  return { guarded, baseline, limitLevel: baseline.level + limit * Math.abs(baseline.level) };
}

/**
 * A guardrail's limit as a relative change in the metric's own sign, always towards worse: people write `+5%` and `5%`
 * for "at most 5 % worse", whichever way the metric points.
 */
export function worstChange({ metric, limit }: GuardedMetric, level: number): number | undefined {
  const span = relativeSpan(limit, level);
  if (!span) return undefined;
  const size = Math.max(Math.abs(span.low), Math.abs(span.high));
  return metric.good === 'up' ? -size : size;
}

/** Each key result of the bet, where its metric is now, and the share of the remaining gap that the bet would close. */
export function keyResultsNow(
  bet: Bet,
  map: OutcomeMap,
  rows: Pick<ForecastRow, 'movement' | 'expected'>[],
  levelOf: (metric: Metric) => number | undefined,
): KeyResultNow[] {
  return bet.keyResults.flatMap(({ objective, keyResult }) => {
    const metric = map.metrics.find(({ name }) => name === keyResult.metric);
    if (!metric) return [];
    const now = levelOf(metric);
    const expected = rows.find(({ movement }) => movement.metric.name === metric.name)?.expected?.level;
    const gap = now === undefined ? 0 : keyResult.to - now;
    const reached = gap > 0 ? expected?.low : expected?.high;
    // Past its target there is no gap left to close a share of.
    const open = now !== undefined && Math.sign(gap) === Math.sign(keyResult.to - keyResult.from);
    return [
      {
        objective,
        keyResult,
        metric,
        ...(now === undefined ? {} : { now }),
        ...(open && now !== undefined && reached !== undefined ? { gapClosed: (reached - now) / gap } : {}),
      },
    ];
  });
}
