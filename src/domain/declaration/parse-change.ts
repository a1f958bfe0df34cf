import { cut } from '../text/cut.ts';
import { type Amount, amountsOf } from './amount.ts';
import { type WordedChange, wordsOff } from './change-words.ts';
import type { Change } from './declaration.ts';

/** As listed to people. */
export const changeForms = '+3%, +0.5pp, -120ms, +250, +1% to +2%, from 3.1% to 3.4%';

export interface ChangeOptions {
  /** `5%` stands for `+5%`, and zero is allowed: the limit of a guardrail. */
  limit?: boolean;
  /** `reduce`, written before the metric. */
  direction?: '+' | '-';
}

type Read = { change: Change } | { problem: string };

/** A change as written, or what is wrong with it. Signs may be Unicode's, figures full-width, thousands and decimals as in any country. */
export function parseChange(text: string, { limit = false, direction }: ChangeOptions = {}): Read {
  const written = unify(text);
  if (written.length > 120) return { problem: 'The change is too long to be one' };
  const multiple = multiples.find(([pattern]) => pattern.test(written))?.[1];
  if (multiple !== undefined && !limit) return { change: { kind: 'relative', low: multiple, high: multiple } };
  const worded = wordsOff(written);
  if (direction) worded.direction ??= direction;
  const read = amountsOf(worded.figures);
  if (!read) return { problem: `"${cut(text.trim(), 60)}" is not a change` };
  if ('problem' in read) return read;
  if (worded.period) return { problem: `Figures are by day, not by ${worded.period.replace(/ly$/, '')}` };
  const [one, two] = read.amounts;
  if (!one) return { problem: 'There is no figure' };
  if (read.form === 'levels')
    return limit ? { problem: 'A limit is one change, not two levels' } : levelsOf(worded, one, two);
  if (worded.bound && one.sign === '' && worded.direction === undefined) return levelOf(worded.bound, one, two, limit);
  return changeOf(worded, one, two, limit);
}

const multiples: [RegExp, number][] = [
  [/^(?:will |to )?doubl(?:es?|ed|ing)$/i, 1],
  [/^(?:will |to )?tripl(?:es?|ed|ing)$/i, 2],
  [/^(?:will |to )?halv(?:es?|ed|ing)$/i, -0.5],
];

/** Compatible characters become plain ones, every kind of minus a minus. */
function unify(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[*_`]/g, '')
    .replace(/[↑↗⬆▲]\ufe0f?/g, ' up ')
    .replace(/[↓↘⬇▼]\ufe0f?/g, ' down ')
    .replace(/\s+/g, ' ')
    .trim();
}

function levelsOf({ direction }: WordedChange, from: Amount, to: Amount | undefined): Read {
  if (!to) return { problem: 'A level is missing' };
  const unit = to.unit || from.unit;
  if (differ(from, to)) return { problem: 'The two levels have different units' };
  if (unit === 'pp') return { problem: 'Levels are written with %, not pp' };
  const percent = unit === '%';
  const [start, end] = [figureOf(from, unit), figureOf(to, unit)];
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
