/** How much is to be done, and from which seed on. */
export interface Wish {
  windows: number;
  /** Of each kind of clean series. */
  seeds: number;
  seed: number;
}

/** A table of Markdown: the first column names the row, the others are figures. */
export function table(head: string[], rows: string[][]): string {
  return [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export const percent = (share: number) => (Number.isNaN(share) ? '' : (100 * share).toFixed(1));

/** Share of those that hold, in %, with its standard error. */
export function shareOf(all: (boolean | undefined)[]): string {
  const known = all.filter((one) => one !== undefined);
  if (known.length === 0) return '';
  const share = known.filter(Boolean).length / known.length;
  return `${percent(share)} ± ${percent(Math.sqrt((share * (1 - share)) / known.length))}`;
}

export function median(values: number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
