import { type Aligned, align } from './align.ts';
import { inUnit, measuredIn, sizeOf } from './base/size-of.ts';
import type { CounterfactualPoint, Effect, Question, Unanswerable, UnusedControl } from './effect.ts';
import { effectShape } from './effect-shape.ts';
import { lookAtData } from './findings/look-at-data.ts';
import { oldUnit } from './findings/words.ts';
import { type Method, soundingsMethod } from './model/method.ts';
import { estimateStep, type StepEstimate } from './model/step-estimate.ts';
import { criticalValue, twoSidedP } from './model/student-t.ts';
import { type Prepared, prepare } from './prepare.ts';
import { unanswerable } from './unanswerable.ts';
import { warningsOf } from './warnings.ts';

/**
 * Did the metric move with the release, and by how much? What would have been without it is read from the metric's own
 * history: its level, how that wanders, and its season. Says "coincides with", never "caused".
 */
export function analyse(question: Question, method: Method = soundingsMethod): Effect | Unanswerable {
  const all = align(question);
  if ('kind' in all) return all;
  const looked = lookAtData(all, question);
  if ('kind' in looked) return looked;
  if ('since' in looked) return answerSince(looked.since, question, method);
  const { aligned } = looked;
  const prepared = prepare(aligned, method);
  if (!prepared)
    return unanswerable(
      'constant',
      `The values repeated themselves exactly before the release, ${aligned.bucket === 'day' ? 'week after week' : 'day after day'}: there is no telling what is usual.`,
    );
  const estimate = estimateStep(prepared, method);
  const effect = effectOf(aligned, prepared, estimate, method, question.alpha ?? 0.05);
  return { ...effect, warnings: [...looked.warnings, ...warningsOf(all, prepared)] };
}

/** Without what cannot be compared. What jumped too shortly before the release leaves too little to answer from, and that is why. */
function answerSince(since: number, question: Question, method: Method): Effect | Unanswerable {
  const { bucket, samples } = question.series;
  const answer = analyse({ ...question, series: { bucket, samples: samples.filter(({ t }) => t >= since) } }, method);
  const told = oldUnit(since, bucket);
  return answer.kind === 'effect'
    ? { ...answer, warnings: [told, ...answer.warnings] }
    : { ...answer, text: `${told.text} ${answer.text}` };
}

function effectOf(
  aligned: Aligned,
  prepared: Prepared,
  estimate: StepEstimate,
  method: Method,
  alpha: number,
): Omit<Effect, 'warnings'> {
  const { after, values, season, parts } = aligned;
  // A level is the mean of the days that the effect is of.
  const kept = { values: prepared.kept, ...(parts ? { parts } : {}) };
  const critical = criticalValue(alpha, estimate.freedom);
  const slots = values.length - after;
  const error = Math.max(estimate.error, prepared.leastError);
  const actualLevel = measuredIn(kept, after, values.length);
  const size = sizeOf(prepared, actualLevel, { step: estimate.step, reach: critical * error });
  const told = inUnit(prepared, actualLevel, size.absolute);
  const counterfactualLevel = actualLevel - size.absolute.value;
  const shape =
    method.shapes &&
    effectShape(
      estimate,
      (from, to) => {
        const part = estimate.over(after + from, after + to);
        const measured = measuredIn(kept, after + from, after + to);
        return sizeOf(prepared, measured, { step: part.step, reach: critical * part.error });
      },
      slots,
      season,
    );
  return {
    kind: 'effect',
    ...size,
    ...(shape ? { shape } : {}),
    actualLevel,
    ...(told ? { inUnit: told } : {}),
    counterfactualLevel,
    counterfactual: counterfactualOf(aligned, prepared, estimate),
    confidence: 1 - alpha,
    p: twoSidedP(estimate.step / error, estimate.freedom),
    detectable: detectableOf(prepared, estimate, method, told?.base ?? counterfactualLevel, alpha),
    bucketsBefore: aligned.observedBefore,
    bucketsAfter: aligned.observedAfter,
    controls: prepared.explained?.names ?? [],
    ...unusedOf(aligned, prepared),
    ...(aligned.sharedWith.length ? { sharedWith: aligned.sharedWith } : {}),
  };
}

/** Every sibling that was given and not used, with why. */
export function unusedOf(
  { unfitControls }: Pick<Aligned, 'unfitControls'>,
  prepared: Pick<Prepared, 'unusedControls'>,
): { unusedControls?: UnusedControl[] } {
  const unusedControls = [...unfitControls, ...prepared.unusedControls];
  return unusedControls.length ? { unusedControls } : {};
}

/** Smallest effect that would be found 4 times of 5, as a share of the level without it. */
export function detectableOf(
  { scale, unit, values, after, season }: Prepared,
  estimate: StepEstimate,
  method: Method,
  base: number,
  alpha = 0.05,
): number {
  const reach = criticalValue(alpha, estimate.freedom) + method.powerMargin((values.length - after) / season);
  const step = reach * estimate.expectedError * unit;
  return scale.kind === 'log' ? Math.expm1(step) : scale.from(step) / base;
}

/** Each slot since the release as the history alone predicts it, with its 95% band, as far as either is possible. */
function counterfactualOf(aligned: Aligned, prepared: Prepared, estimate: StepEstimate): CounterfactualPoint[] {
  const reach = criticalValue(0.05, estimate.freedom);
  const { least, most } = prepared.bounds;
  const within = (value: number) => Math.min(most, Math.max(least, value));
  return Array.from(estimate.forecast, (expected, h) => {
    const shared = prepared.explained?.explained[aligned.before + h] ?? 0;
    const back = (value: number) => within(prepared.scale.from(value * prepared.unit + shared));
    const half = reach * (estimate.forecastError[h] ?? 0);
    return {
      t: aligned.starts[aligned.before + h] ?? 0,
      expected: back(expected),
      low: back(expected - half),
      high: back(expected + half),
    };
  });
}
