import type { Unanswerable } from './effect.ts';

/** A named reason instead of a number. `text`: one sentence for people, without any figure of the metric. */
export function unanswerable(reason: Unanswerable['reason'], text: string): Unanswerable {
  return { kind: 'unanswerable', reason, text };
}
