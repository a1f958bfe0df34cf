import { fewestBefore } from '../../analysis/align.ts';
import { analyse } from '../../analysis/analyse.ts';
import { buckets } from '../../analysis/bucket.ts';
import type { EffectShape, UnusedControl } from '../../analysis/effect.ts';
import { attainedLevel } from '../../analysis/level/attained-level.ts';
import { betterBy, levelVerdict, standsAt, type WantedLevel } from '../../analysis/level/level-verdict.ts';
import { type Method, soundingsMethod } from '../../analysis/model/method.ts';
import type { ShapeKind } from '../../analysis/model/shapes.ts';
import type { Sample, Series } from '../../analysis/samples.ts';
import { type Verdict, verdictOf } from '../../analysis/verdict.ts';
import { relativeSpan } from '../../domain/bet/change-against-level.ts';
import { wantedLevel } from '../../domain/bet/wanted-level.ts';
import type { Change } from '../../domain/declaration/declaration.ts';
import { parseChange } from '../../domain/declaration/parse-change.ts';
import { levelBetween } from '../../domain/metric/baseline.ts';
import { type ArmsAnswer, answerArms } from './answer-arms.ts';

/**
 * One answer a line. Figures are relative; `lo` and `hi` are the 95% interval, `mde80` is what would be found 4 times
 * of 5.
 */
export type CaseAnswer =
  | {
      effect: number;
      lo: number;
      hi: number;
      p: number;
      moved: boolean;
      mde80: number;
      /** Percentages say nothing here: figures are shares of this, in the metric's unit. */
      base?: number;
      /** The shape of the effect, whether it is still there, and its size in the last week. */
      shape?: { kind: ShapeKind; lasts: EffectShape['lasts']; recent: { effect: number; lo: number; hi: number } };
      verdict: Verdict;
      /** Why there are figures but no verdict (`no-data`). */
      reason?: 'too-few-before' | 'too-few-after';
      controls?: string[];
      unused?: UnusedControl[];
      warnings?: string[];
    }
  /** If a level was expected: the level of the last seven days. */
  | { level: number; lo: number; hi: number; verdict: Verdict }
  | { verdict: 'no-data'; reason: 'no-samples' }
  | { error: string; reason?: string };

const bucketOf = new Map<string, Series['bucket']>([
  ['D', 'day'],
  ['H', 'hour'],
]);
/**
 * Figures are given from so many days with a value on (one day for hours). A verdict needs as many as elsewhere, and
 * one season after.
 */
const leastBefore = 14;
const mostValues = 1_000_000;

/**
 * Answers one case; a line with arms is an experiment, see `answerArms`. A case: `{"pre":[..|null],"post":[..|null],"freq":"D"|"H","period":7|24,"controls":[{"pre":[..],"post":[..]}],
 * "num":[..],"den":[..]}`. Optional: `expected`, the expected change in the metric's own sign, relative as a number (0.03) or as people
 * write it ("+3%", "+1% to +2%", "-120"), or the level ("at least 50"), and `good`, `"up"` or `"down"`.
 */
export function answerCase(line: string, method: Method = soundingsMethod): CaseAnswer | ArmsAnswer {
  const given = parse(line);
  if (given === undefined) return { error: notJson };
  if (typeof given === 'object' && given !== null && 'treatment' in given) return answerExperiment(given);
  const read = readCase(given);
  if (typeof read === 'string') return { error: read };
  const { before, after, bucket, controls, expected, good } = read;
  const { length, season } = buckets[bucket];
  const release = before.length * length;
  const samples = samplesOf([...before, ...after], length, read.parts);
  if (expected?.kind === 'level')
    return answerLevel(
      { bucket, samples },
      { release, until: release + after.length * length },
      wantedLevel(expected, { good }),
    );
  const answer = analyse(
    {
      series: { bucket, samples },
      releaseFrom: release,
      releaseTo: release,
      // A case that ends with missing values ends there.
      until: Math.max(release, samples.at(-1)?.t ?? 0) + length,
      good,
      minimumBefore: bucket === 'day' ? leastBefore : season,
      minimumAfter: 1,
      controls: controls.map((values, i) => ({
        name: `control ${i + 1}`,
        series: { bucket, samples: samplesOf(values, length) },
      })),
    },
    method,
  );
  const placed = (text: string) => withPlaces(text, before.length, length);
  if (answer.kind === 'unanswerable') return { error: placed(answer.text), reason: answer.reason };
  const towards = good === 'up' ? 1 : -1;
  const ends = [towards * answer.low, towards * answer.high];
  const hoped = expected && relativeSpan(expected, answer.counterfactualLevel, answer.inUnit?.base);
  if (expected && !hoped) return { error: 'expected: the metric has no level to hold it against' };
  // A week with one missing day still counts.
  const isWeek = after.length >= season && answer.bucketsAfter >= season - 1;
  const lacking = answer.bucketsBefore < fewestBefore(bucket) ? 'too-few-before' : isWeek ? undefined : 'too-few-after';
  return {
    effect: answer.relative,
    lo: answer.low,
    hi: answer.high,
    p: answer.p,
    moved: answer.low > 0 || answer.high < 0,
    mde80: answer.detectable,
    ...(answer.inUnit ? { base: answer.inUnit.base } : {}),
    ...(answer.shape ? { shape: shapeOf(answer.shape) } : {}),
    ...(lacking
      ? { verdict: 'no-data', reason: lacking }
      : {
          verdict: verdictOf(
            { low: Math.min(...ends), high: Math.max(...ends) },
            hoped && (good === 'up' ? hoped.low : -hoped.high),
          ),
        }),
    ...(answer.controls.length ? { controls: answer.controls } : {}),
    ...(answer.lastYear ? { lastYear: true } : {}),
    ...(answer.unusedControls ? { unused: answer.unusedControls } : {}),
    ...(answer.warnings.length ? { warnings: answer.warnings.map(({ text }) => placed(text)) } : {}),
  };
}

/** A case has no dates: what is said of a day or an hour is said of its place in the lists, `post[3]`. */
function withPlaces(text: string, before: number, length: number): string {
  return text.replaceAll(/\b(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d) UTC)?/g, (_, day: string, hour = '00:00') => {
    const slot = Math.round(Date.parse(`${day}T${hour}Z`) / length);
    return slot < before ? `pre[${slot}]` : `post[${slot - before}]`;
  });
}

/** The expected change of an experiment is written as that of a case. */
function answerExperiment(given: object): ArmsAnswer {
  const { expected, good } = given as Record<string, unknown>;
  if (typeof expected !== 'string') return answerArms(given);
  const change = changeOf(expected);
  if (typeof change === 'string') return { error: `expected: ${change}` };
  if (change.kind !== 'relative') return { error: 'expected: of an experiment 0.03 or "+3%" is expected' };
  return answerArms({ ...given, expected: good === 'down' ? change.high : change.low });
}

function shapeOf({ kind, lasts, recent: { relative, low, high } }: EffectShape) {
  return { kind, lasts, recent: { effect: relative, lo: low, hi: high } };
}

/** A level that was already there before proves nothing. */
function answerLevel(
  series: Series,
  { release, until }: { release: number; until: number },
  wanted: WantedLevel,
): CaseAnswer {
  const answer = attainedLevel(series, { from: release, until, good: betterBy(wanted) });
  if (!answer) return { verdict: 'no-data', reason: 'no-samples' };
  if (answer.kind === 'unanswerable') {
    const { length } = buckets[series.bucket];
    return { error: withPlaces(answer.text, release / length, length), reason: answer.reason };
  }
  const stood = levelBetween(series, release - 28 * buckets.day.length, release);
  const { level, low, high } = answer;
  const verdict = stood !== undefined && standsAt(stood, wanted) ? 'inconclusive' : levelVerdict({ low, high }, wanted);
  return { level, lo: low, hi: high, verdict };
}

interface Case {
  before: (number | null)[];
  after: (number | null)[];
  bucket: Series['bucket'];
  controls: (number | null)[][];
  parts?: { numerators: (number | null)[]; denominators: (number | null)[] };
  expected?: Change;
  good: 'up' | 'down';
}

const notJson = 'not JSON: one case a line is expected, such as {"pre":[1,2,null],"post":[3],"freq":"D","period":7}';

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The case, or what is wrong with the line and what is expected instead. */
function readCase(given: unknown): Case | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return 'an object is expected, {"pre":[..],"post":[..],"freq":"D"}';
  const {
    pre,
    post,
    freq = 'D',
    period,
    controls = [],
    num,
    den,
    expected,
    good = 'up',
  } = given as Record<string, unknown>;
  if (Array.isArray(pre) && Array.isArray(post) && pre.length + post.length > mostValues)
    return 'pre and post: at most a million values are looked at';
  if (!isValues(pre)) return 'pre: a list of numbers is expected, null for a missing value';
  if (!isValues(post)) return 'post: a list of numbers is expected, null for a missing value';
  const bucket = bucketOf.get(String(freq));
  if (!bucket) return `freq: "D" or "H" is expected, not ${JSON.stringify(freq)}`;
  const { season } = buckets[bucket];
  if (period !== undefined && period !== season)
    return `period: ${season} is expected with freq "${freq}", not ${JSON.stringify(period)}`;
  if (good !== 'up' && good !== 'down') return 'good: "up" or "down" is expected';
  const change = expected === undefined || expected === null ? undefined : changeOf(expected);
  if (typeof change === 'string') return `expected: ${change}`;
  const siblings: (number | null)[][] = [];
  if (!Array.isArray(controls)) return 'controls: a list of {"pre":[..],"post":[..]} is expected';
  for (const control of controls) {
    if (
      !isValues(control?.pre) ||
      !isValues(control?.post) ||
      control.pre.length !== pre.length ||
      control.post.length !== post.length
    )
      return 'controls: each needs a pre and a post as long as those of the case';
    siblings.push([...control.pre, ...control.post]);
  }
  const whole = {
    before: pre,
    after: post,
    bucket,
    controls: siblings,
    good,
    ...(change ? { expected: change } : {}),
  } as const;
  if (num === undefined && den === undefined) return whole;
  const size = pre.length + post.length;
  if (!isValues(num) || !isValues(den) || num.length !== size || den.length !== size)
    return 'num and den: two lists as long as pre and post together are expected';
  return { ...whole, parts: { numerators: num, denominators: den } };
}

/** A change, or what is wrong with it. */
function changeOf(expected: unknown): Change | string {
  if (typeof expected === 'string') {
    const parsed = parseChange(expected);
    return 'problem' in parsed ? `${parsed.problem}; 0.03 or "+3%" is expected` : parsed.change;
  }
  if (typeof expected !== 'number' || !Number.isFinite(expected)) return 'a change is needed, 0.03 or "+3%"';
  return { kind: 'relative', low: expected, high: expected };
}

function isValues(given: unknown): given is (number | null)[] {
  return Array.isArray(given) && given.every((value) => value === null || typeof value === 'number');
}

function samplesOf(values: (number | null)[], length: number, parts?: Case['parts']): Sample[] {
  const samples: Sample[] = [];
  values.forEach((value, i) => {
    const [numerator, denominator] = [parts?.numerators[i] ?? undefined, parts?.denominators[i] ?? undefined];
    const t = i * length;
    if (numerator === undefined || denominator === undefined) {
      if (value !== null) samples.push({ t, value });
    } else if (denominator !== 0) samples.push({ t, value: value ?? numerator / denominator, numerator, denominator });
    // Zero of zero is no share, no matter which value the line has.
  });
  return samples;
}
