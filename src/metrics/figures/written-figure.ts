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

const missing = /^(?:n\/?a|n\.a\.|nan|undefined|--|null|\(null\)|none|nil|-|–|—|\.|\\n|#n\/?a|#null!|#div\/0!)?$/i;

/** What files write if there is no value. */
export const isMissing = (text: string) => missing.test(text.trim());

const codes = 'USD|EUR|GBP|JPY|CHF|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|NZD|INR|BRL|MXN|CNY|KRW|ZAR';
const money = String.raw`(?:US|A|C)?\p{Sc}|${codes}|kr\.?|Fr\.|zł|Kč`;
const scales = new Map([
  ['k', 1e3],
  ['tsd', 1e3],
  ['m', 1e6],
  ['mio', 1e6],
  ['mn', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
  ['mrd', 1e9],
]);
const parts = new RegExp(
  String.raw`^(?<before>${money})? ?(?<sign>[+-]?) ?(?<second>${money})? ?(?<numeral>(?=[.,]?\d)[\d.,' _]*\d[.,]?(?:[eE][+-]?\d{1,4})?)(?<minus>-)? ?(?<scale>(?:[kKMB]|[Tt]sd\.?|[Mm]io\.?|[Mm]rd\.?|mn|bn)(?!\p{L}))? ?(?<unit>[%‰]|${money}|[\p{L}µ/]{1,5})?$`,
  'u',
);
const span = /^(\d{1,6}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9}))?$/;

/** Extracts a figure from the text around it; undefined: there is none. */
export function writtenFigure(text: string): Written | undefined {
  const line = text
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[’´`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'/, '');
  if (line.length > 60) return undefined;
  const time = span.exec(line);
  if (time) {
    const [, hours, minutes, seconds, fraction = '0'] = time;
    const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return { numeral: `${total}${Number(fraction) > 0 ? `.${fraction}` : ''}`, scale: 1, unit: 'h:mm:ss' };
  }
  const inner = /^\((.*)\)$/.exec(line)?.[1];
  const found = parts.exec(inner ?? line)?.groups;
  if (!found) return undefined;
  const { before, sign, second, numeral = '', minus, scale = '', unit = '' } = found;
  const below = inner !== undefined || sign === '-' || minus !== undefined;
  const said = before ?? second ?? unit;
  const factor = scales.get(scale.toLowerCase().replace('.', '')) ?? 1;
  return {
    numeral: `${below ? '-' : ''}${numeral}`,
    scale: factor * (said === '%' ? 0.01 : said === '‰' ? 0.001 : 1),
    unit: said,
  };
}

const numerals = { '.': numeralWith(',', String.raw`\.`), ',': numeralWith(String.raw`\.`, ',') };

/** Thousands separated by the other mark, blanks, apostrophes or, as in India, in twos; then the decimals. */
function numeralWith(thousands: string, decimal: string): RegExp {
  const parted = [thousands, ' ', "'", '_'].map((mark) => String.raw`[1-9]\d{0,2}(?:${mark}\d{3})+`);
  const whole = [...parted, String.raw`[1-9]\d?(?:${thousands}\d{2})+${thousands}\d{3}`, String.raw`\d+`].join('|');
  return new RegExp(String.raw`^-?(?=[.,]?\d)(?:${whole})?(?:${decimal}\d*)?(?:[eE][+-]?\d{1,4})?$`);
}

/** A numeral, read with its decimal mark; undefined: it is none with that mark. */
export function numberOf(numeral: string, mark: Mark): number | undefined {
  if (!numerals[mark].test(numeral)) return undefined;
  const bare = numeral.replace(mark === '.' ? /[, '_]/g : /[. '_]/g, '');
  return Number(bare.replace(',', '.'));
}
