import { buckets } from '../bucket.ts';
import type { NamedSeries, Question, UnusedControl } from '../effect.ts';
import { fitModel } from '../fit-model.ts';
import { quickMethod } from '../model/method.ts';
import { pOf } from '../model/t-mixture.ts';
import type { Series } from '../samples.ts';

/** More than one error off, the stretch of 1.15 aside: the chance of less is 0.615 where nothing happened. */
const movedItself = 0.385;

/** Buckets of a sibling's history that tell whether it moved: more find no more, and cost time for each of them. */
const enough: Record<Series['bucket'], number> = { day: 90, hour: 672 };

export const itMoved = 'it moved at the release itself, perhaps because of it';
export const itsMovementUnknown = 'whether it moved at the release itself cannot be told';

/** The question beside those of its controls that stood still, and those that are left out. One whose movement cannot be told has a fault that is named later. */
export function withoutMoved(question: Question): { asked: Question; left: UnusedControl[] } {
  const { controls = [] } = question;
  if (controls.length === 0) return { asked: question, left: [] };
  const moved = controls.filter((one) => hasMoved(one, question));
  return {
    asked: { ...question, controls: controls.filter((one) => !moved.includes(one)) },
    left: moved.map(({ name }) => ({ name, why: itMoved })),
  };
}

/** Undefined: it cannot be told. */
export function hasMoved({ series }: NamedSeries, question: Question): boolean | undefined {
  const { controls: _, otherReleases: __, earlier: ___, ...rest } = question;
  const oldest = rest.releaseFrom - (enough[series.bucket] + 1) * buckets[series.bucket].length;
  const recent = { ...series, samples: series.samples.filter(({ t }) => t >= oldest) };
  const own = fitModel({ ...rest, series: recent, minimumAfter: 1 }, quickMethod);
  if (own.kind !== 'fitted') return undefined;
  const { leastError } = own.prepared;
  const answers = own.estimates.map(({ estimate, weight }) => ({
    ...estimate,
    error: Math.max(estimate.error, leastError),
    weight,
  }));
  return pOf(answers) < movedItself;
}
