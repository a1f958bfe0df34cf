import { buckets } from '../bucket.ts';
import type { Effect, NamedSeries, Question, Unanswerable } from '../effect.ts';
import { effectOf, sizeAlone } from '../effect-of.ts';
import { type Fitted, fitModel } from '../fit-model.ts';
import { quickMethod, soundingsMethod } from '../model/method.ts';
import { pOf } from '../model/t-mixture.ts';
import type { Series } from '../samples.ts';
import { doubtIn } from './doubt.ts';

/** More than one error off, the stretch of 1.15 aside: the chance of less is 0.615 where nothing happened. */
const movedItself = 0.385;

/** Buckets of a sibling's history that tell whether it moved: more find no more, and cost time for each of them. */
const enough: Record<Series['bucket'], number> = { day: 90, hour: 672 };

/**
 * The effect as it is beside siblings that nobody named by hand. One that moved at the release itself, by more than an error, may have been moved by it, and would hide the effect:
 * it is left out. A movement smaller than that cannot be seen in any of them, so the answer without siblings keeps a part of the weight (`doubt.ts`). That answer stands
 * beside, too (`alone`).
 */
export function analyseBeside(question: Question, siblings: readonly NamedSeries[]): Effect | Unanswerable {
  const alone = fitModel(question, soundingsMethod);
  if (alone.kind !== 'fitted') return alone;
  const { alpha } = question;
  if (siblings.length === 0) return effectOf(alone, alpha);
  const { true: moved = [], false: still = [] } = Object.groupBy(siblings, (one) => `${hasMoved(one, question)}`);
  const left = moved.map(({ name }) => ({ name, why: 'it moved at the release itself, perhaps because of it' }));
  const controls = [...(question.controls ?? []), ...still];
  const beside = still.length === 0 ? alone : fitModel({ ...question, controls }, soundingsMethod);
  if (beside.kind !== 'fitted') return effectOf(alone, alpha);
  const isUsed = still.some(({ name }) => namesOf(beside).includes(name));
  const effect = isUsed
    ? {
        ...effectOf(beside, alpha, { fitted: alone, weight: doubtIn(beside, alone) }),
        alone: sizeAlone(alone, alpha),
      }
    : effectOf(alone, alpha);
  const unusedControls = [...unusedOf(beside), ...left];
  return unusedControls.length > 0 ? { ...effect, unusedControls } : effect;
}

const namesOf = ({ prepared }: Fitted) => prepared.explained?.names ?? [];
const unusedOf = ({ aligned, prepared }: Fitted) => [...aligned.unfitControls, ...prepared.unusedControls];

function hasMoved({ series }: NamedSeries, question: Question): boolean {
  const { controls: _, otherReleases: __, earlier: ___, ...rest } = question;
  const oldest = rest.releaseFrom - (enough[series.bucket] + 1) * buckets[series.bucket].length;
  const recent = { ...series, samples: series.samples.filter(({ t }) => t >= oldest) };
  const own = fitModel({ ...rest, series: recent, minimumAfter: 1 }, quickMethod);
  if (own.kind !== 'fitted') return true;
  const { leastError } = own.prepared;
  const answers = own.estimates.map(({ estimate, weight }) => ({
    ...estimate,
    error: Math.max(estimate.error, leastError),
    weight,
  }));
  return pOf(answers) < movedItself;
}
