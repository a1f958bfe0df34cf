import type { EffectShape, Size } from '../../analysis/effect.ts';
import { inPercent } from './sizes.ts';

/** What the effect looked like, where it was not there at once and lasting: `It rose by 50% for 3 days and has been back since`. */
export function shapeInWords(shape: EffectShape | undefined, bucket: 'day' | 'hour', sizes = inPercent): string {
  if (!shape || shape.kind === 'at-once') return '';
  const { kind, peak, rest, recent, lasts } = shape;
  const moved = `${peak.relative > 0 ? 'rose' : 'fell'} by ${sizes.one(peak.relative, { unsigned: true })}`;
  const many = (count: number) => `${count} ${bucket}${count === 1 ? '' : 's'}`;
  const left = Math.abs(recent.relative) < nothing * Math.abs(peak.relative) ? 0 : recent.relative;
  const last = `${sizes.one(left)} in the last ${many(recent.buckets)}`;
  const hasTurned = isClear(recent) && recent.relative * peak.relative < 0;
  const begun = peak.from > 0 ? `, beginning on ${bucket} ${peak.from + 1}` : '';
  const forSome = `for ${many(peak.to - peak.from)}${begun}`;
  switch (kind) {
    case 'passing':
      if (hasTurned) return ` It ${moved} ${forSome}, then went the other way: ${last}.`;
      return lasts === 'no'
        ? ` It ${moved} ${forSome}${begun && ','} and has been ${isOver(recent, peak) ? 'back' : 'near its old level'} since (${last}).`
        : ` It ${moved} ${forSome}; ${last}.`;
    case 'fading':
      if (hasTurned) return ` It ${moved} at first, then went the other way: ${last}.`;
      return ` It ${moved} at first and ${lasts === 'no' ? 'has faded' : 'is fading'} (${last}).`;
    case 'rising':
      return peak.to - peak.from > recent.buckets
        ? ` It took ${many(peak.from + 1)} to arrive: ${last}.`
        : ` It is still on its way: ${last}.`;
    case 'late': {
      const since = lasts === 'no' ? `from then on, on average; ${last}` : 'from then on';
      return rest && isClear(rest)
        ? ` It was ${sizes.one(rest.relative)} for ${many(peak.from)}, and ${sizes.one(peak.relative)} ${since}.`
        : ` It came after ${many(peak.from)}: ${sizes.one(peak.relative)} ${since}.`;
    }
  }
}

/** A part of its peak that no figure shows. */
const nothing = 0.002;
/** No more of it than this share of its peak is left, however the interval is read. */
const over = 0.15;
const isOver = ({ low, high }: Size, peak: Size) =>
  Math.max(Math.abs(low), Math.abs(high)) < over * Math.abs(peak.relative);
const isClear = ({ low, high }: Size) => low > 0 || high < 0;
