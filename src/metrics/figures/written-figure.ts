import { withLatinDigits } from './latin-digits.ts';

export type Mark = '.' | ',';

/** A cell's figure without its surroundings: `(1,234.50 €)` is `-1,234.50` in `€`. */
export interface Written {
  /** Digits with the marks between them, after a minus. */
  numeral: string;
  /** The factor: thousands, per cent. */
  scale: number;
  /** `%`, a currency, `ms`; blank: none. */
  unit: string;
}

const missing =
  /^(?:<?n\/?a>?|n\.a\.|n[./]?d\.?|k\. ?a\.|n\. ?v\.|s\/d|н\/д|-?nan|nat|undefined|[[(<]?null[\])>]?|\((?:blank|empty|not set)\)|no data|none|nil|-{1,3}|[–—]|\.{1,3}|\\n|#(?:n\/?a|nv|n\/d|н\/д|null!|div\/0!))?$/iu;

/** What files write if there is no value. */
export const isMissing = (text: string) => missing.test(text.trim());

const codes = Intl.supportedValuesOf('currency').join('|');
const money = String.raw`\p{Lu}{0,3}\p{Sc}|${codes}|kr\.?|Fr\.|Rs\.?|Rp\.?|RM|R|zł|Kč`;
const isMoneyAlone = new RegExp(`^(?:${money})$`, 'u');

/** Sums without their currency are of the currency of the others; no other unit can be left out. */
export const isMoney = (unit: string) => isMoneyAlone.test(unit);

const scales: { factor: number; words: string }[] = [
  { factor: 1e3, words: String.raw`[kK]|[Tt]sd\.?|[Tt]ys\.?|тыс\.?|[Tt]housand` },
  { factor: 1e4, words: '[万萬만]' },
  { factor: 1e5, words: '[Ll]a(?:kh|c)s?' },
  { factor: 1e6, words: String.raw`M|Mil|[Mm]io\.?|[Mm]ln\.?|млн\.?|mn|[Mm]illion(?:s|en)?` },
  { factor: 1e7, words: '[Cc]rores?' },
  { factor: 1e8, words: '[億亿억]' },
  { factor: 1e9, words: String.raw`B|Bil|[Mm]rd\.?|[Mm]ld\.?|млрд\.?|bn|[Bb]illions?` },
];
const scaleWords = scales.map(({ words }) => words).join('|');
const factors = scales.map(({ factor, words }) => ({ factor, word: new RegExp(`^(?:${words})$`, 'u') }));
const factorOf = (scale: string) => factors.find(({ word }) => word.test(scale))?.factor ?? 1;

const parts = new RegExp(
  String.raw`^(?<before>${money}|%)? ?(?<sign>[+-]?) ?(?<second>${money}|%)? ?(?<numeral>(?=[.,]?\d)[\d.,' _]*\d[.,]?(?:[eE][+-]?\d{1,4})?)(?<minus>-)? ?(?<scale>(?:${scaleWords})(?!\p{L}))? ?(?<unit>[%‰]|${money}|[\p{L}\p{M}µ/]{1,20}\.?)?$`,
  'u',
);
const span = /^(\d{1,6}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9}))?$/;
const usual = /^-?\d{1,20}(?:[.,]\d{1,20})?$/;
/** Round sums of money: `1000,-`, `Fr. 1'000.-`, `1 000:-`. */
const round = /(\d)(?:([.,])|:)--?(?= ?[\p{L}\p{Sc}]|$)/u;
/** Brackets are a minus, with the unit within or beside them. */
const bracketed = /^([^()\d]{0,5})\(([^()]+)\)([^()\d]{0,6})$/u;
/** How spreadsheets show a zero among sums of money. */
const dash = new RegExp(`^(?:(?<before>${money}) ?-|- ?(?<after>${money}))$`, 'u');

/** Extracts a figure from the text around it; undefined: there is none. */
export function writtenFigure(text: string): Written | undefined {
  if (usual.test(text)) return { numeral: text, scale: 1, unit: '' };
  // Notes (`721¹`) and fractions would become digits of the figure.
  if (text.length > 80 || /\p{No}/u.test(text)) return undefined;
  const line = withLatinDigits(text)
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[’´`٬]/g, "'")
    .replace(/٫/g, '.')
    .replace(/٪/g, '%')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'/, '')
    .replace(round, '$1$2');
  if (line.length > 60) return undefined;
  const time = span.exec(line);
  if (time) {
    const [, hours, minutes, seconds, fraction = '0'] = time;
    const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return { numeral: `${total}${Number(fraction) > 0 ? `.${fraction}` : ''}`, scale: 1, unit: 'h:mm:ss' };
  }
  const nothing = dash.exec(line)?.groups;
  if (nothing) return { numeral: '0', scale: 1, unit: nothing.before ?? nothing.after ?? '' };
  const [, ahead = '', inner, behind = ''] = bracketed.exec(line) ?? [];
  const found = parts.exec(inner === undefined ? line : `${ahead}${inner}${behind}`)?.groups;
  if (!found) return undefined;
  const { before, sign, second, numeral = '', minus, scale = '', unit = '' } = found;
  const below = inner !== undefined || sign === '-' || minus !== undefined;
  const said = before ?? second ?? unit;
  return {
    numeral: `${below ? '-' : ''}${numeral}`,
    scale: factorOf(scale) * (said === '%' ? 0.01 : said === '‰' ? 0.001 : 1),
    unit: said,
  };
}

const numerals = { '.': numeralWith(',', String.raw`\.`), ',': numeralWith(String.raw`\.`, ',') };

/**
 * Thousands separated by the other mark, blanks, apostrophes or, as in India, in twos; then the decimals. Before an
 * exponent there are no thousands.
 */
function numeralWith(thousands: string, decimal: string): RegExp {
  const parted = [thousands, ' ', "'", '_'].map((mark) => String.raw`[1-9]\d{0,2}(?:${mark}\d{3})+`);
  const whole = [...parted, String.raw`[1-9]\d?(?:${thousands}\d{2})+${thousands}\d{3}`].join('|');
  return new RegExp(
    String.raw`^-?(?=[.,]?\d)(?:(?:${whole})(?:${decimal}\d*)?|(?:\d+)?(?:${decimal}\d*)?(?:[eE][+-]?\d{1,4})?)$`,
  );
}

/** A numeral, read with its decimal mark; undefined: it is none with that mark. */
export function numberOf(numeral: string, mark: Mark): number | undefined {
  if (!numerals[mark].test(numeral)) return undefined;
  const bare = numeral.replace(mark === '.' ? /[, '_]/g : /[. '_]/g, '');
  return Number(bare.replace(',', '.'));
}
