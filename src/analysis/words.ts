import type { Effect, Unanswerable } from './effect.ts';
import type { Verdict } from './verdict.ts';
import { whatShows } from './what-shows.ts';

/** What is to be said. `expected` is the expected relative change in the metric's own sign, the end nearest zero. */
export interface Finding {
  title: string;
  good: 'up' | 'down';
  days: number;
  answer: Effect | Unanswerable;
  verdict: Verdict;
  expected?: number;
  interim?: boolean;
  /** The values are parts of a whole: where per cent say nothing, points of per cent do. */
  isShare?: boolean;
}

/** Two plain sentences, and the figures for those who want them. */
export interface Words {
  sentences: [string, string];
  figures: string;
}

/**
 * Numbers to words: the answer first, then how sure it is. No jargon, no false certainty, the same tone for wins and losses.
 *
 * Example: `Sign-up rate rose by 11.8% in the 14 days since the release; 10% or more was expected.`
 * `The data are consistent with +7.9% to +15.9%; this coincides with the release, which does not prove that it is the cause.`
 */
export function wordsOf(finding: Finding): Words {
  const { title, answer, days } = finding;
  if (answer.kind === 'unanswerable')
    return { sentences: [`There is no answer for ${title} yet.`, answer.text], figures: '' };
  const told = toldAs(answer, finding.isShare);
  const shows = whatShows(answer);
  const span = `${told.signed(answer.low)} to ${told.signed(answer.high)}`;
  const since = days === 1 ? 'on the day after the release' : `in the ${days} days since the release`;
  return {
    sentences: [
      `${finding.interim ? 'So far: ' : ''}${first(finding, answer, since, told)}`,
      second(finding, answer, span, told),
    ],
    figures: [
      `effect ${told.signed(answer.relative)} (${percent(answer.confidence ?? 0.95)} interval ${span})`,
      `p ${answer.p < 0.001 ? '< 0.001' : answer.p.toFixed(3)}`,
      `${answer.bucketsBefore} before, ${answer.bucketsAfter} after`,
      ...(shows === undefined ? [] : [`${told.size(shows)} or more would be detected 80% of the time`]),
      ...(answer.controls.length ? [`compared with ${answer.controls.join(', ')}`] : []),
      ...(answer.lastYear ? ['the same weeks of the year before taken into account'] : []),
    ].join('; '),
  };
}

function first({ title, good, verdict, expected }: Finding, { relative }: Effect, since: string, told: Told): string {
  const moved = `${title} ${relative >= 0 ? 'rose' : 'fell'} by ${told.size(Math.abs(relative))} ${since}`;
  const hoped = expected === undefined ? '' : told.size(Math.abs(expected));
  const hopedWay =
    expected === undefined || Math.sign(expected) === (good === 'up' ? 1 : -1)
      ? ''
      : ` ${expected > 0 ? 'more' : 'less'}`;
  switch (verdict) {
    case 'moved':
      return expected === undefined ? `${moved}.` : `${moved}; ${hoped}${hopedWay} was expected.`;
    case 'moved-less':
      return `${moved}, less than the ${hoped} expected.`;
    case 'flat':
      return `${title} did not move by the ${hoped} expected ${since}.`;
    case 'backfired':
      return `${moved}, which is the wrong way.`;
    case 'no-data':
      return `There is too little data on ${title} to say whether it moved.`;
    case 'inconclusive':
      return `Whether ${title} moved ${since} cannot be told.`;
  }
}

function second({ verdict, good, expected }: Finding, { low, high }: Effect, span: string, told: Told): string {
  const fit = `The data are consistent with ${span}`;
  switch (verdict) {
    case 'flat': {
      // Rounded to the same figure it would read as if it were among them.
      const close = told.signed(good === 'up' ? high : low) === told.signed(expected ?? 0);
      return `${fit}, which ${close ? 'just ' : ''}rules out the ${told.signed(expected ?? 0)} expected.`;
    }
    case 'inconclusive':
      return expected === undefined
        ? `${fit}, and so with no change.`
        : `${fit}: with no change, and with the ${told.signed(expected)} expected.`;
    case 'no-data':
      return `${fit}; a verdict needs more days.`;
    default:
      return `${fit}; this coincides with the release, which does not prove that it is the cause.`;
  }
}

interface Told {
  size: (share: number) => string;
  signed: (share: number) => string;
}

/** In per cent, or where they say nothing in the metric's unit. */
export function toldAs({ inUnit }: Pick<Effect, 'inUnit'>, isShare = false): Told {
  if (!inUnit) return { size: percent, signed };
  const size = (share: number) =>
    isShare ? `${figures.format(100 * share * inUnit.base)} pp` : figures.format(share * inUnit.base);
  return { size, signed: (share) => (share > 0 ? `+${size(share)}` : size(share)) };
}

const figures = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** 0.118 is `11.8%`; one decimal below 100%, two figures below 1%: what is said to be above zero must not read as zero. */
export function percent(share: number): string {
  const value = 100 * share;
  const size = Math.abs(value);
  const decimals = size >= 99.95 ? 0 : size >= 1 || size < least ? 1 : Math.ceil(1 - Math.log10(size));
  return `${Number(value.toFixed(decimals))}%`;
}

/** Per cent; whatever is smaller is zero. */
const least = 1e-6;

/** The same with its sign: `+7.9%`, `-2.1%`, `0%`. */
export function signed(share: number): string {
  const text = percent(share);
  return share > 0 && text !== '0%' ? `+${text}` : text;
}
