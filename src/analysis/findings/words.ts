import { buckets, countOf } from '../bucket.ts';
import type { Unanswerable, Warning } from '../effect.ts';
import type { Series } from '../samples.ts';
import type { Jump } from './jump.ts';

/* What was found about the data, a sentence each, without a figure of the metric. What to do about it says `render/words/finding-in-words.ts`. */

type Bucket = Series['bucket'];

/** `2026-10-13`, of hours `2026-10-13 09:00 UTC`. */
const nameOf = (t: number, bucket: Bucket) => {
  const text = new Date(t).toISOString();
  return bucket === 'day' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
};

const refused = (reason: Unanswerable['reason'], text: string): Unanswerable => ({
  kind: 'unanswerable',
  reason,
  text,
});

export const runningTotal = (bucket: Bucket) =>
  refused(
    'running-total',
    `The values hardly ever fall, as those of a running total: what is wanted is what each ${buckets[bucket].word} adds.`,
  );

export function jumped({ factor, isUnit }: Jump, since: number, bucket: Bucket): Unanswerable {
  const size = figures.format(Math.max(factor, 1 / factor));
  const times = factor > 1 ? `${size} times` : `1/${size} of`;
  return isUnit
    ? refused(
        'unit-changed',
        `From ${nameOf(since, bucket)} on the values are about ${times} what they were before, at once: this looks like another unit.`,
      )
    : refused(
        'counting-changed',
        `From ${nameOf(since, bucket)} on the values are ${times} what they were before, at once: this is a change in what is counted until somebody shows that it is not.`,
      );
}

export const addedUp = (since: number, bucket: Bucket): Unanswerable =>
  refused(
    'counting-changed',
    `From ${nameOf(since, bucket)} on the values add up, as those of a running total, and before they did not.`,
  );

/** At once, and there is no unit like that: something broke, perhaps only what counts it. */
export const collapsed = (since: number, factor: number, bucket: Bucket): Warning => ({
  kind: 'collapsed',
  text: `From ${nameOf(since, bucket)} on the values are about 1/${figures.format(1 / factor)} of what they were before, at once: see whether all of it is still counted.`,
});

const figures = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

export const dead = (isZero: boolean, since: number, bucket: Bucket) =>
  refused(
    'dead',
    `${isZero ? 'Every value is zero' : 'The value stays the same to the last digit'} from ${nameOf(since, bucket)} on, and never was for long before: it looks as if ${isZero ? 'nothing is counted any more' : 'it stands still'}.`,
  );

export const ended = (since: number, bucket: Bucket) =>
  refused('dead', `There is no value from ${nameOf(since, bucket)} on, for more than a third of the window.`);

export const late = (since: number, bucket: Bucket): Warning => ({
  kind: 'late',
  text: `There is no value from ${nameOf(since, bucket)} on: the end of the window is not in this.`,
});

export const allZero = (bucket: Bucket): Warning => ({
  kind: 'all-zero',
  text: `Every ${buckets[bucket].word} since the release is zero: see whether it is still counted.`,
});

export const zeroSince = (since: number, bucket: Bucket): Warning => ({
  kind: 'all-zero',
  text: `Every value is zero from ${nameOf(since, bucket)} on: see whether it is still counted.`,
});

export const zeroBetween = (since: number, last: number, bucket: Bucket): Warning => ({
  kind: 'all-zero',
  text: `Every value is zero from ${nameOf(since, bucket)} to ${nameOf(last, bucket)}, and none was before: see whether it was counted.`,
});

export const monthly = (names: string[]): Warning => ({
  kind: 'monthly-days',
  text: `${capital(listed(names))} of each month ${names.length === 1 ? 'is' : 'are'} unlike other days, and left out, before and after.`,
});

export function movedBefore({
  from,
  last,
  ended,
  isOver,
  isLong,
}: {
  from: number;
  last: number;
  ended: 'before' | 'with' | 'after';
  isOver: boolean;
  isLong: boolean;
}): Warning {
  const [first, end] = [nameOf(from, 'day'), nameOf(last, 'day')];
  const when = {
    before: `to ${end}, before the release,`,
    with: 'up to the release',
    after: `to ${end}, across the release,`,
  };
  return {
    kind: 'moved-before',
    text: !isOver
      ? `The values had moved already from ${first} on, before the release: what is held against is those days.`
      : isLong
        ? `From ${first} up to the release the values were unlike those before, and since the release they are as before again (a campaign that ended, something that was mended?): the effect may be the end of that.`
        : `From ${first} ${when[ended]} the values were unlike those before and after (a campaign, an outage?): these days are left out.`,
  };
}

export const movingNow = (since: number): Warning => ({
  kind: 'moved-before',
  text: `Since ${nameOf(since, 'day')} the values are unlike those before (a campaign, an outage?): if that ends with the release, the return to what is usual looks like an effect.`,
});

export const movedLately = (from: number, last: number): Warning => ({
  kind: 'moved-before',
  text: `From ${nameOf(from, 'day')} to ${nameOf(last, 'day')} the values were unlike those before and after (a campaign, an outage?): these days are left out.`,
});

export const growing: Warning = {
  kind: 'growing',
  text: 'The values had grown, or fallen, steadily before the release. Whether that would have gone on no history tells: the interval allows for both.',
};

export const beganBefore = (since: number): Warning => ({
  kind: 'began-before',
  text: `What moved began before the release, about ${nameOf(since, 'day')}: the values rise, or fall, from then on. The interval allows for that having nothing to do with the release.`,
});

export const cameAndWent = (since: number, last: number): Warning => ({
  kind: 'came-and-went',
  text: `What moved came on ${nameOf(since, 'day')}, some days after the release, and was over after ${nameOf(last, 'day')}, as a holiday, a campaign or an outage would be: see what else happened on these days.`,
});

export const likeLastYear: Warning = {
  kind: 'like-last-year',
  text: 'A year ago the same weeks moved likewise, by at least half as much: this may be the time of the year.',
};

export const oldUnit = (since: number, bucket: Bucket): Warning => ({
  kind: 'other-unit',
  text: `Up to ${nameOf(since, bucket)} the values were in another unit, or something else was counted: only those since are looked at.`,
});

export const otherUnit = (since: number, last: number, bucket: Bucket): Warning => ({
  kind: 'other-unit',
  text: `From ${nameOf(since, bucket)} to ${nameOf(last, bucket)} the values were in another unit, or something else was counted: these ${buckets[bucket].word}s are left out.`,
});

/** What is left once days that mislead are left out. */
export const tooFewLeft = (count: number, wanted: number, { text }: Warning) =>
  refused(
    'too-few-after',
    `${text} There ${count === 1 ? 'is' : 'are'} ${countOf('day', count)} since the release without them; ${wanted} are needed.`,
  );

const mostNamed = 3;

/** No change does that on one day alone, but people may know better. */
export function standAlone(at: number[], bucket: Bucket): Warning {
  const names = at.slice(0, mostNamed).map((t) => nameOf(t, bucket));
  const more = at.length > mostNamed ? [`${at.length - mostNamed} more`] : [];
  return {
    kind: 'freak-days',
    text: `${capital(listed([...names, ...more]))} ${at.length === 1 ? 'is' : 'are'} left aside: ${at.length === 1 ? 'it lies' : 'they lie'} far from the ${buckets[bucket].word}s around ${at.length === 1 ? 'it' : 'them'}, as if something had been counted wrongly.`,
  };
}

export const cutWindow = (bucket: Bucket, longest: number): Warning => ({
  kind: 'cut-window',
  text: `Only the first ${countOf(bucket, longest)} since the release are looked at: what comes later says little of it.`,
});

const listed = (names: string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
