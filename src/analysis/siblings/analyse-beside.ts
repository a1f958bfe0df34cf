import { analyse } from '../analyse.ts';
import type { Effect, NamedSeries, Question, Unanswerable } from '../effect.ts';

/** More than one error off, the stretch of 1.15 aside: the chance of less is 0.615 where nothing happened. */
const movedItself = 0.385;

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
  const own = analyse({ ...rest, series, minimumAfter: 1 });
  return own.kind !== 'effect' || own.p < movedItself;
}
