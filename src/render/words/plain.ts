/** Invisible characters, and those that turn the direction of the text around them; joiners and variation selectors shape visible ones. */
const unseen = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t-\r\u0085\u200c\u200d\ufe00-\ufe0f]]/gv;

/**
 * People's text as one bounded line of visible characters: for check titles, annotations and chart labels, which are not Markdown.
 * Everything that is Markdown takes `inert` instead.
 * @param maxLength in code points; a longer text ends with `…`
 */
export function plain(text: string, maxLength = 300): string {
  const line = text
    .toWellFormed()
    .replace(unseen, '')
    .replace(/[\s\u0085]+/g, ' ')
    // Marks heaped on one letter grow over the lines above and below it.
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .trim();
  const points = Array.from(line.slice(0, 2 * (maxLength + 1)));
  if (points.length <= maxLength) return line;
  const kept = points
    .slice(0, Math.max(0, maxLength - 1))
    .join('')
    .replace(/[\s\u200c\u200d]+$/u, '');
  return `${kept}…`;
}
