const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A series as one line of bars between its own least and greatest value; a dot where there is no value. No figure can be read off it. */
export function sparkline(values: (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === undefined) return '·';
      const height = high > low ? (value - low) / (high - low) : 0.5;
      return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))];
    })
    .join('');
}
