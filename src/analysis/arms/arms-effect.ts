import { buckets, countOf } from '../bucket.ts';
import type { ArmSizes, Effect, Unanswerable } from '../effect.ts';
import type { Arm, Arms, Sample } from '../samples.ts';
import { unanswerable } from '../unanswerable.ts';
import { type Comparison, compareArms } from './analyse-arms.ts';
import { normalReach } from './normal.ts';
import { pooled } from './pooled.ts';

/** What is asked of the groups of an experiment. Everything is an argument. */
export interface ArmsQuestion {
  arms: Arms;
  /** [from, until) in epoch milliseconds: the buckets that are compared; of totals the source chose the days. */
  from: number;
  until: number;
  alpha?: number;
  /** Shares that control and treatment were meant to get; halves where not given. */
  split?: [control: number, treatment: number];
  /** For a look before the last: when the experiment is to be judged. The interval then holds however often one looks. */
  judgedAt?: number;
}

/** Fewer who did it, or who did not, say too little about a share. */
const fewest = 10;
/** Days are the units of a ratio of sums: fewer say too little about their spread. */
const fewestDays = 7;
const wrongSplit =
  'The two groups did not get the shares of people that they were meant to: something apart from the change tells them apart, and they cannot be compared.';
/** Found 4 times of 5. */
const powerMargin = normalReach(0.4);

/**
 * What the change did, from two groups in the same days: the sample ratio first, then shares, means or ratios of sums. The same
 * shape as before and after, so that everything behind it is the same; `counterfactual` is what the control group did.
 */
export function armsEffect(question: ArmsQuestion): Effect | Unanswerable {
  const { from, until } = question;
  const { totals } = question.arms;
  const within = ({ name, samples }: Arm) => ({
    name,
    samples: totals ? samples : samples.filter(({ t }) => t >= from && t < until),
  });
  const [control, treatment] = [within(question.arms.control), within(question.arms.treatment)];
  const arms: ArmSizes = {
    control: { name: control.name, n: sizeOf(control.samples) },
    treatment: { name: treatment.name, n: sizeOf(treatment.samples) },
    ...(question.judgedAt === undefined ? {} : { anytime: true }),
    ...(totals ? { totals } : {}),
    ...(question.split ? { split: question.split } : {}),
  };
  const empty = [control, treatment].find(({ samples }) => samples.length === 0);
  if (empty) return { ...unanswerable('too-few-in-arm', 'One of the two groups has nobody in it yet.'), arms };
  const comparison = comparisonOf(control.samples, treatment.samples);
  const tooFew = 'days' in comparison.control ? fewDays(comparison.control.days.length) : fewPeople(comparison);
  const { alpha = 0.05, split, judgedAt } = question;
  const units = arms.control.n + arms.treatment.n;
  const difference = compareArms({
    ...comparison,
    alpha,
    ...(split ? { shares: split } : {}),
    ...(judgedAt === undefined ? {} : { looksUntil: (units * (judgedAt - from)) / (until - from) }),
  });
  // The split is what is looked at first, also where there is nothing else to say yet.
  if ('kind' in difference && difference.reason === 'sample-ratio')
    return { ...unanswerable('sample-ratio', wrongSplit), arms };
  if (tooFew) return { ...unanswerable('too-few-in-arm', tooFew), arms };
  if ('kind' in difference)
    return { ...unanswerable(difference.reason === 'too-few' ? 'too-few-in-arm' : 'constant', difference.text), arms };
  const [without, withChange] = [pooled(control.samples).value, pooled(treatment.samples).value];
  const { relative } = difference;
  const { value, low, high } = difference;
  return {
    kind: 'effect',
    relative: relative.value,
    low: relative.low,
    high: relative.high,
    ...(relative.inUnit ? { inUnit: relative.inUnit } : {}),
    absolute: { value, low, high },
    actualLevel: withChange,
    counterfactualLevel: without,
    counterfactual: (totals ? [] : control.samples).map(({ t, value: level }) => ({
      t,
      expected: level,
      low: level,
      high: level,
    })),
    confidence: 1 - alpha,
    p: difference.p,
    detectable: relative.high - relative.value + powerMargin * relative.error,
    bucketsBefore: 0,
    bucketsAfter: totals
      ? Math.round((until - from) / buckets.day.length)
      : Math.max(control.samples.length, treatment.samples.length),
    warnings: [],
    controls: [],
    arms,
  };
}

/** Anyone who came into a group: `n` where it is said, else those that are counted under a share. */
const sizeOf = (samples: readonly Sample[]) =>
  samples.reduce((sum, { n, denominator = 0 }) => sum + (n ?? denominator), 0);

function comparisonOf(control: Sample[], treatment: Sample[]): Comparison {
  const [c, t] = [pooled(control), pooled(treatment)];
  if (c.denominator === undefined || t.denominator === undefined)
    return { kind: 'mean', control: meanArm(c), treatment: meanArm(t) };
  if (c.n === undefined || t.n === undefined)
    return {
      kind: 'proportion',
      control: { n: c.denominator, successes: c.numerator ?? 0 },
      treatment: { n: t.denominator, successes: t.numerator ?? 0 },
    };
  const shared = sharedDays(control, treatment);
  return {
    kind: 'daily-ratio',
    control: { n: c.n, days: shared.map(([day]) => day) },
    treatment: { n: t.n, days: shared.map(([, day]) => day) },
  };
}

const meanArm = ({ value, stddev = 0, n = 0 }: Omit<Sample, 't'>) => ({ mean: value, stddev, n });

/** Hours hang together: they are summed to days. Days that one of the two lacks are left out. */
function sharedDays(control: Sample[], treatment: Sample[]) {
  const byDay = (samples: Sample[]) => Map.groupBy(samples, ({ t }) => Math.floor(t / buckets.day.length));
  const there = byDay(treatment);
  return [...byDay(control)].flatMap(([day, without]) => {
    const withChange = there.get(day);
    return withChange ? [[sums(without), sums(withChange)] as const] : [];
  });
}

function sums(samples: Sample[]): { numerator: number; denominator: number } {
  const { numerator = 0, denominator = 0 } = pooled(samples);
  return { numerator, denominator };
}

function fewDays(days: number): string | undefined {
  return days < fewestDays
    ? `There are ${countOf('day', days)} with both groups; ${fewestDays} are needed.`
    : undefined;
}

function fewPeople({ kind, control, treatment }: Comparison): string | undefined {
  if (kind !== 'proportion') return undefined;
  const arms = [control, treatment] as { n: number; successes: number }[];
  return arms.some(({ n, successes }) => Math.min(successes, n - successes) < fewest)
    ? `Fewer than ${fewest} people of one of the two groups did it, or did not.`
    : undefined;
}
