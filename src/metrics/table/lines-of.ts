/** `lines 3 and 4`, `lines 3, 4, 5 and 12 more`. */
export function linesOf(lines: readonly number[]): string {
  if (lines.length === 1) return `line ${lines[0]}`;
  const shown = lines.slice(0, 3);
  const last = lines.length > 3 ? `${lines.length - 3} more` : `${shown.pop()}`;
  return `lines ${shown.join(', ')} and ${last}`;
}
