import { z } from 'zod';
import { analyseArms, type Experiment } from '../../analysis/arms/analyse-arms.ts';
import type { Verdict } from '../../analysis/verdict.ts';

/** Figures of a randomised experiment: relative, with the interval; `difference` in the metric's unit. */
export type ArmsAnswer =
  | {
      effect: number;
      lo: number;
      hi: number;
      p: number;
      moved: boolean;
      difference: number;
      /**
       * The control is too near zero, or below it, for percentages: figures are shares of this, in the metric's unit.
       */
      base?: number;
      verdict: Verdict;
    }
  | { error: string; reason?: string };

const whole = 'a whole number, zero or more, is expected';
const count = z.number({ error: whole }).int({ error: whole }).min(0, { error: whole });
const figure = z.number({ error: 'a number is expected' });
const spread = figure.min(0, { error: 'a spread, zero or more, is expected' });
const shares = z.tuple([figure.positive(), figure.positive()], {
  error: 'two numbers are expected, control and treatment: [1, 3]',
});
const common = {
  good: z.enum(['up', 'down'], { error: '"up" or "down" is expected' }).default('up'),
  expected: figure.optional(),
  shares: shares.optional(),
  looksUntil: count.min(1, { error: whole }).optional(),
};
const arm = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.object(shape, { error: `an object is expected with ${Object.keys(shape).join(', ')}` });
const proportion = arm({ n: count, successes: count }).refine(
  ({ n, successes }) => successes <= n,
  'more successes than units',
);
const mean = arm({ n: count, mean: figure, stddev: spread });
const part = arm({ mean: figure, stddev: spread });
const withPast = arm({ n: count, mean: figure, stddev: spread, past: part, covariance: figure });
const ratio = arm({ n: count, numerator: part, denominator: part, covariance: figure });

const experiment = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('proportion'), control: proportion, treatment: proportion, ...common }),
    z.object({ kind: z.literal('mean'), control: mean, treatment: mean, ...common }),
    z.object({ kind: z.literal('mean-with-past'), control: withPast, treatment: withPast, ...common }),
    z.object({ kind: z.literal('ratio'), control: ratio, treatment: ratio, ...common }),
  ],
  { error: '"proportion", "mean", "mean-with-past" or "ratio" is expected' },
);

/**
 * Answers an experiment,
 * `{"kind":"proportion","control":{"n":20000,"successes":1000},"treatment":{"n":20000,"successes":1100}}`; other kinds
 * are `mean`, `mean-with-past` and `ratio`. `looksUntil`: the number of units at which it was to be judged, if people
 * look earlier.
 */
export function answerArms(given: unknown): ArmsAnswer {
  const read = experiment.safeParse(given);
  if (!read.success) {
    const { path, message } = read.error.issues[0] ?? { path: [], message: 'not an experiment' };
    return { error: `${path.length ? `${path.join('.')}: ` : ''}${message}` };
  }
  const answer = analyseArms(read.data as Experiment);
  if (answer.kind === 'unanswerable') return { error: answer.text, reason: answer.reason };
  const { relative, p, value } = answer.difference;
  return {
    effect: relative.value,
    lo: relative.low,
    hi: relative.high,
    p,
    moved: relative.low > 0 || relative.high < 0,
    difference: value,
    ...(relative.inUnit ? { base: relative.inUnit.base } : {}),
    verdict: answer.verdict,
  };
}
