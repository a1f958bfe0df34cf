import type { Effect, Question, Unanswerable } from './effect.ts';
import { effectOf } from './effect-of.ts';
import { fitModel } from './fit-model.ts';
import { type Method, soundingsMethod } from './model/method.ts';

/**
 * Did the metric move with the release, and by how much? What would have been without it is read from the metric's own
 * history: its level, how that wanders, and its season. Says "coincides with", never "caused".
 */
export function analyse(question: Question, method: Method = soundingsMethod): Effect | Unanswerable {
  const fitted = fitModel(question, method);
  return fitted.kind === 'fitted' ? effectOf(fitted, question.alpha) : fitted;
}
