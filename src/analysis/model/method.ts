import type { RandomWalk } from './level-model.ts';
import type { ShapeKind, ShapePrior } from './shapes.ts';

/**
 * By what a record was judged: 1, the step of the first days; 2, the mean over the window; 3, the same, beside the same weeks of the year before; 4, beside controls only
 * that stood still; 5, beside growth that began days before and ended with the release; 6, without days about the release that came and went. Raised with every change of
 * what is taken for the level without the release.
 */
export const methodVersion = 6;
/** The first whose figures mean the same as today's. Figures of two meanings are never put together. */
export const sameMeaningSince = 2;

/** The choices behind an answer. Everything else follows from the data. */
export interface Method {
  /** The random walks of the level that are considered, and the log prior of each. */
  randomWalks: readonly RandomWalk[];
  logPrior: (walk: RandomWalk) => number;
  /** Log prior of a level that walks along a straight line, against one that walks by itself: `lines.ts`. Undefined: no such line is considered. */
  slopePrior?: number;
  /** The same of a line that began days or weeks before the release. */
  growthBeganPrior?: number;
  /** Log prior of a level that goes along with what the same weeks did a year ago, against one that does not: `season/last-year.ts`. Undefined: no such thing is considered. */
  lastYearPrior?: number;
  /** Share of the step fitted with everything else; the rest is the mean after less what history alone predicts. */
  fitted: number;
  /**
   * Log priors, against an effect that is there at once and lasts, of one that has another shape, and of one that has both: a lasting
   * part, and one that comes or goes. Undefined: such effects are not considered.
   */
  shapes?: { alone: ShapePrior; beside: ShapePrior };
  /** Wild stretches count for less, calm ones for more: `local-variance.ts`. */
  weighsLocalVariance: boolean;
  /** Single values further than so many noises from their neighbours' median are pulled in to there: `hampel-filter.ts`. */
  hampelThreshold: number;
  /** Single days since the release further than so many noises from their neighbours are left aside: `freak-days.ts`. Undefined: pulled in as before it. */
  freakDaysBeyond?: number;
  /** Lasting steps of the history that nobody said why have an effect of their own, like other releases: `lasting-steps.ts`. */
  partsLastingSteps: boolean;
  /** Controls that moved at the release themselves are not compared with: `moved-itself.ts`. */
  leavesMovedControls: boolean;
  /** Stretches every error: no model is quite true. */
  errorInflation: number;
  /**
   * Where the error that is to be expected before the release is read from: the history's own noise, or days filled with the
   * forecast, which have no noise and so promise too much where the window is long beside the history.
   */
  expects: 'history' | 'filled';
  /** How many errors beyond the threshold an effect must lie to be found 4 times of 5, in a window of so many seasons after such a walk; 0.8416 if the error were known. */
  powerMargin: (seasons: number, walk: RandomWalk) => number;
  /** What can be seen on logarithms, as a share: of a rise, of a fall, or, where `towards` does not say, of both alike. */
  shareOf: (step: number, towards?: number) => number;
}

const grid = (drifts: number[], memories: number[]): RandomWalk[] =>
  drifts.flatMap((drift) => memories.map((memory) => ({ drift, memory })));
const drifts = [1e-5, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** Log priors of an effect of another shape, all of a kind together, against one that is there at once and lasts. */
const shapePriors: Record<Exclude<ShapeKind, 'at-once'>, number> = {
  rising: -4,
  fading: -3,
  passing: -3.5,
  late: -3.5,
};
/** A level that walks away by itself swallows such shapes, so they are believed more there, up to so much. */
const largestPrior = -2;
/** Two things at once, a lasting part and one that comes or goes, are rarer by this. */
const besidePrior = -4;

/** Errors beyond the threshold in a window of a season: more than 0.84, because the error is not known before. */
const plainMargin = 1.1;
/** A window twice as long leaves more shapes open, which take this share of an error more to tell from nothing; up to so much. */
const openShapes = 0.18;
const mostOpen = 0.4;

/** Where the level gains more than the noise each slot, what comes for good is hardly told from what goes away again: it takes so many errors more. */
const restless = { from: 3, margin: 1.2 };

/** Of the many days after which an effect may be over one fits by chance: it is told where it stands out. */
const rarePrior = -4;

const shapePrior =
  (offset: number): ShapePrior =>
  ({ kind, ofKind, rarely }, { drift }) =>
    kind === 'at-once'
      ? 0
      : Math.min(largestPrior, shapePriors[kind] + offset + 1.5 * Math.max(0, Math.log10(drift / 0.01))) +
        (rarely ? rarePrior : 0) -
        Math.log(ofKind);

/**
 * What Soundings uses. Against the study's recipe, on the same windows of real series, at fewer false alarms: it finds more
 * lifts of 10%, and its intervals hold lifts that take days to arrive. What made the difference, each tried alone:
 * - the fitted step alone instead of the mean of two answers: its error does not blow up with longer windows
 * - effects that rise, fade, pass after a while or come late are considered beside those that are there at once, alone and together with a
 *   lasting part: a wandering level no longer swallows what comes or goes. Believed more than this they cost a tenth of what is found
 * - only absurd values pulled in (beyond 10 noises instead of 3.5): wild days keep their size, and weigh the less for it by their own
 *   local variance. Pulled in, they had to be paid for by a wider error everywhere: one tripled day made an interval two thirds wider
 * - drifts up to 10: random walks raise fewer alarms; a mild leaning towards slow drift, so that quiet metrics do not pay for it
 * - a straight line that the level walks along, where the history has one: growth that goes on is no effect
 * - what can be seen read from the history's noise, with a margin: three quarters were found where four fifths were promised
 */
export const soundingsMethod: Method = {
  randomWalks: grid([...drifts, 10], [0, 0.3, 0.6]),
  logPrior: ({ drift }) => -(Math.log(drift / 0.03) ** 2) / 25,
  slopePrior: -3,
  growthBeganPrior: -2,
  lastYearPrior: 0,
  fitted: 1,
  shapes: { alone: shapePrior(0), beside: shapePrior(besidePrior) },
  weighsLocalVariance: true,
  hampelThreshold: 10,
  freakDaysBeyond: 10,
  partsLastingSteps: true,
  leavesMovedControls: true,
  errorInflation: 1.15,
  expects: 'history',
  powerMargin: (seasons, { drift }) =>
    plainMargin +
    Math.min(mostOpen, openShapes * Math.log2(Math.max(1, seasons))) +
    (drift >= restless.from ? restless.margin : 0),
  // A rise and a fall by tanh(step) are as far from zero, taken together, as one step up and one down.
  shareOf: (step, towards) => (towards ? Math.abs(Math.expm1(Math.sign(towards) * step)) : Math.tanh(step)),
};

/** A third of the random walks: enough to tell whether a sibling stood still, where only the size of a movement beside its error counts. */
export const quickMethod: Method = { ...soundingsMethod, randomWalks: grid([1e-5, 3e-3, 0.03, 0.3, 3], [0, 0.45]) };

/** The published recipe, kept to be compared with: the calibration table and the golden cases run it. */
export const studyMethod: Method = {
  randomWalks: grid(drifts, [0, 0.35, 0.7]),
  logPrior: () => 0,
  fitted: 0.5,
  weighsLocalVariance: false,
  hampelThreshold: 3.5,
  partsLastingSteps: false,
  leavesMovedControls: false,
  errorInflation: 1.15,
  expects: 'filled',
  powerMargin: () => 0.8416,
  shareOf: Math.expm1,
};
