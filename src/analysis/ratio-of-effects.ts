import { medianOf } from './mean-and-median.ts';

/** Two estimates of one trial, each with its standard error. */
export interface EffectPair {
  x: number;
  xError: number;
  y: number;
  yError: number;
}

export interface Ratio {
  value: number;
  /** 95% interval; infinite where the trials do not bound it. */
  low: number;
  high: number;
}

/** Chi-square of one degree of freedom, 95%. */
const critical = 3.841459;
const grid = 720;
const step = Math.PI / grid;
const angles = Array.from({ length: grid }, (_, at) => -Math.PI / 2 + (at + 0.5) * step);

/**
 * How much y comes with one unit of x, over trials that each estimate both: the slope through zero that fits all of them when both
 * carry error, by the profile likelihood of the slope. Of a single trial this is Fieller's interval. An average of the trials' own ratios
 * would lean on those whose x came out small by chance.
 *
 * Trials that differ by more than their errors widen the interval by as much (a multiplicative factor, never below one). Errors of x and y
 * of one trial are taken to be independent; trials picked because x was clearly above zero make the slope a little too small.
 *
 * Sources: E. C. Fieller, "Some problems in interval estimation", J. R. Stat. Soc. B 16 (1954); Q. Zhao et al., "Statistical inference in
 * two-sample summary-data Mendelian randomization", Ann. Stat. 48 (2020); S. G. Thompson and S. J. Sharp, "Explaining
 * heterogeneity in meta-analysis", Stat. Med. 18 (1999).
 */
export function ratioOfEffects(trials: EffectPair[]): Ratio | undefined {
  if (trials.length === 0) return undefined;
  // The slope as an angle, in units in which both errors are of a size: no slope is too steep to be looked at.
  const unit = medianOf(trials.map(({ yError }) => yError)) / medianOf(trials.map(({ xError }) => xError));
  if (!Number.isFinite(unit) || unit <= 0) return undefined;
  const misfit = (angle: number) => {
    const [sine, cosine] = [unit * Math.sin(angle), Math.cos(angle)];
    return trials.reduce(
      (sum, { x, xError, y, yError }) =>
        sum + (y * cosine - x * sine) ** 2 / ((yError * cosine) ** 2 + (xError * sine) ** 2),
      0,
    );
  };
  const { angle: nearest } = angles
    .map((angle) => ({ angle, misfit: misfit(angle) }))
    .reduce((best, one) => (one.misfit < best.misfit ? one : best));
  const best = lowest(misfit, nearest - step, nearest + step);
  const least = misfit(best);
  const spread = trials.length > 1 ? Math.max(1, least / (trials.length - 1)) : 1;
  const limit = least + critical * spread;
  const slope = (angle: number) =>
    Math.abs(angle) >= Math.PI / 2 ? Math.sign(angle) * Infinity : unit * Math.tan(angle);
  return { value: slope(best), low: slope(edge(misfit, limit, best, -1)), high: slope(edge(misfit, limit, best, 1)) };
}

/** Golden section. */
function lowest(of: (at: number) => number, from: number, to: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  for (let round = 0; round < 60; round += 1) {
    const [left, right] = [high - share * (high - low), low + share * (high - low)];
    if (of(left) < of(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/** The first angle on this side at which the misfit is beyond its limit; upright where there is none. */
function edge(misfit: (angle: number) => number, limit: number, from: number, side: 1 | -1): number {
  const upright = (side * Math.PI) / 2;
  let inside = from;
  for (;;) {
    const next = inside + side * step;
    if (side * (next - upright) >= 0) {
      if (misfit(upright) <= limit) return upright;
      return bisected(misfit, limit, inside, upright);
    }
    if (misfit(next) > limit) return bisected(misfit, limit, inside, next);
    inside = next;
  }
}

function bisected(misfit: (angle: number) => number, limit: number, inside: number, outside: number): number {
  let [low, high] = [inside, outside];
  for (let round = 0; round < 60; round += 1) {
    const half = (low + high) / 2;
    if (misfit(half) > limit) high = half;
    else low = half;
  }
  return low;
}
