import type { Effect, Question, Unanswerable } from './effect.ts';
import { effectOf } from './effect-of.ts';
import { fitModel } from './fit-model.ts';
import { type Method, soundingsMethod } from './model/method.ts';
import { withoutMoved } from './siblings/moved-itself.ts';

/**
 * Did the metric move with the release, and by how much? What would have been without it is read from the metric's own
 * history: its level, how that wanders, and its season; and from controls, if they stood still. Says "coincides with", never "caused".
 */
export function analyse(question: Question, method: Method = soundingsMethod): Effect | Unanswerable {
  const { asked, left } = method.leavesMovedControls ? withoutMoved(question) : { asked: question, left: [] };
  const fitted = fitModel(asked, method);
  if (fitted.kind !== 'fitted') return fitted;
  const effect = effectOf(fitted, question.alpha);
  return left.length > 0 ? { ...effect, unusedControls: [...(effect.unusedControls ?? []), ...left] } : effect;
}
