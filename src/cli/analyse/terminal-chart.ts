import type { CounterfactualPoint } from '../../analysis/effect.ts';
import type { Sample } from '../../analysis/samples.ts';

const height = 12;
const widest = 72;

/**
 * The series as characters, a column for each slot of `length`: `o` a value, `:` the band in which it would have been
 * without the release, `x` a value outside it, `|` the release; a slot without a value stays blank. Longer histories
 * are cut at the front, with the release if it is there.
 */
export function terminalChart(
  samples: Sample[],
  band: CounterfactualPoint[],
  { releaseAt, length }: { releaseAt: number; length: number },
): string {
  const last = samples.at(-1)?.t ?? 0;
  const slotOf = (t: number) => Math.round((t - last) / length);
  const shown = new Map(samples.slice(-widest).map(({ t, value }) => [slotOf(t), value]));
  const first = Math.max(1 - widest, Math.min(...shown.keys()));
  const bands = new Map(band.map((point) => [slotOf(point.t), point]));
  const slots = Array.from({ length: 1 - first }, (_, i) => first + i);
  const ends = slots.flatMap((slot) => {
    const [value, point] = [shown.get(slot), bands.get(slot)];
    return [...(value === undefined ? [] : [value]), ...(point ? [point.low, point.high] : [])];
  });
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (!(high > low)) return '';
  const rowOf = (value: number) => Math.round(((high - value) / (high - low)) * (height - 1));
  const release = Math.ceil((releaseAt - last) / length - 0.5);
  const columns = slots.map((slot) => {
    const cells: string[] = Array.from({ length: height }, () => (slot === release ? '|' : ' '));
    const [value, point] = [shown.get(slot), bands.get(slot)];
    if (point) cells.fill(':', rowOf(point.high), rowOf(point.low) + 1);
    if (value !== undefined) cells[rowOf(value)] = point && (value > point.high || value < point.low) ? 'x' : 'o';
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
