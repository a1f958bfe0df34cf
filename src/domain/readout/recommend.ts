import type { DecisionKind } from '../commands/decision.ts';
import type { Readout } from './readout.ts';
import { sharedWith } from './shared-effect.ts';

/** What the last readout recommends to do. People decide; where they decide otherwise their reason is kept. */
export interface Recommendation {
  what: DecisionKind;
  /** A clause that follows "because". */
  why: string;
}

type Basis = Pick<Readout, 'verdict' | 'movements' | 'guards' | 'others' | 'shippedTogether' | 'refuted'>;

/** From the verdict, the guardrails, what shares the effect, and whether the hypothesis below it was found wrong by its own test. */
export function recommend(readout: Basis): Recommendation {
  const { verdict, guards, refuted = false } = readout;
  const breached = guards.some(({ state, unheld }) => state === 'breached' && !unheld);
  const ofLevel = readout.movements[0]?.movement.change?.kind === 'level' && !breached ? ofLevels(readout) : undefined;
  if (ofLevel) return ofLevel;
  switch (verdict) {
    case 'moved':
      if (breached) return { what: 'iterate', why: 'it moved, and a guardrail was breached with it' };
      if (hasPassed(readout)) return { what: 'iterate', why: 'it moved for a while, and did not last' };
      if (isShared(readout)) return { what: 'keep', why: 'it moved, though other changes share the effect' };
      return { what: 'keep', why: readout.movements[0]?.expected ? 'it moved as expected' : 'it moved' };
    case 'moved-less':
      return breached
        ? { what: 'revert', why: 'it helps less than expected, and a guardrail was breached with it' }
        : { what: 'iterate', why: 'it helps, and part of the way is left' };
    case 'flat':
      return refuted
        ? { what: 'stop', why: 'it did not move, and the hypothesis tested invalid as well' }
        : { what: 'revert', why: 'the expected movement is ruled out, and code that stays has to be maintained' };
    case 'backfired':
      if (refuted) return { what: 'stop', why: 'it moved the wrong way, and the hypothesis tested invalid as well' };
      if (hasPassed(readout) && !breached)
        return { what: 'iterate', why: 'it moved the wrong way for a while, and is back: see what mended it' };
      return isShared(readout)
        ? {
            what: 'revert',
            why: 'it moved the wrong way; other changes shipped in the same days, so look at those first',
          }
        : { what: 'revert', why: 'it moved the wrong way' };
    case 'inconclusive':
      return breached
        ? { what: 'revert', why: 'a guardrail was breached, and nothing shows a gain' }
        : { what: 'iterate', why: whatWouldTell(readout) };
    case 'no-data':
      return breached
        ? { what: 'revert', why: 'a guardrail was breached, and nothing shows a gain' }
        : { what: 'iterate', why: 'without data nobody knows: the metric comes first' };
  }
}

function whatWouldTell({ movements: [first] }: Basis): string {
  return first?.answer.kind === 'unanswerable' && first.answer.reason === 'constant'
    ? 'there is no history to compare with: a level that is expected, such as `at least 50`, would tell'
    : 'a longer window, or users without the change to compare with, would tell';
}

/** Where a level was expected, and no other movement outweighs it. */
function ofLevels({ verdict, movements: [first] }: Basis): Recommendation | undefined {
  switch (verdict) {
    case 'moved':
      return { what: 'keep', why: 'it is where it was expected to be' };
    case 'moved-less':
      return { what: 'iterate', why: 'there is a part of the way left' };
    case 'flat':
      return { what: 'revert', why: 'it is nowhere near what was expected, and code that stays has to be maintained' };
    case 'inconclusive':
      return first?.stoodAt === undefined
        ? undefined
        : { what: 'iterate', why: 'it stood there before already: a change of it would tell, a level does not' };
    case 'no-data':
      return first?.answer.kind === 'no-data'
        ? { what: 'iterate', why: 'nobody has used it, or it is not counted: find out which' }
        : undefined;
    case 'backfired':
      return undefined;
  }
}

const isShared = (readout: Basis) =>
  readout.movements.slice(0, 1).some(({ movement }) => sharedWith(readout, movement.metric.name).length > 0);

/** The effect has passed: the window's mean moved, its last week is back. */
const hasPassed = ({ verdict, movements }: Basis) => {
  const subject = movements.find((movement) => movement.verdict === verdict) ?? movements[0];
  return subject?.answer.kind === 'effect' && subject.answer.shape?.lasts === 'no';
};
