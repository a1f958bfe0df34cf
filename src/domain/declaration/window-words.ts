/** Days in a unit of time, by how people begin to write it, in each language. */
export const unitDays: [RegExp, number][] = [
  [
    /^(?:d|days?|tage?n?|jours?|d[ií]as?|giorn[io]|dage?n?|dager|dagar|dni(?:ach)?|dzień|дн(?:я|ей|і|ів)|день|gün|den|dn[yůí]|dní|päiv(?:ä[än]?|ässä)|nap(?:on)?|zi(?:le)?|(?:η)?μέρες|ημερών|di(?:es)|hari|ngày|วัน|दिन(?:ों)?|يوما?|يومًا|يوماً|أيام|ימים|일|日間?|天|日)$/,
    1,
  ],
  [
    /^(?:w|wks?|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|veckor|vecka|uker?|uger?|tygodni(?:e|a)?|недел[иья]|недель|тиж(?:день|ні|нів)|hafta|týd(?:en|ny|nů)|týždn(?:e|ov)|viikkoa?|viikossa|h[eé]t(?:en)?|săptămâni|saptamani|εβδομάδ(?:α|ες|ων)|setman(?:a|es)|minggu|tuần|สัปดาห์|हफ्ते|सप्ताह|أسبوع|أسابيع|שבועות|주|週間?|周|週|星期|个星期)$/,
    7,
  ],
  [/^(?:fortnights?)$/, 14],
  [
    /^(?:mo|mos|mths?|months?|monate?n?|mois|mes(?:es)?|mes[ei]|maanden|maand|månader|månad|måneder|måned|miesi[ąę]c[ey]?|месяц(?:а|ев)?|місяц(?:ь|і|ів)|ay|měsíc[eů]?|kuukautta|kuukaudessa|hónap|lun[aăi]|μήνες|bulan|tháng|เดือน|महीने|شهر|أشهر|חודשים|개월|m[eê]s|[ヶケか箇]月間?|个月|個月)$/,
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
      'two zwei deux dos dois duas due twee dwa dwóch два двух две två două iki kaksi',
      'three drei trois tres três tre drie trzy trzech три трёх трех üç kolme',
      'four vier quatre cuatro quatro quattro cztery czterech четыре четырёх dört fyra fire neljä',
      'five fünf cinq cinco',
      'six sechs seis sei zes',
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
  ...['catorce', 'quatorze', 'quattordici', 'veertien', 'fjorton', 'fjorten'].map((word): [string, number] => [
    word,
    14,
  ]),
  ...['quince', 'quinze', 'quindici', 'fifteen', 'fünfzehn'].map((word): [string, number] => [word, 15]),
  ['vierzehn', 14],
  ['twenty', 20],
  ['twenty-eight', 28],
  ['thirty', 30],
  ['sixty', 60],
  ['ninety', 90],
]);

/** What stands before a window. A count has to follow the ones that mean other things too. */
export const before = {
  sure: "within(?: the)?|em até|(?:no|num) prazo (?:máximo )?de|en (?:el|un) plazo (?:máximo )?de|dans un délai de|nell[’']arco di|in den (?:ersten|nächsten|kommenden)|d[’']ici|durant les|en (?:los|las|els|les) (?:próxim[oa]s|primer[oa]s)|nei (?:prossimi|primi)|nos (?:próximos|primeiros)|i løpet av|under de (?:första|første|næste)|протягом|упродовж|на протяжении|во?(?: первые| ближайшие)|během|v priebehu|în decurs de|εντός|μέσα σε|خلال|trong(?: vòng)?|dalam(?: waktu)?|ภายใน|תוך|בתוך|innerhalb(?: von)?|binnen|dans les|en moins de|dentro de|entro|binnen|inom|innen|inden for|w ciągu|в течение|in(?: the)? (?:first|next|coming|following)|over the(?: course of)?(?: (?:first|next|coming|following))?|during the(?: (?:first|next|coming|following))?",
  unsure:
    'in|over|after|during|for|on|across|inside|inside of|nach|über|en|sous|durante|em|après|por|za|за|în|do|przez|på|i|σε|d’aquí a|@|在|于|innert|tras|a los|al cabo de|au bout de|depois de|dopo|na|efter|etter|po|через|після|după|sau|setelah|بعد|μετά από',
};

/** What stands behind a window that follows its count: `14 gün içinde`. */
export const behind =
  'içinde|sonra|jälkeen|múlva|बाद|के बाद|içerisinde|kuluessa|sisällä|aikana|belül|alatt|में|के भीतर|के अंदर';
