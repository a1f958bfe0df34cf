import { digitsOf } from './figure-text.ts';

/** A figure with its sign and unit, as written: nothing is converted yet. */
export interface Amount {
  sign: '' | '+' | '-';
  /** With a decimal point, as text: scaled by its exponent it is rounded once only. */
  digits: string;
  /** Of `k` and `M`. */
  exponent: number;
  /** `%`, `pp`, a unit as written, or nothing. */
  unit: string;
}

export type Amounts = { form: 'single' | 'range' | 'levels'; amounts: Amount[] };

const number = String.raw`\d(?:[\d.,'’_ ]{0,24}\d)?|[.,]\d{1,15}`;
const scale = String.raw`(?:thousand|tsd\.?|mil(?:lion|io)?s?|mio\.?|mn|bn|billions?|[kKM])(?![\p{L}])|m(?=[€£¥$])|[千万萬亿億]`;
const unit = String.raw`%[- ]?p(?:oin)?ts?|%|‰|p\.p\.?|ppts?|pp|per ?cent(?:age)?(?: points?)?|pct|prozent(?:punkte?)?|pour ?cents?|por ?cento|por ?ciento|basis points?|[\p{L}µ°$€£¥][\p{L}\d/µ°$€£¥]{0,19}`;
const currency = String.raw`[$€£¥]|(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|PLN|CZK|INR|CNY|BRL)(?=\s?\d)`;
const amount = String.raw`([+-]?)\s?(${currency})?\s?(${number})\s?(${scale})?\s?(${unit})?`;
const single = new RegExp(`^${amount}$`, 'u');
const range = new RegExp(String.raw`^(?:between\s)?${amount}\s?(?:-|~|\.\.\.?|\sto\s|to\s|\sand\s)\s?${amount}$`, 'u');
const levels = new RegExp(String.raw`^(?:from\s)?${amount}\s?(?:\sto\s|->|→|=>)\s?${amount}$`, 'u');

const currencies = new Map([
  ['$', 'usd'],
  ['€', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
]);

/** The figures of a change: one, two ends of a range, or two levels. Undefined: it is something else. */
export function amountsOf(written: string): Amounts | { problem: string } | undefined {
  const asLevels = /^from\s|->|→|=>/i.test(written) ? levels.exec(written) : null;
  const found = asLevels ?? single.exec(written) ?? range.exec(written);
  if (!found) return undefined;
  const parts = found.slice(1);
  const amounts: Amount[] = [];
  for (const part of parts.length > 5 ? [parts.slice(0, 5), parts.slice(5)] : [parts]) {
    const read = amountOf(part);
    if (!read || 'problem' in read) return read;
    amounts.push(read);
  }
  return { form: asLevels ? 'levels' : amounts.length > 1 ? 'range' : 'single', amounts };
}

function amountOf([sign = '', currency = '', figure = '', scaled = '', written = '']: (string | undefined)[]):
  | Amount
  | { problem: string }
  | undefined {
  // Before a currency, `m` can be nothing but millions.
  const millions = currency !== '' && written === 'm';
  const unit = currency === '' ? unitOf(written) : (currencies.get(currency) ?? currency.toLowerCase());
  const read = digitsOf(figure.trim(), unit === '%' || unit === 'pp');
  if (!read || 'problem' in read) return read;
  return { sign: sign as Amount['sign'], digits: read.digits, exponent: millions ? 6 : exponentOf(scaled), unit };
}

/** `%` and `pp` are written in many ways; other units stay as they are. */
function unitOf(written: string): string {
  const unit = written.toLowerCase();
  if (/^(?:%[- ]?p(?:oin)?ts?|p\.?p\.?|ppts?|per ?cent(?:age)? points?|prozentpunkte?)$/.test(unit)) return 'pp';
  if (/^(?:%|per ?cent|pct|prozent|pour ?cents?|por ?cento|por ?ciento)$/.test(unit)) return '%';
  return currencies.get(written) ?? written;
}

const exponents: [RegExp, number][] = [
  [/^(?:k|thousand|tsd\.?|千)$/i, 3],
  [/^[万萬]$/, 4],
  [/^(?:m|mil|mils|millions?|milios?|mio\.?|mn)$/i, 6],
  [/^[亿億]$/, 8],
  [/^(?:bn|billions?)$/i, 9],
];

const exponentOf = (scaled: string) => exponents.find(([pattern]) => pattern.test(scaled))?.[1] ?? 0;
