import { holmLevels } from '../../analysis/holm-levels.ts';
import { levelVerdict, standsAt } from '../../analysis/level/level-verdict.ts';
import type { Series } from '../../analysis/samples.ts';
import { type Verdict, verdictOf } from '../../analysis/verdict.ts';
import type { ExpectedMovement } from '../bet/bet.ts';
import { relativeSpan } from '../bet/change-against-level.ts';
import { type LevelChange, wantedLevel } from '../bet/wanted-level.ts';
import { day } from '../day.ts';
import { keyResultsNow } from '../forecast/key-results-now.ts';
import { hasNoLevel } from '../forecast/unfit.ts';
import type { Direction, Metric } from '../metric/metric.ts';
import { metricsAbove } from '../metric/metric-tree.ts';
import type { Reading } from '../metric/reading.ts';
import { towardsGood } from '../metric/towards-good.ts';
import { withoutPerCent } from '../outcome-map/without-per-cent.ts';
import { own } from '../text/own.ts';
import { longerWindow } from './longer-window.ts';
import { guardAlpha, lookAlpha } from './look-alpha.ts';
import {
  baseOf,
  levelAfter,
  levelAtMerge,
  levelWithout,
  measure,
  measureAttained,
  measureGuards,
  type ReadoutBasis,
  readingOf,
  shortestAnswer,
  unread,
  untilOf,
} from './measure.ts';
import type { Answer, MovementReadout, Readout } from './readout.ts';

/**
 * Measures a shipped bet: what each metric did since the release, and what that says of the bet. A last look that may be followed by one more
 * window spends what an interim one does, and concludes if it can tell all the same.
 */
export function buildReadout(given: ReadoutBasis): Readout {
  const { map } = given;
  const basis = {
    ...given,
    readings: withoutPerCent(given.readings, map),
    baseline: withoutPerCent(given.baseline, map),
    ...(given.experiments ? { experiments: withoutPerCent(given.experiments, map) } : {}),
  };
  const longer = basis.extends ? longerWindow(basis) : undefined;
  if (!longer) return readoutOf(basis);
  const alpha = lookAlpha(basis.afterDays, true);
  const interim = readoutOf({ ...basis, interim: true, alpha });
  if (interim.verdict === 'inconclusive') return { ...interim, extendedTo: longer.afterDays };
  if (interim.verdict === 'no-data') return readoutOf(basis);
  return { ...readoutOf({ ...basis, alpha }), guards: measureGuards(basis, basis.alpha) };
}

function readoutOf(basis: ReadoutBasis): Readout {
  const { bet, map } = basis;
  const movements = measureMovements(basis);
  return {
    interim: basis.interim,
    afterDays: basis.afterDays,
    verdict: verdictOfBet(movements),
    movements,
    guards: measureGuards(basis, basis.interim ? guardAlpha : basis.alpha),
    keyResults: keyResultsNow(bet, map, [], (metric) => levelAfter(basis, metric)).filter(
      ({ metric }) => !isFaulty(movements, metric),
    ),
    upstream: upstreamOf(basis),
    edges: basis.edges,
    others: basis.others,
    shippedTogether: basis.shippedTogether,
    shippedAt: basis.shippedAt,
    signal: basis.signal,
    author: basis.author,
    ...(bet.experiment ? { experiment: bet.experiment } : {}),
    amended: basis.amended,
    ...(basis.statedAfterMerge ? { statedAfterMerge: basis.statedAfterMerge } : {}),
    disclosure: basis.disclosure,
  };
}

/** Of values that are none of the metric's nothing is told as if it had come to them. */
const isFaulty = (movements: MovementReadout[], { name }: Metric) =>
  movements.some(
    ({ movement, answer }) => movement.metric.name === name && answer.kind === 'unanswerable' && hasNoLevel(answer),
  );

/** The first movement is the one that the bet is about; harm to another that it also names outweighs it. */
export function verdictOfBet(movements: Pick<MovementReadout, 'verdict'>[]): Verdict {
  if (movements.some(({ verdict }) => verdict === 'backfired')) return 'backfired';
  return movements[0]?.verdict ?? 'no-data';
}

/** Several movements are several chances to cry wolf: each is judged at a level of its own. */
function measureMovements(basis: ReadoutBasis): MovementReadout[] {
  const { movements } = basis.bet;
  const first = movements.map((movement) => measureMovement(basis, movement, basis.alpha));
  if (first.length < 2) return first;
  const ps = first.map(({ answer }) => (answer.kind === 'effect' ? answer.p : 1));
  return holmLevels(ps, basis.alpha).map((level, i) => measureMovement(basis, movements[i] as ExpectedMovement, level));
}

function measureMovement(basis: ReadoutBasis, movement: ExpectedMovement, alpha: number): MovementReadout {
  const { metric, change } = movement;
  if (change?.kind === 'level') {
    const level = own(basis.readings, metric.name) ?? unread;
    return measureLevel(basis, { ...movement, change }, measuredSeries(level), level, alpha);
  }
  const reading = readingOf(basis, metric);
  const answer = measure(basis, metric, alpha, shortestAnswer(basis.afterDays));
  const level = levelWithout(basis, metric, answer);
  const untested = untestedBy(basis, metric, reading);
  // Of those who got the change before and after say too little to rule anything out.
  const held = untested ? undefined : change;
  const expected = held && level !== undefined ? relativeSpan(held, level, baseOf(answer)) : undefined;
  const good = expected && towardsGood(expected, metric.good);
  return {
    movement,
    answer,
    verdict: verdictOfAnswer(answer, metric.good, good?.low, basis, reading),
    series: measuredSeries(reading),
    ...(expected ? { expected } : {}),
    ...(untested ? { untested } : {}),
  };
}

/** Why before and after are compared, though the bet names an experiment. */
function untestedBy(basis: ReadoutBasis, metric: Metric, measured: Reading): MovementReadout['untested'] {
  const tested = own(basis.experiments ?? {}, metric.name);
  if (!tested || tested === measured) return undefined;
  return tested.kind === 'failed' ? { failure: tested.failure } : {};
}

/** The level that the last week of the window came to. One that stood there before the release already proves nothing. */
function measureLevel(
  basis: ReadoutBasis,
  movement: ExpectedMovement & { change: LevelChange },
  series: Series,
  reading: Reading,
  alpha: number,
): MovementReadout {
  const wanted = wantedLevel(movement.change, movement.metric);
  const before = levelAtMerge(basis, movement.metric);
  const stood = before !== undefined && standsAt(before, wanted) ? { stoodAt: before } : {};
  const answer = measureAttained(basis, movement.metric, wanted, { reading, series }, alpha);
  const verdict =
    answer.kind === 'level'
      ? 'stoodAt' in stood
        ? 'inconclusive'
        : levelVerdict(answer, wanted)
      : answer.kind === 'unanswerable' && answer.reason === 'too-few-after'
        ? 'inconclusive'
        : 'no-data';
  return { movement, answer, verdict, series, ...stood };
}

/** In an experiment it is the group with the change that is measured. */
function measuredSeries(reading: Reading): Series {
  if (reading.kind !== 'samples') return { bucket: 'day', samples: [] };
  const { series, arms } = reading;
  return arms && !arms.totals ? { ...series, samples: arms.treatment.samples } : series;
}

function verdictOfAnswer(
  answer: Answer,
  good: Direction,
  expected: number | undefined,
  basis: ReadoutBasis,
  reading: Reading,
): Verdict {
  if (answer.kind === 'effect') return verdictOf(towardsGood(answer, good), expected);
  if (answer.kind !== 'unanswerable') return 'no-data';
  if (answer.reason === 'constant') return 'inconclusive';
  // A window or a group too small to tell is not missing data, as long as its days are there.
  const tooFew = answer.reason === 'too-few-after' || answer.reason === 'too-few-in-arm';
  if (tooFew) return isFresh(basis, reading) ? 'inconclusive' : 'no-data';
  return answer.arms ? 'inconclusive' : 'no-data';
}

function isFresh(basis: ReadoutBasis, reading: Reading): boolean {
  if (reading.kind !== 'samples') return false;
  if (reading.arms?.totals) return true;
  const last = reading.series.samples.at(-1);
  return last !== undefined && last.t >= untilOf(basis, reading.series) - 2 * day;
}

/** Each metric above the staked ones, once, over the same window. */
function upstreamOf(basis: ReadoutBasis): Readout['upstream'] {
  const staked = basis.bet.movements.map(({ metric }) => metric.name);
  return metricsAbove(basis.map.metrics, staked).map((metric) => ({
    metric,
    answer: measure(basis, metric, basis.alpha, shortestAnswer(basis.afterDays)),
  }));
}
