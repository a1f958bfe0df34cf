const ellipsis = '…';

/**
 * Text that GitHub accepts: no lone surrogates or NULs, which make it refuse the whole request, and no more bytes than
 * allowed, cut between characters. A last defence: rendered text should be far shorter.
 */
export function fitBytes(text: string, most: number): string {
  const clean = withoutBroken(text);
  if (Buffer.byteLength(clean) <= most) return clean;
  const bytes = Buffer.from(clean);
  let end = most - Buffer.byteLength(ellipsis);
  // 10xxxxxx continues a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end) + ellipsis;
}

/** The same for limits in characters, counted in UTF-16 units, which are never fewer than GitHub's. */
export function fitCharacters(text: string, most: number): string {
  const clean = withoutBroken(text);
  return clean.length <= most ? clean : clean.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '') + ellipsis;
}

const withoutBroken = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');
