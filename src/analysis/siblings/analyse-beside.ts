import type { Effect, NamedSeries, Question, Unanswerable } from '../effect.ts';
import { effectOf, sizeAlone } from '../effect-of.ts';
import { type Fitted, fitModel } from '../fit-model.ts';
import { soundingsMethod } from '../model/method.ts';
import { doubtIn } from './doubt.ts';
import { hasMoved, itMoved, itsMovementUnknown, withoutMoved } from './moved-itself.ts';

/**
 * The effect as it is beside siblings that nobody named by hand. One that moved at the release itself, by more than an error, may have been moved by it, and would hide the effect:
 * it is left out. A movement smaller than that cannot be seen in any of them, so the answer without siblings keeps a part of the weight (`doubt.ts`). That answer stands
 * beside, too (`alone`).
 */
export function analyseBeside(question: Question, siblings: readonly NamedSeries[]): Effect | Unanswerable {
  const { asked, left: moved } = withoutMoved(question);
  const alone = fitModel(asked, soundingsMethod);
  if (alone.kind !== 'fitted') return alone;
  const { alpha } = question;
  const unnamed = siblings.filter(({ name }) => !question.controls?.some((control) => control.name === name));
  const movements = unnamed.map((one) => ({ one, moved: hasMoved(one, question) }));
  const still = movements.filter((each) => each.moved === false).map(({ one }) => one);
  const left = [
    ...moved,
    ...movements
      .filter((each) => each.moved !== false)
      .map((each) => ({ name: each.one.name, why: each.moved ? itMoved : itsMovementUnknown })),
  ];
  const controls = [...(asked.controls ?? []), ...still];
  const beside = still.length === 0 ? alone : fitModel({ ...asked, controls }, soundingsMethod);
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
