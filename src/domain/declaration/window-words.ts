/** Days in a unit of time, by how people begin to write it, in each language. */
export const unitDays: [RegExp, number][] = [
  [/^(?:d|days?|tage?n?|jours?|d[ií]as?|giorn[io]|dage?n?|dager|dagar|dni|dzień|дн(?:я|ей)|день|일|日間?|天|日)$/, 1],
  [
    /^(?:w|wks?|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|veckor|vecka|uker?|uger?|tygodni(?:e|a)?|недел[иья]|недель|주|週間?|周|週|星期|个星期)$/,
    7,
  ],
  [/^(?:fortnights?)$/, 14],
  [
    /^(?:mo|mos|mths?|months?|monate?n?|mois|mes(?:es)?|mes[ei]|maanden|maand|månader|månad|måneder|måned|miesi[ąę]c[ey]?|месяц(?:а|ев)?|개월|m[eê]s|[ヶケか箇]月間?|个月|個月)$/,
    30,
  ],
  [/^(?:q|qtrs?|quarters?|quartale?n?|trimestres?|四半期|季度)$/, 90],
  [/^(?:y|yrs?|years?|jahre?n?|ans?|ann[ée]es?|a[ñn]os?|anos?|年間?|年)$/, 365],
];

/** Figures in words, as far as windows need them. */
export const counts = new Map<string, number>([
  ...[
    'a',
    'an',
    'one',
    'one full',
    'a full',
    'ein',
    'eine',
    'einem',
    'einer',
    'un',
    'une',
    'una',
    'um',
    'uma',
    'the',
  ].map((word): [string, number] => [word, 1]),
  ...(
    [
      'two zwei deux dos dois duas',
      'three drei trois tres três',
      'four vier quatre cuatro quatro',
      'five fünf cinq cinco',
      'six sechs seis',
      'seven sieben sept siete sete',
      'eight acht huit ocho oito',
      'nine neun neuf nueve nove',
      'ten zehn dix diez dez',
      'eleven elf onze once',
      'twelve zwölf douze doce',
    ] as const
  ).flatMap((words, index) => words.split(' ').map((word): [string, number] => [word, index + 2])),
  ['a couple of', 2],
  ['couple of', 2],
  ['fourteen', 14],
  ['vierzehn', 14],
  ['twenty', 20],
  ['twenty-eight', 28],
  ['thirty', 30],
  ['sixty', 60],
  ['ninety', 90],
]);

/** What stands before a window. A count has to follow the ones that mean other things too. */
export const before = {
  sure: 'within(?: the)?|innerhalb(?: von)?|binnen|dans les|en moins de|dentro de|entro|binnen|inom|innen|inden for|w ciągu|в течение|in(?: the)? (?:first|next|coming|following)|over the(?: course of)?(?: (?:first|next|coming|following))?|during the(?: (?:first|next|coming|following))?',
  unsure: 'in|over|after|during|for|on|across|inside|inside of|nach|über|en|sous|durante|em|après|por|za|за|@|在|于',
};
