import type { Fits } from './fits.ts';
import { clearUntil, type FilterInput, type LevelModel, unknownStep } from './level-model.ts';

/**
 * What a level may go along with: a straight line, or what the same weeks did a year ago. How steeply is one more unknown constant, of which `mean` and
 * `variance` (in units of noise) are known beforehand.
 */
export interface Line {
  at: (slot: number) => number;
  /** Before this slot it is zero. */
  from: number;
  /** Apart from growth: the year before, or what growth adds from the release on. */
  is?: 'year' | 'beyond';
  mean: number;
  variance: number;
}

/** What a line that runs through the filter like a step leaves behind: over all slots, over the history, and what it shares with each shape of the step. */
export interface LineSums extends Line {
  information: number;
  score: number;
  historyInformation: number;
  historyScore: number;
  shared: number[];
  /** What the history cannot tell of it on each slot from `before` on. */
  missed: Float64Array;
  /** What it shares with the year before. */
  between: number;
  historyBetween: number;
  /** What it shares with what growth adds from the release on. */
  beyond: number;
}

type History = Pick<Fits, 'historyLogF' | 'historySurprise'>;

/** How well a level along a line explains the history. */
export function historyAlong({ historyLogF, historySurprise }: History, line: LineSums): History {
  const { mean, variance, historyInformation, historyScore } = line;
  const information = historyInformation + 1 / variance;
  return {
    historyLogF: historyLogF + Math.log(variance * information),
    historySurprise: historySurprise + mean ** 2 / variance - (historyScore + mean / variance) ** 2 / information,
  };
}

/**
 * Everything that a pass of the filter says, of a level that goes along a line: what goes on is no effect. The line is taken out of every sum (Schur complement of the
 * normal equations), so that no second pass is needed.
 *
 * Assumes that what the line has done it goes on to do; how sure that is, the walk around it tells: the more it wanders the less a line is known.
 */
export function along(plain: Fits, line: LineSums, input: FilterInput): Fits {
  const { mean, variance } = line;
  const information = line.information + 1 / variance;
  const score = line.score + mean / variance;
  const logF = plain.noStep.logF + Math.log(variance * information);
  const surprise = plain.noStep.surprise + mean ** 2 / variance - score ** 2 / information;
  const shared = (k: number) => (line.shared[k] as number) / information;
  const steps = plain.steps.map((fit, k) => {
    const own = fit.information - shared(k) * (line.shared[k] as number);
    const left = fit.score - shared(k) * score;
    return {
      logF: logF + Math.log(unknownStep * own),
      surprise: surprise - left ** 2 / own,
      information: own,
      score: left,
      shared: fit.shared - shared(k) * (line.shared[0] as number),
    };
  });
  return { ...forecastAlong(plain, line, input), ...historyAlong(plain, line), noStep: { logF, surprise }, steps };
}

/** A line once the year before has been taken out. */
export function withoutYear(line: LineSums, year: LineSums): LineSums {
  const share = line.between / (year.information + 1 / year.variance);
  const historyShare = line.historyBetween / (year.historyInformation + 1 / year.variance);
  return {
    ...line,
    information: line.information - share * line.between,
    score: line.score - share * (year.score + year.mean / year.variance),
    historyInformation: line.historyInformation - historyShare * line.historyBetween,
    historyScore: line.historyScore - historyShare * (year.historyScore + year.mean / year.variance),
    shared: line.shared.map((own, k) => own - share * (year.shared[k] as number)),
    missed: line.missed.map((own, h) => own - historyShare * (year.missed[h] as number)),
  };
}

/** Growth that ends with the release: without what it adds from there on. */
export function ended(line: LineSums, beyond: LineSums): LineSums {
  return {
    ...line,
    information: line.information - 2 * line.beyond + beyond.information,
    score: line.score - beyond.score,
    shared: line.shared.map((own, k) => own - (beyond.shared[k] as number)),
    missed: line.missed.map((own, h) => own - (beyond.missed[h] as number)),
    between: line.between - beyond.between,
  };
}

/** What the history does not hold of a line, slot by slot, of a state that has come so far with it. */
export function missedOf(line: Line, atRelease: Float64Array, model: LevelModel, { values, before }: FilterInput) {
  const missed = new Float64Array(values.length - before);
  let fades = 1;
  for (let h = 0; h < missed.length; h++) {
    fades *= model.memory;
    const t = before + h;
    let held = 0;
    for (const part of model.parts(t)) held += (part === 1 ? fades : 1) * (atRelease[part] as number);
    missed[h] = line.at(t) - held;
  }
  return missed;
}

/** What the history predicts where the line goes on; its own error grows with the distance. */
function forecastAlong(plain: Fits, line: LineSums, input: FilterInput) {
  const { values, before, after } = input;
  const own = 1 / (line.historyInformation + 1 / line.variance);
  const size = own * (line.historyScore + line.mean / line.variance);
  const { missed } = line;
  let [sum, seen] = [0, 0];
  for (let t = after; t < clearUntil(input); t++) {
    if (Number.isNaN(values[t] as number)) continue;
    sum += missed[t - before] as number;
    seen++;
  }
  return {
    forecast: plain.forecast.map((value, h) => value + size * (missed[h] as number)),
    forecastVariance: plain.forecastVariance.map((all, h) => all + own * (missed[h] as number) ** 2),
    meanVariance: plain.meanVariance + own * (seen === 0 ? 0 : sum / seen) ** 2,
  };
}
