import { cut } from '../text/cut.ts';
import type { Change } from './declaration.ts';

/** As listed to people. */
export const changeForms = '+3%, +0.5pp, -120ms, +250, +1% to +2%, from 3.1% to 3.4%';

interface Amount {
  sign: '' | '+' | '-';
  /** Digits with a decimal point, as text: scaled by its exponent it is rounded once only. */
  digits: string;
  unit: string;
}

export interface ChangeOptions {
  /** `5%` stands for `+5%`, and nought is allowed: the limit of a guardrail. */
  limit?: boolean;
}

const number = String.raw`(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,15})?|\.\d{1,15}`;
const unit = String.raw`%-?p(?:oin)?ts?|%|p\.?p\.?|ppts?|per ?cent(?:age)?(?: points?)?|[\p{L}µ°$€£¥][\p{L}\d/µ°$€£¥]{0,19}`;
const amount = String.raw`([+-]?)\s?([$€£¥]?)\s?(${number})\s?(${unit})?`;
const single = new RegExp(`^${amount}$`, 'iu');
const range = new RegExp(String.raw`^(?:between\s)?${amount}\s?(?:-|\.\.\.?|\sto\s|to\s|\sand\s)\s?${amount}$`, 'iu');
const levels = new RegExp(String.raw`^(?:from\s)?${amount}\s?(?:\sto\s|->|→|=>)\s?${amount}$`, 'iu');
const currencies = new Map([
  ['$', 'usd'],
  ['€', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
]);

/** A change as written, or what is wrong with it. Signs may be Unicode's, figures full-width, thousands have commas. */
export function parseChange(
  text: string,
  { limit = false }: ChangeOptions = {},
): { change: Change } | { problem: string } {
  const written = unify(text);
  if (written.length > 120) return { problem: 'The change is too long to be one' };
  const asLevels = /^from\s|->|→|=>/i.test(written) ? levels.exec(written) : null;
  if (asLevels) return limit ? { problem: 'A limit is one change, not two levels' } : levelsOf(amounts(asLevels));
  const found = single.exec(written) ?? range.exec(written);
  if (!found) return { problem: `"${cut(text.trim(), 60)}" is not a change` };
  return changeOf(amounts(found), limit);
}

/** Compatible characters become plain ones, every kind of minus a minus, `up 3%` becomes `+3%`. */
function unify(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:up|down) (?:by )?/i, (way) => (/^up/i.test(way) ? '+' : '-'));
}

function amounts(match: RegExpExecArray): Amount[] {
  const read = ([sign = '', currency = '', digits = '', unit = '']: (string | undefined)[]): Amount => ({
    sign: sign as Amount['sign'],
    digits: digits.replaceAll(',', ''),
    unit: currencies.get(currency) ?? unitOf(unit),
  });
  const parts = match.slice(1);
  return parts.length > 4 ? [read(parts.slice(0, 4)), read(parts.slice(4))] : [read(parts)];
}

function unitOf(written: string): string {
  const unit = written.toLowerCase();
  if (/^(?:%-?p(?:oin)?ts?|p\.?p\.?|ppts?|per ?cent(?:age)? points?)$/.test(unit)) return 'pp';
  if (/^(?:%|per ?cent)$/.test(unit)) return '%';
  return currencies.get(written) ?? written;
}

function levelsOf([from, to]: Amount[]): { change: Change } | { problem: string } {
  if (!from || !to) return { problem: 'A level is missing' };
  const unit = to.unit || from.unit;
  if (differ(from, to)) return { problem: 'The two levels have different units' };
  if (unit === 'pp') return { problem: 'Levels are written with %, not pp' };
  const percent = unit === '%';
  const [start, end] = [figureOf({ ...from, unit }), figureOf({ ...to, unit })];
  if (start === end) return { problem: 'The two levels are the same' };
  return { change: { kind: 'levels', from: start, to: end, percent, ...(unit && !percent ? { unit } : {}) } };
}

function changeOf([one, two]: Amount[], limit: boolean): { change: Change } | { problem: string } {
  if (!one) return { problem: 'There is no figure' };
  if (limit && two) return { problem: 'A limit is one change, not a range' };
  if (one.sign === '' && !limit) return { problem: 'The change has no sign' };
  if (one.sign === '' && one.unit !== '%' && one.unit !== 'pp') return { problem: 'The limit has no sign' };
  const second = two ?? one;
  const unit = second.unit || one.unit;
  if (differ(one, second)) return { problem: 'The two ends of the range have different units' };
  const ends = [figureOf({ ...one, unit }), figureOf({ ...second, sign: second.sign || one.sign, unit })];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (low === 0 && high === 0 && !limit) return { problem: 'A change of nought is no change' };
  if (!limit && low * high <= 0) return { problem: 'A range lies on one side of nought' };
  if (unit === '%' && low < -1) return { problem: 'Nothing falls by more than 100 %' };
  if (unit === '%') return { change: { kind: 'relative', low, high } };
  if (unit === 'pp') return { change: { kind: 'points', low, high } };
  return { change: { kind: 'absolute', low, high, ...(unit ? { unit } : {}) } };
}

const differ = (one: Amount, other: Amount) =>
  one.unit !== '' && other.unit !== '' && one.unit.toLowerCase() !== other.unit.toLowerCase();

/** 3 % and 3 points are 0.03. No minus nought. */
function figureOf({ sign, digits, unit }: Amount): number {
  const value = Number(unit === '%' || unit === 'pp' ? `${digits}e-2` : digits);
  return sign === '-' && value !== 0 ? -value : value;
}
