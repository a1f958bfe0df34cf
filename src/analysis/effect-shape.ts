import type { EffectShape, Size } from './effect.ts';
import type { ShapeKind } from './model/shapes.ts';
import type { StepEstimate } from './model/step-estimate.ts';

/** So much of the weight has to lie in shapes that do not last from the first day on before one of them is told. */
const telling = 0.8;
/** Less than this of its peak, and it is over. */
const gone = 0.15;
/** A fading effect is at its full size on so many buckets. */
const freshest = 3;

/**
 * What the effect looked like, by the shapes that the data back most. One that is there at once and lasts is told unless the others have
 * four fifths of the weight and its peak is clear of zero.
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
  const told = (kind: ShapeKind, from: number, to: number): EffectShape => {
    const peak = { ...size(from, to), from, to };
    return { kind, peak, recent, lasts: kind === 'at-once' ? 'yes' : lasting(peak, recent) };
  };
  const weightOf = (kind: ShapeKind) =>
    shapes.reduce((sum, { shape, weight }) => (shape.kind === kind ? sum + weight : sum), 0);
  const kinds = (['rising', 'fading', 'passing', 'late'] as const).map((kind) => ({ kind, weight: weightOf(kind) }));
  const [best] = kinds.sort((a, b) => b.weight - a.weight);
  if (best && 1 - weightOf('at-once') >= telling) {
    const likeliest = shapes
      .filter(({ shape }) => shape.kind === best.kind)
      .reduce((a, b) => (b.weight > a.weight ? b : a)).shape;
    const turn = likeliest.slots ?? 0;
    const [from, to] = {
      rising: [slots - buckets, slots],
      fading: [0, Math.min(freshest, slots)],
      passing: [0, turn],
      late: [turn, slots],
    }[best.kind] as [number, number];
    const shape = told(best.kind, from, to);
    if (isClear(shape.peak)) return shape;
  }
  const whole = told('at-once', 0, slots);
  return isClear(whole.peak) ? whole : undefined;
}

const isClear = ({ absolute: { low, high } }: Size) => low > 0 || high < 0;

function lasting(peak: Size, recent: Size): EffectShape['lasts'] {
  if (Math.abs(recent.absolute.value) < gone * Math.abs(peak.absolute.value)) return 'no';
  if (isClear(recent)) return Math.sign(recent.absolute.value) === Math.sign(peak.absolute.value) ? 'yes' : 'no';
  return Math.abs(recent.absolute.value) < Math.abs(peak.absolute.value) / 2 ? 'no' : 'unclear';
}
