import type { Aligned } from './align.ts';
import { inUnit, measuredIn, sizeOf, unseenIn } from './base/size-of.ts';
import type { CounterfactualPoint, Effect, EffectShape, Size, UnusedControl, Warning } from './effect.ts';
import { effectShape } from './effect-shape.ts';
import { cameAndWent, likeLastYear } from './findings/words.ts';
import type { Fitted } from './fit-model.ts';
import type { Method } from './model/method.ts';
import type { Believed, StepEstimate } from './model/step-estimate.ts';
import { criticalValue } from './model/student-t.ts';
import { type Answer, intervalOf, momentsOf, pOf } from './model/t-mixture.ts';
import type { Prepared } from './prepare.ts';
import { movedLastYear } from './season/last-year.ts';

/** Another model of the same metric, and how far it is believed. */
export interface Rival {
  fitted: Fitted;
  weight: number;
}

/** What the model says of the release; beside a rival, what both say together. */
export function effectOf(fitted: Fitted, alpha = 0.05, rival?: Rival): Effect {
  const { aligned, prepared, estimates, method } = fitted;
  const { estimate } = estimates[0] as Believed;
  const { after, values, season } = aligned;
  const slots = values.length - after;
  const answers = answersOf(fitted, rival);
  const { size, level: actualLevel } = sizeWithin(fitted, answers, 0, slots, alpha);
  const told = inUnit(prepared, actualLevel, size.absolute);
  const counterfactualLevel = actualLevel - size.absolute.value;
  const shape =
    method.shapes &&
    effectShape(
      estimate,
      (from, to) => sizeWithin(fitted, answersOf(fitted, rival, [from, to]), from, to, alpha).size,
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
    p: pOf(answers),
    detectable: detectableOf(
      prepared,
      { expected: expected(fitted, rival), powerMargin: estimate.powerMargin },
      method,
      told?.base ?? counterfactualLevel,
      undefined,
      alpha,
    ),
    bucketsBefore: aligned.observedBefore,
    bucketsAfter: aligned.observedAfter,
    controls: prepared.explained?.names ?? [],
    ...unusedOf(aligned, prepared),
    ...(prepared.lastYear ? { lastYear: true } : {}),
    ...(aligned.sharedWith.length ? { sharedWith: aligned.sharedWith } : {}),
    warnings: [
      ...fitted.warnings,
      ...passedBy(fitted, shape),
      ...(isLikeLastYear(fitted, size, answers) ? [likeLastYear] : []),
    ],
  };
}

/** What neither began with the release nor lasted. */
function passedBy({ aligned: { starts, after } }: Fitted, shape: EffectShape | undefined): Warning[] {
  if (shape?.kind !== 'passing' || shape.peak.from === 0 || shape.lasts !== 'no') return [];
  const { from, to } = shape.peak;
  return [cameAndWent(starts[after + from] as number, starts[after + to - 1] as number)];
}

/**
 * Did the metric move the same way a year ago, by half as much or more? Of a movement that is no more than chance that says nothing, nor of one that grows along a line: it grew
 * then, too.
 */
function isLikeLastYear({ prepared, warnings }: Fitted, { low, high }: Size, answers: Answer[]): boolean {
  const { lastYear, before, after } = prepared;
  const grows = warnings.some(({ kind }) => kind === 'growing');
  if (!lastYear || grows || (low <= 0 && high >= 0)) return false;
  return movedLastYear(lastYear, before, after) / momentsOf(answers).mean >= alike;
}

/** On the series of `docs/analysis.md` true of three false alarms of ten, and of one true one of fifteen. */
const alike = 0.5;

/** How large the effect is, without the rest. */
export function sizeAlone(fitted: Fitted, alpha = 0.05): Size {
  const { after, values } = fitted.aligned;
  return sizeWithin(fitted, answersOf(fitted), 0, values.length - after, alpha).size;
}

/** What the answers come to over the slots [from, to) since the release, and the level that was measured there. */
function sizeWithin(
  { aligned: { after, parts }, prepared }: Fitted,
  answers: Answer[],
  from: number,
  to: number,
  alpha: number,
): { size: Size; level: number } {
  // A level is the mean of the days that the effect is of.
  const level = measuredIn({ values: prepared.kept, ...(parts ? { parts } : {}) }, after + from, after + to);
  const unseen = level === 0 ? unseenIn(prepared, parts, after + from, after + to) : 0;
  return { size: sizeOf(prepared, level, intervalOf(answers, alpha), unseen), level };
}

/** Of the slots [from, to) since the release, or of all of them. */
function answersOf(fitted: Fitted, rival?: Rival, within?: [from: number, to: number]): Answer[] {
  return weighed(fitted, rival, (estimate, { aligned: { after }, prepared }) =>
    within
      ? estimate.over(after + within[0], after + within[1])
      : { step: estimate.step, error: Math.max(estimate.error, prepared.leastError) },
  );
}

/** Errors that are to be expected when nothing happens. */
const expected = (fitted: Fitted, rival?: Rival): Answer[] =>
  weighed(fitted, rival, ({ expectedError }) => ({ step: 0, error: expectedError }));

/** Every estimate of both, in the units of the first. */
function weighed(
  fitted: Fitted,
  rival: Rival | undefined,
  of: (estimate: StepEstimate, fitted: Fitted) => { step: number; error: number },
): Answer[] {
  const all = [{ fitted, weight: 1 - (rival?.weight ?? 0) }, ...(rival ? [rival] : [])];
  return all.flatMap((model) =>
    model.fitted.estimates.map(({ estimate, weight }): Answer => {
      const { step, error } = of(estimate, model.fitted);
      const unit = model.fitted.prepared.unit / fitted.prepared.unit;
      return { step: step * unit, error: error * unit, freedom: estimate.freedom, weight: model.weight * weight };
    }),
  );
}

/** Every sibling that was given and not used, with why. */
export function unusedOf(
  { unfitControls }: Pick<Aligned, 'unfitControls'>,
  prepared: Pick<Prepared, 'unusedControls'>,
): { unusedControls?: UnusedControl[] } {
  const unusedControls = [...unfitControls, ...prepared.unusedControls];
  return unusedControls.length ? { unusedControls } : {};
}

/**
 * Smallest effect that would be found 4 times of 5, as a share of the level without it.
 *
 * @param powerMargin how many errors of the first answer it must lie beyond the interval
 * @param towards the sign of what is hoped for; undefined: a rise and a fall alike
 */
export function detectableOf(
  { scale, unit }: Prepared,
  { expected, powerMargin }: { expected: readonly Answer[]; powerMargin: number },
  method: Method,
  base: number,
  towards: number | undefined,
  alpha = 0.05,
): number {
  const step = (reachOf(expected, alpha) + powerMargin * (expected[0]?.error ?? 0)) * unit;
  return scale.kind === 'log' ? method.shareOf(step, towards) : scale.from(step) / base;
}

/** How far from zero answers may be, up or down, that are to be expected when nothing happens. */
export function reachOf(expected: readonly Answer[], alpha: number): number {
  const { low, high } = intervalOf(expected, alpha);
  return Math.max(high, -low);
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
