const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Shares of its least and its greatest value, so that what hardly moves looks like that. */
const below = 0.2;
const above = 0.1;

/** A series as one line of bars, from a fifth below its least value to a tenth above its greatest; a dot where there is no value. No figure can be read off it. */
export function sparkline(values: (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const [low, high] = [least - below * Math.abs(least), greatest + above * Math.abs(greatest)];
  return values
    .map((value) => {
      if (value === undefined) return '·';
      const height = high > low ? (value - low) / (high - low) : 0.5;
      return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))];
    })
    .join('');
}

export const steady = 'steady';

/** The bars as code; a word where they are all alike, because equal bars look like something blacked out. */
export function courseInBars(values: (number | undefined)[]): string {
  const bars = sparkline(values);
  return new Set(bars).size === 1 && !bars.includes('·') ? steady : `\`${bars}\``;
}
