import type { Change, Span } from '../declaration/declaration.ts';

/**
 * The change as relative figures of a level, in the metric's own sign (0.03 is +3%). A relative change is what it is, whatever the level;
 * absolute ones and points are divided by the size of the level; `from A to B` is the difference B - A against the level, because
 * the level may have moved since it was written; `at least 50` is what lacks of it. Undefined where the level is zero or not a number.
 *
 * @param base what effects are a share of where per cent of the level are meaningless; the change is then a share of it too
 */
export function relativeSpan(change: Change, level: number, base?: number): Span | undefined {
  if (change.kind === 'relative' && base === undefined) return { low: change.low, high: change.high };
  const of = base ?? Math.abs(level);
  if (!Number.isFinite(level) || !(of > 0)) return undefined;
  const { low, high } =
    change.kind === 'relative'
      ? { low: change.low * Math.abs(level), high: change.high * Math.abs(level) }
      : absoluteSpan(change, level);
  return { low: low / of, high: high / of };
}

/** The level that the change leads to, in the metric's unit. Undefined where that cannot be said. */
export function levelSpan(change: Change, level: number): Span | undefined {
  if (!Number.isFinite(level)) return undefined;
  if (change.kind !== 'relative') {
    const { low, high } = absoluteSpan(change, level);
    return { low: level + low, high: level + high };
  }
  if (level === 0) return undefined;
  return { low: level + change.low * Math.abs(level), high: level + change.high * Math.abs(level) };
}

/** The least that is expected, in its own sign. */
export const nearestZero = ({ low, high }: Span): number => (Math.abs(low) < Math.abs(high) ? low : high);

function absoluteSpan(change: Exclude<Change, { kind: 'relative' }>, level: number): Span {
  if (change.kind !== 'levels' && change.kind !== 'level') return change;
  const difference = change.kind === 'level' ? change.value - level : change.to - change.from;
  return { low: difference, high: difference };
}
