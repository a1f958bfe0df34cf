import { buckets } from '../bucket.ts';
import type { Fits, StepFit } from './fits.ts';
import { forecastLevel, type LevelForecast } from './level-forecast.ts';
import { type FilterInput, levelModel, type RandomWalk, unknownStep } from './level-model.ts';
import { along, ended, historyAlong, type Line, type LineSums, missedOf, withoutYear } from './lines.ts';

/** What a level goes along with, apart from walking by itself. */
export interface Company {
  /** It grows by as much every season: throughout (0), or from one of `beginnings` on (1, 2 ...). */
  growth?: number;
  /** That ends with the release. */
  ends?: boolean;
  /** It does what it did in the same weeks a year ago, or a part of that. */
  lastYear?: boolean;
}

/** What one pass of the filter leaves behind. */
export interface Filtered extends Fits {
  /** How well a level with such company explains the history. */
  historyWith(company: Company): Pick<Fits, 'historyLogF' | 'historySurprise'>;
  /** How many slots before the release growth may have begun. */
  beginnings: number[];
  /** Everything of such a level. */
  with(company: Company): Fits;
  /** The first shape's fit if the slots from `before` on held `pretended`. */
  pretend(pretended: Float64Array): StepFit;
}

/**
 * One pass of the Kalman filter over a level model, slot by slot: predict, compare, correct.
 *
 * The step is a regressor that runs through the same gains as the values (augmented filter), so history, steps of several
 * shapes and what-if share the costly part, the covariances, which do not depend on the values.
 *
 * Assumes normal errors and one noise level throughout. Sources: Harvey 1989, chapters 3 and 4; de Jong 1991 (augmented
 * filter); Durbin and Koopman 2012, section 6.2 (regressors). Cost: slots x (season + 2)^2.
 * @param shapes how much of the step has arrived by each slot from `after` on: 1 throughout, or rising to 1
 * @param lacking of which of them what the first has and they lack is a shape as well, behind them all: it costs nothing, because the filter is linear
 * Example: ten values of 0, then ten of 1, no season, no drift: step about 1, information about 5.
 */
export function filterLevel(
  input: FilterInput,
  walk: RandomWalk,
  shapes: readonly Float64Array[],
  lacking: readonly number[] = [],
): Filtered {
  const { values, before, after, localVariance } = input;
  const model = levelModel(input, walk);
  const { size, drift, memory, renewed } = model;
  const state = model.start.state.slice();
  // Symmetric: only the lower triangle is kept up to date, which halves the cost.
  const covariance = model.start.covariance.slice();
  const stepStates = new Float64Array(shapes.length * size);
  // Before a shape begins there is nothing of it to follow.
  const begins = shapes.map((shape) => after + shape.findIndex((share) => share !== 0));
  const sums = () => new Array<number>(shapes.length + lacking.length).fill(0);
  const [information, score, shared] = [sums(), sums(), sums()];
  const loading = new Float64Array(size);
  const gained = new Float64Array(size);
  const lines = linesOf(input).map((line) => ({
    ...line,
    state: new Float64Array(size),
    atRelease: new Float64Array(size),
    missedNow: 0,
    ...{ information: 0, score: 0, historyInformation: 0, historyScore: 0 },
    ...{ between: 0, historyBetween: 0, beyond: 0 },
    shared: sums(),
  }));

  const horizon = values.length - before;
  const gains = new Float64Array(horizon * size);
  const variances = new Float64Array(horizon);
  const stepMisses = new Float64Array(horizon);
  const atRelease = new Float64Array(size);
  let ahead: LevelForecast | undefined;
  let logF = 0;
  let surprise = 0;
  let historyLogF = 0;
  let historySurprise = 0;

  for (let t = 0; t <= values.length; t++) {
    if (t === before) {
      historyLogF = logF;
      historySurprise = surprise;
      atRelease.set(state);
      for (const line of lines) {
        line.atRelease.set(line.state);
        line.historyInformation = line.information;
        line.historyScore = line.score;
        line.historyBetween = line.between;
      }
      ahead = forecastLevel(model, input, state, mirrored(covariance, size));
    }
    if (t === values.length) break;
    const spread = localVariance ? (localVariance[t] as number) : 1;
    if (t > 0) {
      state[1] = memory * (state[1] as number);
      for (const line of lines) line.state[1] = memory * (line.state[1] as number);
      for (let k = 0; k < shapes.length; k++)
        if (t > (begins[k] as number)) stepStates[k * size + 1] = memory * (stepStates[k * size + 1] as number);
      covariance[size] = memory * (covariance[size] as number);
      covariance[size + 1] = memory * memory * (covariance[size + 1] as number);
      for (let row = 2 * size + 1; row < covariance.length; row += size)
        covariance[row] = memory * (covariance[row] as number);
      covariance[0] = (covariance[0] as number) + drift * spread;
      covariance[size + 1] = (covariance[size + 1] as number) + renewed * spread;
    }
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    const parts = model.parts(t);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = 0; k < parts.length; k++) {
        const part = parts[k] as number;
        sum += covariance[i >= part ? i * size + part : part * size + i] as number;
      }
      loading[i] = sum;
    }
    let variance = model.errorVariance(t) * spread;
    let missed = value;
    for (const part of parts) {
      variance += loading[part] as number;
      missed -= state[part] as number;
    }
    let [missedYear, missedBeyond] = [0, 0];
    for (const line of lines) {
      if (t < line.from) continue;
      let own = line.at(t);
      for (const part of parts) own -= line.state[part] as number;
      line.missedNow = own;
      line.information += (own * own) / variance;
      line.score += (own * missed) / variance;
      line.between += (own * missedYear) / variance;
      line.beyond += (own * missedBeyond) / variance;
      if (line.is === 'year') missedYear = own;
      else if (line.is === 'beyond') missedBeyond = own;
    }
    logF += Math.log(variance);
    surprise += (missed * missed) / variance;
    for (let i = 0; i < size; i++) {
      const gain = (loading[i] as number) / variance;
      gained[i] = gain;
      state[i] = (state[i] as number) + gain * missed;
      const row = i * size;
      for (let j = 0; j <= i; j++)
        covariance[row + j] = (covariance[row + j] as number) - gain * (loading[j] as number);
    }
    for (const line of lines) if (t >= line.from) correct(line.state, 0, gained, line.missedNow);
    if (t >= before) {
      gains.set(gained, (t - before) * size);
      variances[t - before] = variance;
    }
    if (t >= after) {
      let firstMissed = 0;
      for (let k = 0; k < shapes.length; k++) {
        if (t < (begins[k] as number)) continue;
        const own = k * size;
        let stepMissed = (shapes[k] as Float64Array)[t - after] as number;
        for (let i = 0; i < parts.length; i++) stepMissed -= stepStates[own + (parts[i] as number)] as number;
        information[k] = (information[k] as number) + (stepMissed * stepMissed) / variance;
        score[k] = (score[k] as number) + (stepMissed * missed) / variance;
        if (k === 0) stepMisses[t - before] = firstMissed = stepMissed;
        shared[k] = (shared[k] as number) + (stepMissed * firstMissed) / variance;
        for (let l = 0; l < lines.length; l++) {
          const line = lines[l] as (typeof lines)[number];
          line.shared[k] = (line.shared[k] as number) + (stepMissed * line.missedNow) / variance;
        }
        correct(stepStates, own, gained, stepMissed);
      }
    }
  }

  for (const [i, k] of lacking.entries()) {
    const at = shapes.length + i;
    information[at] = (information[0] as number) - 2 * (shared[k] as number) + (information[k] as number);
    score[at] = (score[0] as number) - (score[k] as number);
    shared[at] = (information[0] as number) - (shared[k] as number);
    for (const line of lines) line.shared[at] = (line.shared[0] as number) - (line.shared[k] as number);
  }

  const fitOf = (own: number, ofScore: number, surprises: number, ofShared = own): StepFit => ({
    logF: logF + Math.log(1 + unknownStep * own),
    surprise: surprises - ofScore ** 2 / (own + 1 / unknownStep),
    information: own + 1 / unknownStep,
    score: ofScore,
    shared: ofShared,
  });
  const pretend = (pretended: Float64Array) => {
    const at = atRelease.slice();
    let surprises = historySurprise;
    let firstScore = 0;
    for (let h = 0; h < horizon; h++) {
      at[1] = memory * (at[1] as number);
      const variance = variances[h] as number;
      if (variance === 0) continue;
      let missed = pretended[h] as number;
      for (const part of model.parts(before + h)) missed -= at[part] as number;
      surprises += (missed * missed) / variance;
      firstScore += ((stepMisses[h] as number) * missed) / variance;
      for (let i = 0; i < size; i++) at[i] = (at[i] as number) + (gains[h * size + i] as number) * missed;
    }
    return fitOf(information[0] ?? 0, firstScore, surprises);
  };

  const plain: Fits = {
    ...(ahead ?? forecastLevel(model, input, state, mirrored(covariance, size))),
    historyLogF,
    historySurprise,
    steps: information.map((own, k) => fitOf(own, score[k] as number, surprise, shared[k] as number)),
    noStep: { logF, surprise },
  };
  const lineSums = lines.map((line): LineSums => ({ ...line, missed: missedOf(line, line.atRelease, model, input) }));
  const year = lineSums.find((line) => line.is === 'year');
  const beyond = lineSums.find((line) => line.is === 'beyond');
  const growths = lineSums.filter((line) => !line.is);
  /** The year is taken out first. */
  const wanted = ({ growth, ends, lastYear }: Company): LineSums[] => {
    const goesOn = growth === undefined ? undefined : growths[growth];
    const line = goesOn && ends && beyond ? ended(goesOn, beyond) : goesOn;
    if (!lastYear || !year) return line ? [line] : [];
    return line ? [year, withoutYear(line, year)] : [year];
  };
  return {
    ...plain,
    beginnings: growths.slice(1).map(({ from }) => before - from),
    pretend,
    historyWith: (company) =>
      wanted(company).reduce<Pick<Fits, 'historyLogF' | 'historySurprise'>>(historyAlong, plain),
    with: (company) => wanted(company).reduce<Fits>((fits, line) => along(fits, line, input), plain),
  };
}

/** Variance of what a level may grow by in a season, in units of noise: all along, and for some days. */
const [slopeVariance, latelyVariance] = [10, 100];
/** How much of what last year's weeks did this year's do: half of it, by and large. */
const ofLastYear = { mean: 0.5, variance: 0.1 };

/** Growth may have begun so many days before the release, with as many weeks before it as show what was usual. */
const daysOfGrowth = [3, 5, 8, 14];
const weeksBeforeIt = 3;

/** In the order in which they are taken out of each other. */
function linesOf({ season, before, lastYear }: FilterInput): Line[] {
  const since = (from: number) => ({ at: (t: number) => Math.max(0, t - from) / season, from, mean: 0 });
  const lately = daysOfGrowth
    .map((days) => before - days)
    .filter((from) => season === buckets.day.season && from >= weeksBeforeIt * season)
    .map((from) => ({ ...since(from), variance: latelyVariance }));
  const year = { at: (t: number) => lastYear?.[t] as number, from: 0, is: 'year' as const, ...ofLastYear };
  const beyond = { ...since(before), is: 'beyond' as const, variance: latelyVariance };
  return [
    ...(lastYear ? [year] : []),
    ...(lately.length > 0 ? [beyond] : []),
    { ...since(0), variance: slopeVariance },
    ...lately,
  ];
}

/** Each part of a state that begins at `from` moves by its gain times what was missed. */
function correct(states: Float64Array, from: number, gains: Float64Array, missed: number): void {
  for (let i = 0; i < gains.length; i++)
    states[from + i] = (states[from + i] as number) + (gains[i] as number) * missed;
}

function mirrored(lower: Float64Array, size: number): Float64Array {
  const full = lower.slice();
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) full[i * size + j] = lower[j * size + i] as number;
  return full;
}
