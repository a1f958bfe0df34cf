/** `a`, `a and b`, `a, b and c`. */
export function inWords(parts: string[], joint = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;
}

/** `1 problem`, `2 problems`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** The first so many, and a word for the rest: `a, b and 3 more`. */
export function firstOf(parts: string[], most: number): string {
  if (parts.length <= most) return inWords(parts);
  return inWords([...parts.slice(0, most), `${parts.length - most} more`]);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence of somebody else's, to stand inside one of ours: no capital, no full stop. Names and code keep their capitals. */
export function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.+$/, '');
  return /^[A-Z][a-z]* |^[A-Z][a-z]*$/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
}
