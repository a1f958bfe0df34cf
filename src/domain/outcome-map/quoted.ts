/**
 * Text from a file, made fit to stand inside a message: one line, bounded, between backticks that it cannot close.
 * Characters without a shape of their own (control, direction, half a surrogate pair) become U+FFFD.
 */
export function quoted(text: string): string {
  return `\`${calm(text, 60)}\``;
}

/** The same without the backticks. */
export function calm(text: string, longest: number): string {
  const one = text
    .slice(0, 4 * longest)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
    .replaceAll('`', "'")
    .trim();
  const points = Array.from(one);
  return points.length > longest ? `${points.slice(0, longest - 1).join('')}…` : one;
}
