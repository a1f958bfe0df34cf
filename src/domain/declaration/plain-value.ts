const link = /!?\[([^\][]{0,200})\]\([^()\s]{0,400}(?:\s{1,9}"[^"]{0,200}"|\s{1,9}'[^']{0,200}')?\)/g;
const footnote = /\[\^[\w-]{1,40}\]/g;
const fullWidth = /[（）［］，；：＝＋／＆％｜＜＞０-９]/g;
const quotes = /["“”„«»「」『』`]/g;

/** A value as it is meant: links by their text, no footnotes, no quotation marks, no emphasis, punctuation as in English. */
export function plainValue(value: string): string {
  return value
    .replace(link, '$1')
    .replace(footnote, '')
    .replace(fullWidth, (mark) => mark.normalize('NFKC'))
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/٪/g, '%')
    .replace(quotes, '')
    .replace(/\*{1,3}|(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim();
}
