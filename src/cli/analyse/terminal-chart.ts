import type { CounterfactualPoint } from '../../analysis/effect.ts';
import type { Sample } from '../../analysis/samples.ts';

const height = 12;
const widest = 72;

/**
 * The series as characters: `o` a value, `:` the band in which it would have been without the release, `x` a value outside
 * it, `|` the release. Longer histories are cut at the front.
 */
export function terminalChart(samples: Sample[], band: CounterfactualPoint[], releaseAt: number): string {
  const shown = samples.slice(-widest);
  const byTime = new Map(band.map((point) => [point.t, point]));
  const ends = shown.flatMap(({ t, value }) => {
    const point = byTime.get(t);
    return point ? [value, point.low, point.high] : [value];
  });
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (!(high > low)) return '';
  const rowOf = (value: number) => Math.round(((high - value) / (high - low)) * (height - 1));
  const release = shown.findIndex(({ t }) => t >= releaseAt);
  const columns = shown.map(({ t, value }, i) => {
    const cells: string[] = Array.from({ length: height }, () => (i === release ? '|' : ' '));
    const point = byTime.get(t);
    if (point) cells.fill(':', rowOf(point.high), rowOf(point.low) + 1);
    cells[rowOf(value)] = point && (value > point.high || value < point.low) ? 'x' : 'o';
    return cells;
  });
  const labels = [high, (high + low) / 2, low].map(figure);
  const margin = Math.max(...labels.map((label) => label.length));
  const label = (row: number) =>
    row === 0 ? labels[0] : row === height - 1 ? labels[2] : row === Math.floor(height / 2) ? labels[1] : '';
  return Array.from({ length: height }, (_, row) =>
    `${(label(row) ?? '').padStart(margin)} ${columns.map((cells) => cells[row]).join('')}`.trimEnd(),
  ).join('\n');
}

/** Four figures are enough beside a chart. */
function figure(value: number): string {
  return new Intl.NumberFormat('en', {
    maximumSignificantDigits: 4,
    notation: Math.abs(value) >= 1e6 ? 'compact' : 'standard',
  }).format(value);
}
