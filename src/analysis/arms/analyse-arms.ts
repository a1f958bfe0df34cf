import { type Verdict, verdictOf } from '../verdict.ts';
import type { Difference, MeanArm, ProportionArm, RatioArm } from './arm.ts';
import { anytimeReach, sequenceRho } from './confidence-sequence.ts';
import { type ArmWithPast, adjustForPast } from './cuped.ts';
import { compareDailyRatios, type DailyRatioArm } from './daily-ratios.ts';
import { alwaysValidP } from './mixture-sprt.ts';
import { sampleRatio } from './sample-ratio.ts';
import { compareMeans } from './two-means.ts';
import { compareProportions } from './two-proportions.ts';
import { compareRatios } from './two-ratios.ts';

/** Two arms, told by the kind of figure that each brings, and how they are to be compared. */
export type Comparison = {
  /** Meant shares of control and treatment; halves where not given. */
  shares?: [control: number, treatment: number];
  /** Number of units at which the experiment was meant to be judged; given where people look before that. */
  looksUntil?: number;
  alpha?: number;
} & (
  | { kind: 'proportion'; control: ProportionArm; treatment: ProportionArm }
  | { kind: 'mean'; control: MeanArm; treatment: MeanArm }
  | { kind: 'mean-with-past'; control: ArmWithPast; treatment: ArmWithPast }
  | { kind: 'ratio'; control: RatioArm; treatment: RatioArm }
  | { kind: 'daily-ratio'; control: DailyRatioArm; treatment: DailyRatioArm }
);

/** An experiment with two arms, and what is to be judged by it. */
export type Experiment = Comparison & {
  good: 'up' | 'down';
  /** Expected relative change in the metric's own sign, the end nearest zero. */
  expected?: number;
};

/** Why two arms cannot be compared. */
interface Incomparable {
  kind: 'unanswerable';
  reason: 'sample-ratio' | 'too-few' | 'not-finite';
  text: string;
}

export type ExperimentAnswer =
  | { kind: 'difference'; difference: Difference; verdict: Verdict; anytime: boolean }
  | Incomparable;

const fewest = 2;

/** Compares two randomised arms, and holds the difference against zero and the expectation. */
export function analyseArms(experiment: Experiment): ExperimentAnswer {
  const difference = compareArms(experiment);
  if ('kind' in difference) return difference;
  const { low, high, inUnit } = difference.relative;
  const share = inUnit ? Math.abs(difference.control) / inUnit.base : 1;
  const towards = experiment.good === 'up' ? 1 : -1;
  return {
    kind: 'difference',
    difference,
    verdict: verdictOf(
      towards > 0 ? { low, high } : { low: -high, high: -low },
      experiment.expected === undefined ? undefined : towards * share * experiment.expected,
    ),
    anytime: experiment.looksUntil !== undefined,
  };
}

/**
 * The difference of two randomised arms. First whether the split is as it was meant to be; then the comparison that fits the kind
 * of figure; widened where people look repeatedly. Unlike before and after, this can say "caused".
 */
export function compareArms(experiment: Comparison): Difference | Incomparable {
  const { control, treatment, alpha = 0.05 } = experiment;
  if (!(control.n >= fewest) || !(treatment.n >= fewest))
    return { kind: 'unanswerable', reason: 'too-few', text: 'Each arm needs at least two units.' };
  if (sampleRatio([control.n, treatment.n], experiment.shares).mismatch)
    return {
      kind: 'unanswerable',
      reason: 'sample-ratio',
      text: 'The arms did not get the shares of units that they were meant to: something apart from the change tells them apart.',
    };
  const single = compare(experiment, alpha);
  const difference = experiment.looksUntil
    ? widened(single, control.n + treatment.n, experiment.looksUntil, alpha)
    : single;
  if (![difference.p, difference.low, difference.high].every(Number.isFinite))
    return { kind: 'unanswerable', reason: 'not-finite', text: 'Neither of the arms has any spread.' };
  return difference;
}

function compare(experiment: Comparison, alpha: number): Difference {
  switch (experiment.kind) {
    case 'proportion':
      return compareProportions(experiment.treatment, experiment.control, alpha);
    case 'mean':
      return compareMeans(experiment.treatment, experiment.control, alpha);
    case 'mean-with-past': {
      const [control, treatment] = adjustForPast([experiment.control, experiment.treatment]).arms;
      return compareMeans(treatment ?? experiment.treatment, control ?? experiment.control, alpha);
    }
    case 'ratio':
      return compareRatios(experiment.treatment, experiment.control, alpha);
    case 'daily-ratio':
      return compareDailyRatios(experiment.treatment, experiment.control, alpha);
  }
}

/** The confidence sequence, and the p of the same mixture: below alpha just where the sequence leaves zero out. */
function widened(single: Difference, units: number, sharpestAt: number, alpha: number): Difference {
  const around = ({ value, error }: { value: number; error: number }) => {
    const reach = anytimeReach(error, units, sharpestAt, alpha);
    return { value, error, low: value - reach, high: value + reach };
  };
  const tauSquared = sequenceRho(sharpestAt, alpha) ** 2 * units * single.error ** 2;
  const { p } = alwaysValidP(single.value, single.error ** 2, tauSquared);
  return { ...single, ...around(single), relative: { ...single.relative, ...around(single.relative) }, p };
}
