import { analyse } from '../analyse.ts';
import { buckets } from '../bucket.ts';
import type { Effect, NamedSeries, Question, Unanswerable } from '../effect.ts';
import type { Series } from '../samples.ts';

/** More than one error off, the stretch of 1.15 aside: the chance of less is 0.615 where nothing happened. */
const movedItself = 0.385;

/** Buckets of a sibling's history that tell whether it moved: more find no more, and cost time for each of them. */
const enough: Record<Series['bucket'], number> = { day: 90, hour: 672 };

/**
 * The effect as it is beside siblings that nobody named by hand. One that moved at the release itself, by more than an error, may have been moved by it, and would hide the effect:
 * it is left out. The answer without any stands beside (`alone`).
 */
export function analyseBeside(question: Question, siblings: readonly NamedSeries[]): Effect | Unanswerable {
  const alone = analyse(question);
  if (alone.kind !== 'effect' || siblings.length === 0) return alone;
  const { true: moved = [], false: still = [] } = Object.groupBy(siblings, (one) => `${hasMoved(one, question)}`);
  const left = moved.map(({ name }) => ({ name, why: 'it moved at the release itself, perhaps because of it' }));
  const controls = [...(question.controls ?? []), ...still];
  const beside = still.length === 0 ? alone : analyse({ ...question, controls });
  if (beside.kind !== 'effect') return alone;
  const unusedControls = [...(beside.unusedControls ?? []), ...left];
  const isUsed = still.some(({ name }) => beside.controls.includes(name));
  const { relative, low, high, absolute } = alone;
  return {
    ...(isUsed ? { ...beside, alone: { relative, low, high, absolute } } : alone),
    ...(unusedControls.length > 0 ? { unusedControls } : {}),
  };
}

function hasMoved({ series }: NamedSeries, question: Question): boolean {
  const { controls: _, otherReleases: __, ...rest } = question;
  const oldest = rest.releaseFrom - (enough[series.bucket] + 1) * buckets[series.bucket].length;
  const recent = { ...series, samples: series.samples.filter(({ t }) => t >= oldest) };
  const own = analyse({ ...rest, series: recent, minimumAfter: 1 });
  return own.kind !== 'effect' || own.p < movedItself;
}
