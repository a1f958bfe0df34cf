/** A Markdown table. Cells are ready for Markdown: people's text in them went through `inert`. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** A list, without its empty entries. */
export function list(entries: (string | undefined)[]): string {
  return entries
    .filter((entry) => entry !== undefined && entry !== '')
    .map((entry) => `- ${entry}`)
    .join('\n');
}
