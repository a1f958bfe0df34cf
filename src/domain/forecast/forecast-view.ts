import type { Unanswerable } from '../../analysis/effect.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import { type WeekLevel, week, weekLevels } from '../metric/weeks.ts';
import type { Forecast, ForecastEvent, ForecastRow } from './forecast.ts';
import { type KeyResultView, viewKeyResult } from './key-result-view.ts';
import { pastWhatCanBe } from './past-what-can-be.ts';
import { type SoFarView, viewSoFar } from './so-far.ts';
import { tooSmallToSee } from './too-small-to-see.ts';
import { unfitFor } from './unfit.ts';

export interface ForecastRowView extends ForecastRow {
  /** The expected change, where its window is too short to show it and another one can still be chosen. */
  tooSmall?: number;
  /** Why no readout of it will come to a verdict, though there are values. */
  unfit?: Unanswerable;
  /** What is expected of it cannot be, and another expectation can still be chosen. */
  pastWhatCanBe?: 'all' | 'nothing';
  /** Whole weeks up to `asOf`, oldest first, from the first with a value on. */
  weeks: WeekLevel[];
}

/** A forecast with everything its comment says; the renderer computes nothing. */
export interface ForecastView extends Forecast {
  rows: ForecastRowView[];
  keyResults: KeyResultView[];
  soFar?: SoFarView;
  /** Its first metric has a level, or is an experiment that begins with the release. */
  measurable: boolean;
  /** The bet has ended. */
  over: boolean;
  /** Where the metrics stood at the merge; else where they stand now. */
  frozen: boolean;
  /** Those that go up from a metric of the bet and were put to the test, those in doubt first. */
  triedEdges: EdgeRecord[];
  /** Days between two releases that would tell their effects apart; absent where all of them have shipped. */
  daysApart?: number;
}

export function viewForecast(forecast: Forecast): ForecastView {
  const { rows, state, keyResults, soFar, asOf, others, readoutDays } = forecast;
  const [first] = rows;
  const late = state === 'shipped' && others.every((other) => other.state === 'shipped');
  const { soFar: _, ...rest } = forecast;
  return {
    ...rest,
    rows: rows.map((row) => viewRow(row, forecast)),
    keyResults: keyResults.map((row) => viewKeyResult(row, asOf)),
    ...(soFar && first ? { soFar: viewSoFar(soFar, first) } : {}),
    measurable: isMeasurable(first),
    over: state === 'closed' || state === 'reverted' || state === 'concluded',
    frozen: state !== 'open' && state !== 'closed',
    events: eventsToTell(forecast.events),
    triedEdges: triedEdgesOf(forecast),
    ...(late ? {} : { daysApart: longestWindow(readoutDays, others) }),
  };
}

const longestWindow = (readoutDays: number[], others: OtherBet[]) =>
  Math.ceil(Math.max(readoutDays.at(-1) ?? 0, ...others.map(({ windowDays }) => windowDays)));

function viewRow(row: ForecastRow, { state, asOf }: Forecast): ForecastRowView {
  const tooSmall = state === 'open' ? tooSmallToSee(row) : undefined;
  const past = state === 'open' ? pastWhatCanBe(row) : undefined;
  const unfit = unfitFor(row);
  return {
    ...row,
    ...(tooSmall === undefined ? {} : { tooSmall }),
    ...(unfit ? { unfit } : {}),
    ...(past ? { pastWhatCanBe: past } : {}),
    weeks: weeksBefore(row, asOf),
  };
}

const weeksTold = 12;

function weeksBefore({ baseline }: ForecastRow, asOf: Date): WeekLevel[] {
  if (baseline.kind !== 'level') return [];
  const starts = Array.from({ length: weeksTold }, (_, at) => asOf.getTime() - (weeksTold - at) * week);
  const weeks = weekLevels(baseline.history, starts, asOf.getTime());
  return weeks.slice(weeks.findIndex(({ level }) => level !== undefined));
}

/** An experiment, and what nobody could use before, may begin with the release: that it has no value yet says nothing against it. */
function isMeasurable(row: ForecastRow | undefined): boolean {
  if (unfitFor(row)) return false;
  if (row?.baseline.kind !== 'empty') return row?.baseline.kind === 'level';
  return row.experiment !== undefined || row.movement.change?.kind === 'level';
}

/** After the release the merge is no longer mentioned. */
function eventsToTell(events: ForecastEvent[]): ForecastEvent[] {
  const shipped = events.some(({ kind }) => kind === 'shipped');
  return events.filter(({ kind }) => !(shipped && kind === 'merged'));
}

function triedEdgesOf({ edges, rows }: Forecast): EdgeRecord[] {
  const staked = new Set(rows.map(({ movement }) => movement.metric.name));
  return edges
    .filter(({ lower, moved }) => staked.has(lower) && moved > 0)
    .toSorted((one, other) => Number(other.doubtful) - Number(one.doubtful));
}
