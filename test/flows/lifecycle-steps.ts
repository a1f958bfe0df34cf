import type { BetState } from '../../src/domain/bet/lifecycle.ts';
import { day } from '../../src/domain/day.ts';
import { bet, type Model, type Real } from './lifecycle-model.ts';

const lastReadoutDays = 28;
const longerBy = 15;

interface Command {
  name: string;
  /** Whether people could do it now. */
  can(model: Model): boolean;
  do(real: Real): Promise<void> | void;
  /** What is to come of it. */
  after(model: Model, now: number): Partial<Model>;
}

const anyTime = () => true;
const isOut = (state: BetState | undefined) => state === 'merged' || state === 'shipped';
const stateOpen = ({ hasBet }: Pick<Model, 'hasBet'>) => (hasBet ? 'open' : undefined);

/** Nothing of the first life of a bet counts in its second. */
const broughtAgain = { backported: false, takenBackThere: false, picked: false, live: false, extended: false };

const edit = (name: string, body: string, hasBet: boolean): Command => ({
  name,
  // A bet that is thought of after the merge is another story.
  can: ({ pull, state }) => pull !== 'merged' || state !== undefined,
  do: (real) => real.edit(body),
  // After the merge it is an amendment; while closed nobody looks.
  after: ({ pull }) =>
    pull === 'open' ? { hasBet, state: stateOpen({ hasBet }) } : pull === 'closed' ? { hasBet } : {},
});

export const steps: Command[] = [
  edit('say nothing', 'Tidies up', false),
  edit('say the bet', bet, true),
  edit('say more', `${bet}\nBecause: people asked`, true),
  {
    name: 'close',
    can: ({ pull }) => pull === 'open',
    do: (real) => real.open(false),
    after: ({ state }) => ({ pull: 'closed', state: state && 'closed' }),
  },
  {
    name: 'reopen',
    can: ({ pull }) => pull === 'closed',
    do: (real) => real.open(true),
    after: (model) => ({ pull: 'open', state: stateOpen(model) }),
  },
  {
    name: 'merge',
    can: ({ pull }) => pull === 'open',
    do: (real) => real.merge(),
    after: ({ hasBet }, now) => ({ pull: 'merged', state: hasBet ? 'merged' : undefined, mergedAt: now }),
  },
  {
    name: 'release',
    can: anyTime,
    do: (real) => real.release(),
    after: ({ state }, now) => (state === 'merged' ? { state: 'shipped', shippedAt: now } : {}),
  },
  {
    name: 'backport',
    can: ({ pull }) => pull === 'merged',
    do: (real) => real.backport(),
    after: ({ state, backported, takenBackThere }) =>
      isOut(state) ? { backported: true, takenBackThere: false } : { backported, takenBackThere },
  },
  {
    name: 'revert on the branch',
    can: ({ backported, takenBackThere, picked }) => backported && !takenBackThere && !picked,
    do: (real) => real.revertThere(),
    after: () => ({ takenBackThere: true }),
  },
  {
    name: 'release of the branch',
    can: anyTime,
    do: (real) => real.releaseBranch(),
    after: ({ state, backported, takenBackThere, picked }, now) =>
      state === 'merged' && ((backported && !takenBackThere) || picked) ? { state: 'shipped', shippedAt: now } : {},
  },
  {
    name: 'pick',
    can: ({ pull, takenBackThere }) => pull === 'merged' && !takenBackThere,
    do: (real) => real.pick(),
    after: ({ state, picked }) => ({ picked: picked || state === 'merged' }),
  },
  {
    name: 'live',
    can: ({ state, live, extended }) => isOut(state) && !live && !extended,
    do: (real) => real.say('live'),
    after: (_, now) => ({ state: 'shipped', shippedAt: now, live: true }),
  },
  {
    name: 'revert',
    can: ({ pull }) => pull === 'merged',
    do: (real) => real.revert(),
    after: ({ state }, now) => {
      if (isOut(state)) return { state: 'reverted', shippedAt: undefined };
      return state === 'reverted' ? { state: 'merged', mergedAt: now, ...broughtAgain } : {};
    },
  },
  ...[1, 8, 30].map(
    (days): Command => ({
      name: `${days} days pass`,
      can: anyTime,
      do: (real) => real.pass(days),
      after: ({ state, shippedAt = 0, extended, concluded }, now) =>
        state === 'shipped' && now >= shippedAt + (lastReadoutDays + (extended ? longerBy : 0)) * day
          ? { state: 'concluded', concluded: concluded + 1 }
          : {},
    }),
  ),
  ...[0, 1, 2, 5, 9].map(
    (which): Command => ({
      name: `delivery ${which} comes again`,
      can: anyTime,
      do: (real) => real.repeat(which),
      after: () => ({}),
    }),
  ),
  { name: 'an answer is lost', can: anyTime, do: (real) => real.loseAnAnswer(), after: () => ({}) },
];

/** Only of a bet that could not tell, which turns on the figures: not for plays at random. */
export const told: Command[] = [
  edit('say the key result alone', 'Key result: KR1', true),
  {
    name: 'extend',
    can: ({ state, extended }) => state === 'concluded' && !extended,
    do: (real) => real.say(`extend ${longerBy}d`),
    after: () => ({ state: 'shipped', extended: true }),
  },
];
