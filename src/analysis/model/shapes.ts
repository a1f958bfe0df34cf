import type { RandomWalk } from './level-model.ts';
import type { Stretch } from './stretch.ts';
import { turns } from './turns.ts';

export type ShapeKind = 'at-once' | 'rising' | 'fading' | 'passing' | 'late';

/** How much of an effect is there on each slot since the release: 1 is all of it. */
export interface Shape {
  kind: ShapeKind;
  share: Float64Array;
  /** Passing: on how many slots it is there; late: on how many it is not yet; rising: by how many it has arrived. */
  slots?: number;
  /** Passing: it came after so many slots. */
  from?: number;
  /** How many shapes of its kind are considered. */
  ofKind: number;
  /** Considered where the level is calm alone, and not beside a lasting part; or never, and only what it lacks of the first shape is. */
  rarely?: 'calm' | 'never';
}

/**
 * It may have passed after any other day of the first four weeks as well: taken for one of those above, it would leave a day of another level. A level that wanders, or a lasting part
 * beside it, could make one of many shapes fit what comes in stages.
 */
const otherTurns = { day: Array.from({ length: 27 }, (_, i) => i + 2), hour: [] } as const;
/** How fast effects fade, in slots to 1 / e. */
const fadings = { day: [4.5, 10, 20], hour: [6, 24, 120] } as const;
/** An effect arrives over so many slots. */
const arrivals = { day: [7, 14, 28], hour: [24, 72, 168] } as const;

/**
 * The shapes of an effect that are considered: there at once and lasting, rising, fading, passing after a while, late. Those that a window of
 * so many slots cannot tell from one there at once are left out, and those that come late just where another release has a step of its own (`others`, in slots). The first is there at once, and those that pass come last: each is what that first one lacks of one that comes
 * late, so that the filter need not follow it (`lateOf`). A stretch that stands out is followed: of all that there might be it is one.
 */
export function shapesOf(
  slots: number,
  bucket: 'day' | 'hour',
  stretch?: Stretch,
  others: readonly number[] = [],
): Shape[] {
  const within = turns[bucket].filter((turn) => turn <= slots - 2);
  const otherwise = otherTurns[bucket].filter((turn) => turn <= slots - 2 && !within.some((one) => one === turn));
  const arriving = arrivals[bucket].filter((length, i) => i === 0 || length <= slots);
  const all = <T>(kind: ShapeKind, from: readonly T[], share: (at: T, i: number) => number, ofKind = from.length) =>
    from.map((at) => ({
      kind,
      share: Float64Array.from({ length: slots }, (_, i) => share(at, i)),
      ofKind,
      ...(kind !== 'at-once' && kind !== 'fading' && typeof at === 'number' ? { slots: at } : {}),
    }));
  const rarely = (shapes: Shape[], how: 'calm' | 'never') => shapes.map((shape) => ({ ...shape, rarely: how }));
  const lateBy = (turn: number, i: number) => (i < turn ? 0 : 1);
  const gone = (turn: number, i: number) => (i < turn ? 1 : 0);
  return [
    ...all('at-once', [0], () => 1),
    ...all('rising', arriving, (length, i) => Math.min(1, (i + 1) / length)),
    ...all('fading', fadings[bucket], (length, i) => Math.exp(-i / length)),
    ...all('late', within, lateBy).map((shape) =>
      others.includes(shape.slots ?? 0) ? { ...shape, rarely: 'never' as const } : shape,
    ),
    ...rarely(all('late', otherwise, lateBy), 'never'),
    ...(stretch ? [between(stretch, slots)] : []),
    ...all('passing', within, gone),
    ...rarely(all('passing', otherwise, gone, within.length + otherwise.length), 'calm'),
  ];
}

const between = ({ from, to }: Stretch, slots: number): Shape => ({
  kind: 'passing',
  share: Float64Array.from({ length: slots }, (_, i) => (i >= from && i < to ? 1 : 0)),
  slots: to,
  from,
  ofKind: (slots * (slots - 1)) / 2,
});

/** Those that the filter follows itself. */
export const followedOf = (shapes: readonly Shape[]): Float64Array[] =>
  shapes.filter(({ kind, from }) => kind !== 'passing' || from !== undefined).map(({ share }) => share);

/** Of those shapes, which come late: what passes is the first one without them. */
export const lateOf = (shapes: readonly Shape[]): number[] =>
  shapes.flatMap(({ kind }, k) => (kind === 'late' ? [k] : []));

/** Log prior of an effect of this shape against one that is there at once and lasts. */
export type ShapePrior = (shape: Shape, walk: RandomWalk) => number;
