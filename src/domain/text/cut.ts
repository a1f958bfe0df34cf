/** The first `most` UTF-16 units of a text, one less where that would leave half a character (a lone surrogate) at the end. */
export function cut(text: string, most: number): string {
  const kept = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept;
}
