import { factorBetween } from '../metric/units.ts';
import { cut } from '../text/cut.ts';
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
/** Words for powers of ten, in lowercase. To add a language, add its words. `mil` is a thousand in Spain, and a million elsewhere. */
const powers: [string, number][] = [
  [
    'k|thousands?|tsd\\.?|tausende?|mille|milliers?|migliai[ao]|mila|milhar(?:es)?|millar(?:es)?|duizend(?:en)?|tusen(?:tals?)?|tusind(?:er)?|tys\\.?|tysi(?:ące?|ęcy)|tisíce?|tisícov|ezer|tuhat(?:ta)?|mii|χιλιάδες|хил(?:яди|\\.)|тыс\\.?|тысяч[аи]?|тисяч[аі]?|bin|ribu|nghìn|ngàn|พัน|हज़ार|हजार|אלפים|אלף|آلاف|[أا]لف|천|千',
    3,
  ],
  [
    'hundreds?|hunderte?|centaines?|centena(?:s|res)?|centina?ia|cientos?|honderd(?:en)?|hundratals?|сотн[яи]|сотень|сотен|百|백',
    2,
  ],
  ['grand', 3],
  ['万|萬|만', 4],
  ['[十십][万萬만]', 5],
  ['[百백][万萬만]', 6],
  ['[千천][万萬만]', 7],
  ['lakhs?|lacs?|लाख', 5],
  [
    'kk|mn|mln\\.?|mio\\.?|mil(?:lion|io)(?:s|en)?|millones|mill[óo]n|milh(?:ão|ões)|milion[ei]|milion(?:y|ów|ů|ov)?|milioane|milyon|miljoen(?:en)?|miljon(?:er)?|millioner|millió|miljoonaa?|εκατομμύρια|млн\\.?|миллион(?:а|ов)?|мільйон(?:а|ів)?|juta|triệu|ล้าน|מיליון|ملايين|مليون',
    6,
  ],
  ['crores?|करोड़', 7],
  ['亿|億|억', 8],
  ['[十십][亿億억]', 9],
  ['[百백][亿億억]', 10],
  ['[千천][亿億억]', 11],
  ['bn|billions?|mrd\\.?|mld\\.?|m(?:illi|ili|ilj)ard(?:en?|er|s|i|y|ów)?|milyar|млрд\\.?|миллиард(?:а|ов)?', 9],
];
const worded = powers.map(([words]) => words).join('|');
const money = 'USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|PLN|CZK|INR|CNY|BRL';
const scale = String.raw`(?:(?i:${worded}|mil)|M)(?![\p{L}\p{M}])|[kKM](?=${money})|m(?=[€£¥$])|[十百千]?[万萬亿億]|[십백천]?[만억]|[百千백천]`;
/** Percentage points and per cent, in lowercase; a table that a contributor can extend. */
const points =
  '%[- ]?p(?:oin)?ts?|%-?(?:punkte?n?|punt(?:en)?|enhet(?:er)?|poeng|포인트)|p\\.\\s?p\\.?|ppts?|pp|п\\.\\s?п\\.?|пп|pct\\.?[- ]p(?:oin)?ts?|per ?cent(?:age)?[- ]points?|prozentpunkte?n?|procentpoints?|procentpunt(?:en)?|procentenhet(?:er)?|prosentpoeng|points? de pourcentage|puntos? porcentual(?:es)?|pontos? percentua(?:is|l)|punt[io] percentual[ei]|punkt(?:y|ów)? procentow(?:e|ych|y)|процентн(?:ых|ые|ого|ый) пункт(?:а|ов|ы)?|відсоткови?(?:х|й|і) пункт(?:ів|и)?|yüzde puan|[个個]百分[点點]|パーセントポイント|ポイント|퍼센트\\s?포인트';
const perCent =
  '%|per ?cent|pct\\.?|p\\.\\s?c\\.|prozent|procent[ay]?|procenter|prosent(?:tia)?|százalék(?:kal)?|pour ?cents?|por ?cento|por ?ciento|per ?cento|процент(?:а|ов)?|проц\\.?|відсотк(?:и|ів|а)|persen|パーセント|퍼센트|प्रतिशत|(?:في|ب)\\s?ال(?:مئة|مائة)';
const unit = String.raw`(?i:${points}|${perCent})(?![\p{L}\p{M}])|‰|basis points?|[\p{L}µ°\p{Sc}][\p{L}\d/µ°\p{Sc}]{0,19}`;
const currency = String.raw`(?:US|CA?|AU?|R)?[$]|\p{Sc}|(?:${money})(?=\s?\d)`;
const amount = String.raw`([+-]?)\s?(${currency})?\s?(${number})\s?(${scale})?\s?(${unit})?`;
const single = new RegExp(`^${amount}$`, 'u');
const range = new RegExp(
  String.raw`^(?:between\s)?${amount}\s?(?:-|~|\.\.\.?|to\s|\s(?:to|and|bis|tot|à|a|al|do|до)\s)\s?${amount}$`,
  'u',
);
const levels = new RegExp(String.raw`^(?:from\s)?${amount}\s?(?:\sto\s|->|→|=>)\s?${amount}$`, 'u');

const currencies = new Map([
  ['$', 'usd'],
  ['US$', 'usd'],
  ['A$', 'aud'],
  ['AU$', 'aud'],
  ['C$', 'cad'],
  ['CA$', 'cad'],
  ['€', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
  ['₹', 'inr'],
  ['R$', 'brl'],
  ['₩', 'krw'],
  ['₽', 'rub'],
  ['₺', 'try'],
  ['₴', 'uah'],
  ['₪', 'ils'],
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
  if (/^mil$/i.test(scaled)) return { problem: '`mil` may be a thousand or a million; write the whole figure' };
  const ofMoney = currency === '' ? '' : (currencies.get(currency) ?? currency.toLowerCase());
  const behind = unitOf(written);
  // Beside a currency, these can be nothing but millions.
  const millions = ofMoney !== '' && /^mm?$/i.test(behind);
  if (ofMoney !== '' && !millions && behind !== '' && factorBetween(behind, ofMoney) === undefined)
    return { problem: `"${cut(written, 20)}" stands behind a figure in ${ofMoney}; write the whole figure` };
  const unit = ofMoney || behind;
  const read = digitsOf(figure.trim(), unit === '%' || unit === 'pp');
  if (!read || 'problem' in read) return read;
  return { sign: sign as Amount['sign'], digits: read.digits, exponent: millions ? 6 : exponentOf(scaled), unit };
}

const isPoints = new RegExp(`^(?:${points})$`, 'iu');
const isPerCent = new RegExp(`^(?:${perCent})$`, 'iu');

/** `%` and `pp` are written in many ways; other units stay as they are. */
function unitOf(written: string): string {
  if (isPoints.test(written)) return 'pp';
  if (isPerCent.test(written)) return '%';
  return currencies.get(written) ?? written;
}

const exponents = [...powers, ['m', 6] as const].map(
  ([words, exponent]) => [new RegExp(`^(?:${words})$`, 'iu'), exponent] as const,
);

const exponentOf = (scaled: string) => exponents.find(([pattern]) => pattern.test(scaled))?.[1] ?? 0;
