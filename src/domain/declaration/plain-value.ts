const link = /!?\[([^\][]{0,200})\]\([^()\s]{0,400}(?:\s{1,9}"[^"]{0,200}"|\s{1,9}'[^']{0,200}')?\)/g;
const footnote = /\[\^[\w-]{1,40}\]/g;
const fullWidth = /[（）［］，；：＝＋／＆％｜＜＞０-９]/g;
const quotes = /["“”„«»「」『』`]/g;
const digits = /[٠-٩۰-۹०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯๐-๙]/g;

/** The digits of India's scripts begin six places after a multiple of sixteen, the others on one. */
const figureOf = (code: number) => String(code >= 0x900 && code < 0xe00 ? (code & 15) - 6 : code & 15);

/** A value as it is meant: links by their text, no footnotes, no quotation marks, no emphasis, punctuation as in English. */
export function plainValue(value: string): string {
  return value
    .replace(link, '$1')
    .replace(footnote, '')
    .replace(fullWidth, (mark) => mark.normalize('NFKC'))
    .replace(digits, (digit) => figureOf(digit.codePointAt(0) ?? 0))
    .replace(/٪/g, '%')
    .replace(/(?<=\d)[٫٬](?=\d)/g, (mark) => (mark === '٫' ? '.' : ','))
    .replace(quotes, '')
    .replace(/\*{1,3}|(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim();
}
