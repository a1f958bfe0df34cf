import type { EffectShape, Size } from './effect.ts';
import type { Shape, ShapeKind } from './model/shapes.ts';
import type { StepEstimate } from './model/step-estimate.ts';

/** So much of the weight has to lie in shapes that do not last from the first day on before one of them is told. */
const telling = 0.8;
/** Less than this of its peak, and it is over. */
const gone = 0.15;
/** A fading effect is at its full size on so many buckets. */
const freshest = 3;

type Changing = Exclude<ShapeKind, 'at-once'>;
/** What a shape is called that is larger where it should be smaller: beside a lasting part it may run the other way. */
const mirrored: Record<Changing, Changing> = { rising: 'fading', fading: 'rising', passing: 'late', late: 'passing' };

/**
 * What the effect looked like, by the shapes that the data back most. One that is there at once and lasts is told unless the others have
 * four fifths of the weight and its peak is clear of zero. What is told is true of the figures beside it: what fades was larger at first.
 *
 * @param size what the effect came to in the slots [from, to) since the release
 * @param slots how many there are
 */
export function effectShape(
  { shapes }: Pick<StepEstimate, 'shapes'>,
  size: (from: number, to: number) => Size,
  slots: number,
  season: number,
): EffectShape | undefined {
  const buckets = Math.min(season, Math.ceil(slots / 2));
  const recent = { ...size(slots - buckets, slots), buckets };
  const weightOf = (kind: ShapeKind) =>
    shapes.reduce((sum, { shape, weight }) => (shape.kind === kind ? sum + weight : sum), 0);
  const kinds = (['rising', 'fading', 'passing', 'late'] as const).map((kind) => ({ kind, weight: weightOf(kind) }));
  const [best] = kinds.sort((a, b) => b.weight - a.weight);
  if (best && 1 - weightOf('at-once') >= telling) {
    const likeliest = shapes
      .filter(({ shape }) => shape.kind === best.kind)
      .reduce((a, b) => (b.weight > a.weight ? b : a)).shape;
    const parts = partsOf(best.kind, likeliest, slots, buckets);
    const told = (kind: Changing, [from, to]: Range, other: Range): EffectShape => {
      const peak = { ...size(from, to), from, to };
      return { kind, peak, rest: size(...other), recent, lasts: lasting(peak, recent) };
    };
    const direct = told(best.kind, parts.peak, parts.rest);
    const isMirrored = !likeliest.from && Math.abs(direct.rest?.relative ?? 0) > Math.abs(direct.peak.relative);
    const shape = isMirrored ? told(mirrored[best.kind], parts.rest, parts.peak) : direct;
    if (isClear(shape.peak)) return shape;
  }
  const whole = { ...size(0, slots), from: 0, to: slots };
  return isClear(whole) ? { kind: 'at-once', peak: whole, recent, lasts: 'yes' } : undefined;
}

type Range = [from: number, to: number];

/** The slots in which it is all there, and those in which it is not. */
function partsOf(
  kind: Changing,
  { slots: turn = 0, from = 0 }: Shape,
  slots: number,
  buckets: number,
): Record<'peak' | 'rest', Range> {
  const first: Range = [0, Math.min(freshest, slots)];
  switch (kind) {
    case 'rising': // What has arrived by then is at its full size from its last step on.
      return { peak: [Math.min(turn - 1, slots - buckets), slots], rest: first };
    case 'fading':
      return { peak: first, rest: [slots - buckets, slots] };
    case 'passing':
      return { peak: [from, turn], rest: [turn, slots] };
    case 'late':
      return { peak: [turn, slots], rest: [0, turn] };
  }
}

const isClear = ({ absolute: { low, high } }: Size) => low > 0 || high < 0;

function lasting(peak: Size, recent: Size): EffectShape['lasts'] {
  if (Math.abs(recent.absolute.value) < gone * Math.abs(peak.absolute.value)) return 'no';
  if (isClear(recent)) return Math.sign(recent.absolute.value) === Math.sign(peak.absolute.value) ? 'yes' : 'no';
  return Math.abs(recent.absolute.value) < Math.abs(peak.absolute.value) / 2 ? 'no' : 'unclear';
}
