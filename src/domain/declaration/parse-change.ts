import { factorBetween, scaled } from '../metric/units.ts';
import { cut } from '../text/cut.ts';
import { type Amount, amountsOf } from './amount.ts';
import { type WordedChange, wordsOff } from './change-words.ts';
import { changeInEnglish } from './change-words-elsewhere.ts';
import type { Change } from './declaration.ts';
import { wordsAsFigures } from './number-words.ts';

/** As listed to people. */
export const changeForms = '+3%, +0.5pp, -120ms, +250, +1% to +2%, from 3.1% to 3.4%';

export interface ChangeOptions {
  /** `5%` stands for `+5%`, and zero is allowed: the limit of a guardrail. */
  limit?: boolean;
  /** `reduce` or `improve`, written before the metric. */
  direction?: '+' | '-' | 'better';
  /** Somebody knows the metric, so that `10% better` says which way. */
  ofMetric?: boolean;
}

/** @property towards the sign is to be found: `10% better` is +10% of what is good when it rises */
type Read = { change: Change; towards?: 'better' | 'worse' } | { problem: string };

/**
 * A change as written, or what is wrong with it. Signs may be Unicode's, figures full-width, thousands and decimals as in any country; words
 * for figures, and those of other languages, where nothing can be read without.
 */
export function parseChange(text: string, options: ChangeOptions = {}): Read {
  // Before it is read at all: each word of a line is tried as the beginning of one.
  const written = text.length > 200 ? text : unify(text);
  if (written.length > 120) return { problem: 'The change is too long to be one' };
  const read = readChange(written, options);
  if ('change' in read) return read;
  const plain = wordsAsFigures(changeInEnglish(written));
  return plain === written ? read : readChange(plain, options);
}

function readChange(written: string, { limit = false, direction, ofMetric = false }: ChangeOptions): Read {
  const multiple = limit ? undefined : multipleOf(written);
  if (multiple !== undefined) return { change: { kind: 'relative', low: multiple, high: multiple } };
  const worded = wordsOff(written);
  // `increase orders to 1200` is where it goes, not by how much.
  if (worded.towardsLevel) {
    delete worded.towards;
    if (worded.bound === 'reach' && direction && direction !== 'better')
      worded.bound = direction === '+' ? 'at-least' : 'at-most';
  } else if (direction === 'better') worded.towards ??= direction;
  else if (direction) worded.direction ??= direction;
  const read = amountsOf(worded.figures);
  if (!read) return { problem: `"${cut(written, 60)}" is not a change` };
  if ('problem' in read) return read;
  if (read.form === 'range' && mayGoTo(worded, read.amounts)) return { problem: twoReadings(worded) };
  if (worded.period) return { problem: `Figures are by day, not by ${worded.period.replace(/ly$/, '')}` };
  const [one, two] = read.amounts;
  if (!one) return { problem: 'There is no figure' };
  // What has a sign says itself which way; a limit goes towards worse.
  if (limit && worded.towards === 'better') return { problem: 'A guardrail is how much worse it may get, not better' };
  if (worded.towards && !limit && one.sign === '' && read.form !== 'levels' && !worded.direction) {
    if (!ofMetric) return { problem: `"${worded.towards}" does not say whether it rises or falls` };
    const found = changeOf({ ...worded, direction: '+' }, one, two, limit);
    return 'change' in found ? { ...found, towards: worded.towards } : found;
  }
  if (read.form === 'levels')
    return limit ? { problem: 'A limit is one change, not two levels' } : levelsOf(worded, one, two);
  if (worded.bound && one.sign === '' && worded.direction === undefined) return levelOf(worded.bound, one, two, limit);
  return changeOf(worded, one, two, limit);
}

/** `drops 40ms to 200ms` may say what is lost, and what is left. In percent, or with one unit for both, it is a range to everybody. */
const mayGoTo = ({ direction, by, figures }: WordedChange, [one, two]: Amount[]): boolean =>
  direction !== undefined &&
  !by &&
  / to /i.test(figures) &&
  [one, two].every((amount) => amount?.sign === '' && amount.unit !== '%' && amount.unit !== 'pp') &&
  (one?.unit === '') === (two?.unit === '');

function twoReadings({ direction, figures }: WordedChange): string {
  const [least = '', most = ''] = figures.split(/ to /i);
  return `"${cut(figures, 40)}" may be by how much, or by how much and to where; write ${direction}${least} to ${direction}${most}, or to ${most}`;
}

/** Down by a factor is a share of what was: that is asked. */
const byAFactor =
  /^(?:(?:will|to|goes|go|is)\s)*(?:up|increas(?:es?|ed)|rises?|grows?|improves?)\sby\sa\sfactor\sof\s/i;

const multiples: [RegExp, number][] = [
  [/^(?:will |to )?doubl(?:es?|ed|ing)$|^twice(?: as (?:many|much|high|large))?$/i, 1],
  [/^(?:will |to )?tripl(?:es?|ed|ing)$/i, 2],
  [/^(?:will |to )?quadrupl(?:es?|ed|ing)$/i, 3],
  [/^(?:will |to )?halv(?:es?|ed|ing)$|^half as (?:many|much|high|large)$/i, -0.5],
];

/** `doubles`, and `2x`, as long as nothing says that it is added: `+2x` may be twice or three times as much. */
function multipleOf(written: string): number | undefined {
  const [, before, behind] =
    /^(?:to )?(?:(\d{1,3}(?:\.\d{1,3})?)(?:\s?[x×倍배]|[- ]?fold|\stimes(?:\sas\s(?:many|much|high|large))?)|[x×]\s?(\d{1,3}(?:\.\d{1,3})?))$/i.exec(
      written.replace(byAFactor, 'x'),
    ) ?? [];
  const times = Number(before ?? behind ?? 1);
  if (times > 0 && times !== 1) return Number((times - 1).toPrecision(12));
  return multiples.find(([pattern]) => pattern.test(written))?.[1];
}

const decimals = new Map([
  ['½', '.5'],
  ['¼', '.25'],
  ['¾', '.75'],
]);

const share = (part: string, whole: string) => String(Number((Number(part) / Number(whole)).toPrecision(3)));

const hoursAndMinutes = /(?<![\d.,])(\d{1,3})\s?(?:h|hrs?|hours?)\s?(\d{1,2})\s?(?:m|min(?:ute)?s?)(?![\p{L}\d])/giu;
const minutesAndSeconds =
  /(?<![\d.,])(\d{1,3})\s?(?:m|min(?:ute)?s?)\s?(\d{1,2})\s?(?:s|sec(?:ond)?s?)(?![\p{L}\d])/giu;

/** Compatible characters become plain ones, every kind of minus a minus. */
function unify(text: string): string {
  return text
    .replace(/[½¼¾]/g, (fraction) => decimals.get(fraction) ?? fraction)
    .replace(/(?<![\d/.,])(\d{1,3})\s(\d)\/([1-9])(?=\s?(?:%|pp\b|per ?cent))/gi, (_, whole, part, of) =>
      String(Number(whole) + Number(share(part, of))),
    )
    .replace(/(?<![\d/])(\d{1,2})\/([1-9]\d?)(?=\s?(?:%|pp\b|per ?cent))/gi, (_, part, whole) => share(part, whole))
    .replace(/\$([^$]{1,40}%)\s?\$/g, '$1')
    .replace(/([$€£¥])\s?([+−-])(?=\s?\d)/g, '$2$1')
    .normalize('NFKC')
    .replace(/%{2,3}/g, '%')
    .replace(/\+[+~≈](?=\s?\d)/g, '+')
    .replace(/(?<![\p{L}\d.,])\d(?:\.\d{1,6})?e\+?[1-6](?!\s?[%\p{L}\d])/giu, (power) => String(Number(power)))
    .replace(/📈\s?(?=\d)/gu, ' up ')
    .replace(/📉\s?(?=\d)/gu, ' down ')
    .replace(/📈|📉/gu, ' ')
    .replace(hoursAndMinutes, (_, hours, minutes) => `${Number(hours) * 60 + Number(minutes)}min`)
    .replace(minutesAndSeconds, (_, minutes, seconds) => `${Number(minutes) * 60 + Number(seconds)}s`)
    .replace(/(?<=[\d%])\s?»\s?(?=[\d$€£¥])/g, ' -> ')
    .replace(/\b(?:ca|wo|sha)n['’]t\b/gi, 'will not')
    .replace(/n['’]t\b/gi, ' not')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replace(/(?<![\d.,%])%\s?(\d[\d.,]{0,12})(?!\s?%)(?<![.,])/g, '$1%')
    .replace(/[➡➔➜➝➞➙⟶⇒⇨⮕]\ufe0f?/g, '->')
    .replace(/[⩾≧]/g, '>=')
    .replace(/[⩽≦]/g, '<=')
    .replace(/[↑↗⬆▲]\ufe0f?/g, ' up ')
    .replace(/[↓↘⬇▼]\ufe0f?/g, ' down ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^from (\S.{0,24}?),? (?:all the way )?(up|down) to (?=\S)/i, '$2 from $1 to ')
    .replace(
      /(?<=^from \S.{0,24}? to )(?:at least|at most|about|around|over|under|above|below|~) ?(?=[^\p{L}]{0,3}\d)/iu,
      '',
    )
    .replace(/(?<= from \S.{0,24}?),? (?:all the way )?(?:up|down) to (?=\S)/i, ' to ');
}

function levelsOf({ direction }: WordedChange, from: Amount, to: Amount | undefined): Read {
  if (!to) return { problem: 'A level is missing' };
  const unit = to.unit || from.unit;
  const factor = differ(from, to) ? factorBetween(from.unit, unit) : 1;
  if (factor === undefined) return { problem: 'The two levels have different units' };
  if (unit === 'pp') return { problem: 'Levels are written with %, not pp' };
  const percent = unit === '%';
  const [start, end] = [scaled(figureOf(from, unit), factor), figureOf(to, unit)];
  if (start === end) return { problem: 'The two levels are the same' };
  if (direction && direction !== (end > start ? '+' : '-'))
    return { problem: 'The levels go the other way than the word before them' };
  return { change: { kind: 'levels', from: start, to: end, percent, ...(unit && !percent ? { unit } : {}) } };
}

function levelOf(bound: 'at-least' | 'at-most' | 'reach', one: Amount, two: Amount | undefined, limit: boolean): Read {
  if (two) return { problem: 'A level is one figure, not a range' };
  if (limit && bound !== 'at-most')
    return { problem: 'A guardrail is a change: how much worse it may get, not a level to reach' };
  if (one.unit === 'pp') return { problem: 'Levels are written with %, not pp' };
  const percent = one.unit === '%';
  return {
    change: {
      kind: 'level',
      ...(bound === 'reach' ? {} : { bound }),
      value: figureOf(one, one.unit),
      percent,
      ...(one.unit && !percent ? { unit: one.unit } : {}),
    },
  };
}

function changeOf({ direction, absolute }: WordedChange, one: Amount, two: Amount | undefined, limit: boolean): Read {
  if (limit && two) return { problem: 'A limit is one change, not a range' };
  if (direction && [one.sign, two?.sign].some((sign) => sign && sign !== direction) && one.sign !== '')
    return { problem: 'The sign goes the other way than the word before it' };
  const sign = one.sign || direction || '';
  if (sign === '' && !limit) return { problem: 'The change has no sign' };
  if (sign === '' && one.unit !== '%' && one.unit !== 'pp') return { problem: 'The limit has no sign' };
  const second = two ?? one;
  const unit = second.unit || one.unit;
  if (differ(one, second)) return { problem: 'The two ends of the range have different units' };
  const ends = [figureOf({ ...one, sign }, unit), figureOf({ ...second, sign: second.sign || sign }, unit)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (low === 0 && high === 0 && !limit) return { problem: 'A change of zero is no change' };
  if (!limit && low * high <= 0) return { problem: 'A range lies on one side of zero' };
  if (unit === 'pp' || (unit === '%' && absolute)) return { change: { kind: 'points', low, high } };
  if (unit === '%' && low < -1) return { problem: 'Nothing falls by more than 100%' };
  if (unit === '%') return { change: { kind: 'relative', low, high } };
  return { change: { kind: 'absolute', low, high, ...(unit ? { unit } : {}) } };
}

const differ = (one: Amount, other: Amount) =>
  one.unit !== '' && other.unit !== '' && one.unit.toLowerCase() !== other.unit.toLowerCase();

/** `+1 to 2%`: the unit of the second is that of the first too. No minus zero. */
function figureOf({ sign, digits, exponent }: Amount, unit: string): number {
  const scaled = exponent + (unit === '%' || unit === 'pp' ? -2 : 0);
  const value = Number(`${digits}e${scaled}`);
  return sign === '-' && value !== 0 ? -value : value;
}
