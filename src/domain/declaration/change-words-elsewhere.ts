const words = (list: string) => new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${list})(?![\p{L}\p{N}_])`, 'giu');

/**
 * What people say of a change in other languages, in English: German, French, Spanish, Portuguese, Italian and Dutch, then Japanese and
 * Chinese, which have no blanks. To add a language, add its words to these lines.
 */
const inEnglish: [RegExp, string][] = [
  [
    words(
      'steigt|steigen|steigend|wächst|wachsen|erhöht sich|nimmt zu|augmentent|augmente|augmentation|progresse|monte|grimpe|aumentan|aumentam|aumentano|aumenta|suben|sube|crecen|crece|crescem|crescono|cresce|sobe|sobem|stijgt|stijgen|groeit|neemt toe',
    ),
    'rises',
  ],
  [
    words(
      'sinkt|sinken|fällt|fallen|reduziert sich|verringert sich|nimmt ab|baissent|baisse|diminuent|diminue|recule|chute|bajan|baja|disminuyen|disminuye|reduce|caen|cae|caem|cai|diminuem|diminui|diminuisce|cala|scende|daalt|dalen|neemt af',
    ),
    'falls',
  ],
  [/(?<=^|\b(?:rises|falls)\s)(?:von|de|da|van)\s(.{1,30}?)\s(?:auf|à|a|para|naar)\s(?=.{0,2}\d)/iu, 'from $1 to '],
  [words('mindestens|au moins|al menos|por lo menos|pelo menos|no mínimo|almeno|minstens'), 'at least'],
  [
    words('höchstens|maximal|au plus|au maximum|como máximo|a lo sumo|no máximo|al massimo|hoogstens|maximaal'),
    'at most',
  ],
  [words('nicht mehr als|pas plus de|no más de|não mais de|non più di|niet meer dan'), 'no more than'],
  [words('mehr|höher|de plus|más|mais|in più|meer|hoger'), 'more'],
  [words('weniger|niedriger|de moins|menos|in meno|minder|lager'), 'fewer'],
  [words('besser|de mieux|mejor|melhor|meglio|beter'), 'better'],
  [words('schlechter|langsamer|pire|moins bien|peor|pior|peggio|slechter'), 'worse'],
  [/(?:不超过|不高于|至多|最多)(?=\s?[\d+])/gu, ' at most '],
  [/(?:至少|不低于)(?=\s?[\d+])/gu, ' at least '],
  [/(?<=\brises|\bfalls)\s(?:um|de|en|del|em|di|met)\s(?=[^\p{L}]{0,3}\d)/giu, ' by '],
  [/(?:提升|增加|提高|上升|增长|上昇|向上|増加|増)(?:了|到)?(?=\s?[\d+])/gu, ' up '],
  [/(?:降低|减少|下降|減少|低下|減)(?:了|到)?(?=\s?[\d-])/gu, ' down '],
  [/(?<=[\d%])\s?(?:の)?(?:提升|增加|提高|上升|增长|上昇|向上|増加|増)$/gu, ' up'],
  [/(?<=[\d%])\s?(?:の)?(?:降低|减少|下降|減少|低下|減)$/gu, ' down'],
];

/** The words around a change in English. Figures and names stay as they are. */
export function changeInEnglish(text: string): string {
  return /[^\d\s%+.,-]/.test(text)
    ? inEnglish.reduce((read, [pattern, english]) => read.replace(pattern, english), text).trim()
    : text;
}
