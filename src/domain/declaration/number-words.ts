const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const one = ones.join('|');
const ten = tens.join('|');
const counted = new RegExp(
  String.raw`(?<![\p{L}\p{N}_-])(?:(?<ten>${ten})(?:[\s-](?<digit>${ones.slice(0, 9).join('|')}))?|(?<one>${one}))(?:\sand\sa\s(?<half>half))?(?![\p{L}\p{N}_-])`,
  'giu',
);

/** Of a whole, in per cent: `by half`, `by a third`. */
const shares: [RegExp, string][] = [
  [/\b(by|in)\s(?:a\s|one\s)?half\b(?!\s(?:an?|of)\s)/gi, 'by 50%'],
  [/\bby\s(?:a|one)\sthird\b/gi, 'by 33.3%'],
  [/(?<![\p{L}\p{N}])(?:a|one)\sthird\s(?=(?:more|less|fewer|lower|higher)\b)/giu, '33.3% '],
  [/\bby\stwo[\s-]thirds\b/gi, 'by 66.7%'],
  [/(?<![\p{L}\p{N}])(?:a|one)\squarter\s(?=(?:more|less|fewer|lower|higher)\b)/giu, '25% '],
  [/\bby\s(?:a|one)\squarter\b/gi, 'by 25%'],
  [/\bby\sthree[\s-]quarters\b/gi, 'by 75%'],
  [/\bby\s(?:a|one)\sfifth\b/gi, 'by 20%'],
  [/\bby\s(?:a|one)\stenth\b/gi, 'by 10%'],
  [/(?<![\p{L}\p{N}])(?:a|one)\sfifth\s(?=(?:more|less|fewer|lower|higher)\b)/giu, '20% '],
  [/(?<![\p{L}\p{N}])(?:a|one)\stenth\s(?=(?:more|less|fewer|lower|higher)\b)/giu, '10% '],
];

const fractions: [RegExp, string][] = [
  [/\bhalf\s(?:of\s)?an?\s(?=per|point)/gi, '.5 '],
  [/(?<=\s|^)an?\s(?=per ?cent)/gi, '1 '],
  [/(?<![\p{L}\p{N}])an?\s(?=hundred(?![\p{L}\p{N}]))/giu, '1 '],
  [/(?<![\p{L}\p{N}])an?\s(?=thousand\b)/giu, '1 '],
  [/(?<![\p{L}\p{N}])(?:a\s)?dozen(?![\p{L}\p{N}])(?<!\d\sdozen)/giu, '12'],
];

/** `2 hundred and 50` is one figure. */
const hundreds = /(?<![\p{L}\p{N}.,])(\d{1,2})\shundred(?:(?:\sand)?\s(\d{1,2}))?(?![\p{L}\p{N}]|[.,]\d)/giu;

/** Figures that are written in words: `ten percent`, `twenty-five`, `by half`, `one and a half`. */
export function wordsAsFigures(text: string): string {
  const plain = [...shares, ...fractions].reduce((read, [pattern, figure]) => read.replace(pattern, figure), text);
  const figures = plain.replace(counted, (...found) => {
    const groups: Record<string, string | undefined> = found.at(-1);
    const place = (list: string[], word = '') => list.indexOf(word.toLowerCase()) + 1;
    const value =
      (groups.ten ? (place(tens, groups.ten) + 1) * 10 : 0) + place(ones, groups.digit) + place(ones, groups.one);
    return `${value}${groups.half ? '.5' : ''}`;
  });
  return figures.replace(hundreds, (_, hundred, rest = '0') => String(Number(hundred) * 100 + Number(rest)));
}
