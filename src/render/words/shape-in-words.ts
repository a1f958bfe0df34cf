import type { EffectShape } from '../../analysis/effect.ts';
import { inPercent } from './sizes.ts';

/** What the effect looked like, where it was not there at once and lasting: `It rose by 50% for 3 days and has been back since`. */
export function shapeInWords(shape: EffectShape | undefined, bucket: 'day' | 'hour', sizes = inPercent): string {
  if (!shape || shape.kind === 'at-once') return '';
  const { kind, peak, recent, lasts } = shape;
  const size = sizes.one(peak.relative, { unsigned: true });
  const moved = `${peak.relative > 0 ? 'rose' : 'fell'} by ${size}`;
  const many = (count: number) => `${count} ${bucket}${count === 1 ? '' : 's'}`;
  const last = `${sizes.one(recent.relative)} in the last ${many(recent.buckets)}`;
  switch (kind) {
    case 'passing':
      return lasts === 'no'
        ? ` It ${moved} for ${many(peak.to)} and has been back since (${last}).`
        : ` It ${moved} for ${many(peak.to)}; ${last}.`;
    case 'fading':
      return ` It ${moved} at first and ${lasts === 'no' ? 'has faded' : 'is fading'} (${last}).`;
    case 'rising':
      return ` It is still on its way: ${last}.`;
    case 'late':
      return ` It came after ${many(peak.from)}: ${sizes.one(peak.relative)} from then on.`;
  }
}
