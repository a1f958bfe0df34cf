const words = (list: string) => new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${list})(?![\p{L}\p{N}_])`, 'giu');

const rises =
  'steigt|steigen|steigend|wächst|wachsen|erhöht sich|nimmt zu|augmentent|augmentera|augmenter|augmente|augmentation|progresse|monte|grimpe|aumentan|aumentam|aumentano|aumentará|aumenterà|aumente|aumenta|suben|subirá|suba|sube|crecen|crece|crecerá|crescem|crescono|cresce|crescerà|salirà|sale|sobe|stijgt|stijgen|groeit|neemt toe|ökar|stiger|stiga|växer|øker|øges|vokser|wzrośnie|rośnie|wzrasta|zwiększy się|вырастет|растёт|растет|увеличится|повысится|возрастёт|возрастет|зросте|зростає|збільшиться|підвищиться|nousee|kasvaa|vzroste|stoupne|stúpne|zvýší se|zvýši sa|roste|crește|creste|va crește|puja|naik|meningkat|tăng|αυξάνεται|αυξηθεί|يزيد|تزيد|يرتفع|ترتفع|יעלה|תעלה';
const falls =
  'sinkt|sinken|fällt|fallen|reduziert sich|verringert sich|nimmt ab|baissent|baissera|baisse|diminuent|diminuera|diminue|recule|chute|bajan|bajará|baje|baja|disminuyen|disminuirá|disminuye|reduce|caen|cae|caem|cai|diminuem|diminuirá|diminui|diminuisce|diminuirà|cala|scende|scenderà|daalt|dalen|neemt af|minskar|sjunker|minker|synker|falder|faller|spadnie|spada|zmniejszy się|упадёт|упадет|снизится|уменьшится|сократится|впаде|знизиться|зменшиться|laskee|vähenee|klesne|sníží se|zníži sa|scade|va scădea|baixa|turun|menurun|giảm|μειώνεται|μειωθεί|ينخفض|تنخفض|يقل|ירד|תרד';

/** In these languages the verb follows its figure: `%3 artar`, `3% 상승`, `3% बढ़ेगा`, `3%-kal nő`. */
const after = String.raw`(?<=[\d%])(?:-?[kv][ae]l)?\s?(?:の|ほど|만큼|\s?oranında|\s?की\s)?\s?`;
const risesBehind =
  '提升|增加|提高|上升|增长|上昇|向上|増加|増|증가|상승|향상|artar|artacak|artış|artmalı|yükselir|yükselecek|nő|növekszik|emelkedik|वृद्धि|बढ़ेगा|बढ़ेगी';
const fallsBehind =
  '降低|减少|下降|減少|低下|減|감소|하락|azalır|azalacak|azalma|düşer|düşecek|düşüş|csökken|कमी|घटेगा|घटेगी';
const polite = '(?:する|します|見込み|할 것|합니다|예상)?$';

/**
 * What people say of a change in other languages, in English; those of East Asia have no blanks. To add a language, add its words to these
 * lines.
 */
const inEnglish: [RegExp, string][] = [
  [words(rises), 'rises'],
  [words(falls), 'falls'],
  [/(?<=^|\b(?:rises|falls)\s)(?:von|de|da|van)\s(.{1,30}?)\s(?:auf|à|a|para|naar)\s(?=.{0,2}\d)/iu, 'from $1 to '],
  [/(?<=\brises|\bfalls)\s(?:auf|à|ad?|hasta|para|até|naar|tot|till?|do|до)\s(?=[^\p{L}]{0,3}\d)/giu, ' to '],
  [/^(auf|um)\s(\S*\d.{0,12}?)\s(?:steigern|erhöhen|(?:an)?heben)$/iu, 'rises $1 $2'],
  [/^(auf|um)\s(\S*\d.{0,12}?)\s(?:senken|reduzieren|verringern|drücken)$/iu, 'falls $1 $2'],
  [/(?<=^rises|^falls)\sauf\s(?=\d)/u, ' to '],
  [/^(\d\S{0,12}?)\s?(?:に|まで)(?:引き)?(?:上げる|増やす|伸ばす|上がる)$/u, 'rises to $1'],
  [/^(\d\S{0,12}?)\s?(?:に|まで)(?:引き)?(?:下げる|減らす|下がる)$/u, 'falls to $1'],
  [/(?:提升|增加|提高|上升|增长)(?:到|至|为)(?=\s?\d)/gu, ' rises to '],
  [/(?:降低|减少|下降|缩短)(?:到|至|为)(?=\s?\d)/gu, ' falls to '],
  [
    words(
      'mindestens|au moins|al menos|por lo menos|pelo menos|no mínimo|almeno|minstens|minst|mindst|co najmniej|как минимум|не менее|не менше|щонайменше|vähintään|alespoň|legalább|cel puțin|τουλάχιστον|en az|setidaknya|ít nhất|على الأقل',
    ),
    'at least',
  ],
  [
    words(
      'höchstens|maximal|au plus|au maximum|como máximo|a lo sumo|no máximo|al massimo|hoogstens|maximaal|högst|høyst|højst|co najwyżej|maksymalnie|не более|не больше|не більше|щонайбільше|enintään|nejvýše|legfeljebb|cel mult|το πολύ|en fazla|paling banyak|maksimal|tối đa|على الأكثر',
    ),
    'at most',
  ],
  [
    words(
      'nicht mehr als|nicht über|pas plus de|no más de|não mais (?:de|que)|non più di|niet meer dan|inte mer än|ikke mer enn|ikke mere end|nie więcej niż',
    ),
    'no more than',
  ],
  [words('mehr|höher|de plus|más|mais|in più|meer|hoger'), 'more'],
  [words('weniger|niedriger|de moins|menos|in meno|minder|lager'), 'fewer'],
  [words('besser|de mieux|mejor|melhor|meglio|beter'), 'better'],
  [words('schlechter|langsamer|pire|moins bien|peor|pior|peggio|slechter'), 'worse'],
  [/(?:不超过|不高于|至多|最多)(?=\s?[\d+])/gu, ' at most '],
  [/(?:至少|不低于)(?=\s?[\d+])/gu, ' at least '],
  [/^um\s(?=[^\p{L}]{0,3}\d)/iu, 'by '],
  [
    /(?<=\brises|\bfalls)\s(?:um|de|d[’']environ|en un|en|del|de un|un|em|di|met|med|o|на|cu|con un|με|κατά|sebesar|بنسبة|ב-?)\s?(?=[^\p{L}]{0,3}\d)/giu,
    ' by ',
  ],
  [/(?:提升|增加|提高|上升|增长|上昇|向上|増加|増)了?(?=\s?[\d+])/gu, ' up '],
  [/(?:降低|减少|下降|減少|低下|減)了?(?=\s?[\d-])/gu, ' down '],
  [/(?<=^\d[\d.,]{0,9}\s?%?)\s?以上(?:の)?(?:悪化|増加|上昇|低下|減少)しない$/u, ' at most'],
  [new RegExp(`${after}(?:${risesBehind})${polite}`, 'giu'), ' up'],
  [new RegExp(`${after}(?:${fallsBehind})${polite}`, 'giu'), ' down'],
];

/** The words around a change in English. Figures and names stay as they are. */
export function changeInEnglish(text: string): string {
  return /[^\d\s%+.,-]/.test(text)
    ? inEnglish.reduce((read, [pattern, english]) => read.replace(pattern, english), text).trim()
    : text;
}
