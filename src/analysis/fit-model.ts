import { type Aligned, align } from './align.ts';
import type { Question, Unanswerable, Warning } from './effect.ts';
import { lookAtData } from './findings/look-at-data.ts';
import { beganBefore, growing, oldUnit } from './findings/words.ts';
import type { Method } from './model/method.ts';
import { type Believed, estimateStep } from './model/step-estimate.ts';
import { type Prepared, prepare } from './prepare.ts';
import { unanswerable } from './unanswerable.ts';
import { warningsOf } from './warnings.ts';

/** The model of a metric around a release, before anything is read off it. */
export interface Fitted {
  kind: 'fitted';
  aligned: Aligned;
  prepared: Prepared;
  /** The one that is believed most first. */
  estimates: Believed[];
  method: Method;
  warnings: Warning[];
}

/** Or why there is none: the data are looked at first. */
export function fitModel(question: Question, method: Method): Fitted | Unanswerable {
  const all = align(question);
  if ('kind' in all) return all;
  const looked = lookAtData(all, question);
  if ('kind' in looked) return looked;
  if ('since' in looked) return fitSince(looked.since, question, method);
  const { aligned } = looked;
  const prepared = prepare(aligned, method);
  if (!prepared)
    return unanswerable(
      'constant',
      `The values repeated themselves exactly before the release, ${aligned.bucket === 'day' ? 'week after week' : 'day after day'}: there is no telling what is usual.`,
    );
  const estimates = estimateStep(prepared, method);
  const warnings = [...looked.warnings, ...growthOf(estimates, aligned), ...warningsOf(all, prepared)];
  return { kind: 'fitted', aligned, prepared, estimates, method, warnings };
}

/** Growth is told where it matters: by more than an error of the estimate that knows of none. */
function growthOf(estimates: Believed[], { starts, before }: Aligned): Warning[] {
  const plain = estimates.find(({ along }) => !along)?.estimate;
  const telling = estimates.filter(
    ({ estimate }) => plain && Math.abs(estimate.step - plain.step) > Math.max(plain.error, estimate.error),
  );
  const lately = telling.map(({ along }) => along).find((along) => typeof along === 'object' && along.isBacked);
  if (typeof lately === 'object') return [beganBefore(starts[before - lately.began] as number)];
  return telling.some(({ along }) => along === 'throughout') ? [growing] : [];
}

/** Without what cannot be compared. What jumped too shortly before the release leaves too little to answer from, and that is why. */
function fitSince(since: number, question: Question, method: Method): Fitted | Unanswerable {
  const { bucket, samples } = question.series;
  const { earlier: _, ...asked } = question;
  const rest = fitModel({ ...asked, series: { bucket, samples: samples.filter(({ t }) => t >= since) } }, method);
  const told = oldUnit(since, bucket);
  return rest.kind === 'fitted'
    ? { ...rest, warnings: [told, ...rest.warnings] }
    : { ...rest, text: `${told.text} ${rest.text}` };
}
