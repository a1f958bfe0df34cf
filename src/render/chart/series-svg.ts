import type { CounterfactualPoint } from '../../analysis/effect.ts';
import type { Sample } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';
import { formatDate } from '../words/dates.ts';
import { formatLevels } from '../words/figures.ts';
import { plain } from '../words/plain.ts';
import { byWeek } from './days.ts';

export interface SeriesPicture {
  title: string;
  unit: string;
  samples: Sample[];
  /** Where the metric would have been without the release, with its band; absent before there is one. */
  counterfactual?: CounterfactualPoint[];
  release?: { at: number; name: string };
}

const [width, height] = [720, 320];
const [right, top, bottom] = [16, 56, 62];
/** Beside the days since the release, so many before: enough to see what is usual, and the days since not squeezed. */
const [fewestBefore, mostSamples] = [60, 400];
const longestName = 40;
const longestTitle = 80;

/**
 * The series as a picture for pages: what was measured, the band in which it would have been without the release, the
 * release. Told apart by form as well as by colour (line, edged band, dashes; blue and orange, after Okabe and Ito) and named in a
 * key; on a ground of its own, light or dark as the reader's system is, so that it can be read on any page. A screen reader gets
 * the description. Its styles reach nothing else on a page that it stands in. Text of people is escaped. Empty without values.
 */
export function seriesSvg({ title, unit, samples, counterfactual = [], release }: SeriesPicture): string {
  const finite = samples.filter(({ value }) => Number.isFinite(value));
  const after = release ? finite.filter(({ t }) => t >= release.at).length : mostSamples;
  const shown = finite.slice(-Math.min(mostSamples, after + Math.max(fewestBefore, 3 * after)));
  const first = shown[0];
  const last = shown.at(-1);
  if (!first || !last) return '';
  const band = counterfactual.filter(
    ({ t, low, high }) => t >= first.t && Number.isFinite(low) && Number.isFinite(high),
  );
  const levels = [...shown.map(({ value }) => value), ...band.flatMap(({ low, high }) => [low, high])];
  const [lowest, highest] = levels.reduce(([a, b], level) => [Math.min(a, level), Math.max(b, level)] as const, [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as readonly [number, number]);
  const span = highest - lowest || Math.abs(highest) || 1;
  const end = Math.max(last.t, band.at(-1)?.t ?? 0);
  const ticks = [highest, (highest + lowest) / 2, lowest];
  const labels = formatLevels(ticks, unit);
  const left = 16 + 7 * Math.max(...labels.map((label) => Array.from(label).length));
  const x = (t: number) => round(left + ((width - left - right) * (t - first.t)) / (end - first.t || 1));
  const y = (value: number) => round(top + ((height - top - bottom) * (highest - value)) / span);

  const grid = ticks.map(
    (tick, i) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}"/>` +
      `<text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${escaped(labels[i] ?? '')}</text>`,
  );
  const dates = [
    `<text x="${left}" y="${height - bottom + 22}">${formatDate(new Date(first.t))}</text>`,
    `<text x="${width - right}" y="${height - bottom + 22}" text-anchor="end">${formatDate(new Date(end))}</text>`,
  ];
  const points = (of: 'low' | 'high' | 'expected') => band.map((point) => `${x(point.t)},${y(point[of])}`);
  const without = band.length
    ? `<polygon class="band" points="${[...points('high'), ...points('low').reverse()].join(' ')}"/>` +
      `<polyline class="edge" points="${points('high').join(' ')}"/><polyline class="edge" points="${points('low').join(' ')}"/>` +
      `<polyline class="without" points="${points('expected').join(' ')}"/>`
    : '';
  const step = shown
    .slice(1)
    .reduce((least, { t }, i) => Math.min(least, t - (shown[i]?.t ?? t)), Number.POSITIVE_INFINITY);
  const line = (name: string, of: Sample[]) =>
    unbroken(of, step).map(
      (part) => `<polyline class="${name}" points="${part.map(({ t, value }) => `${x(t)},${y(value)}`).join(' ')}"/>`,
    );
  const weeks = step === day && shown.length >= 14 ? weeksOf(shown, release?.at) : undefined;
  const lines = weeks ? [...line('days', shown), ...line('measured', weeks)] : line('measured', shown);
  const isSeen = release && release.at >= first.t && release.at <= end;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="soundings-series" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(
      [
        `${title} from ${formatDate(new Date(first.t))} to ${formatDate(new Date(end))}, between ${formatLevels([lowest, highest], unit).join(' and ')}.`,
        ...(isSeen ? [`The dashed line is ${release.name}.`] : []),
        ...(band.length ? ['The band is where it would have been without the release.'] : []),
      ].join(' '),
    )}">`,
    `<style>${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="title" x="16" y="26">${escaped(plain(title, longestTitle))}</text>`,
    ...grid,
    ...dates,
    without,
    isSeen ? markerAt(x(release.at), release.name) : '',
    ...lines,
    key(band.length > 0, weeks !== undefined),
    '</svg>',
  ].join('');
}

/** Where values are missing there is no line; what stands alone is a point. */
function unbroken(samples: Sample[], step: number): Sample[][] {
  const parts: Sample[][] = [];
  for (const sample of samples) {
    const last = parts.at(-1);
    const before = last?.at(-1);
    if (last && before && sample.t - before.t < 1.5 * step) last.push(sample);
    else parts.push([sample]);
  }
  return parts.map((part) => (part.length === 1 ? [...part, ...part] : part));
}

/** Each day as the mean of its week, before the release and since it, so that the rhythm of the week hides no change. */
function weeksOf(samples: Sample[], release = Number.POSITIVE_INFINITY): Sample[] {
  const from = samples[0]?.t ?? 0;
  const values = new Array<number | undefined>(Math.round(((samples.at(-1)?.t ?? 0) - from) / day) + 1).fill(undefined);
  for (const { t, value } of samples) values[Math.round((t - from) / day)] = value;
  const parted = Math.max(0, Math.min(values.length, Math.floor((release - from) / day) + 1));
  const parts = [byWeek(values, 0, parted), byWeek(values, parted, values.length)];
  return samples.map(({ t }) => {
    const slot = Math.round((t - from) / day);
    return { t, value: parts[0]?.[slot] ?? parts[1]?.[slot] ?? 0 };
  });
}

function markerAt(x: number, name: string): string {
  const late = x > width / 2;
  return (
    `<line class="release" x1="${x}" x2="${x}" y1="${top - 6}" y2="${height - bottom}"/>` +
    `<text x="${x + (late ? -6 : 6)}" y="${top - 8}" text-anchor="${late ? 'end' : 'start'}">${escaped(plain(name, longestName))}</text>`
  );
}

/** What the forms mean, under the picture. */
function key(hasBand: boolean, isWeekly: boolean): string {
  const y = height - 16;
  const measured = `<line class="measured" x1="16" x2="40" y1="${y}" y2="${y}"/><text x="46" y="${y + 4}">${isWeekly ? 'by week' : 'measured'}</text>`;
  if (!hasBand) return measured;
  const box = `x="130" y="${y - 7}" width="24" height="14"`;
  return `${measured}<rect class="band edge" ${box}/><line class="without" x1="130" x2="154" y1="${y}" y2="${y}"/><text x="160" y="${y + 4}">expected without the release</text>`;
}

/** Each rule under the picture's own class: styles within a page hold for the whole of it. */
const rules = (colours: Record<string, string>) =>
  Object.entries(colours)
    .map(([selector, declarations]) => `.soundings-series ${selector}{${declarations}}`)
    .join('');

const style = [
  rules({
    text: 'font:12px system-ui,sans-serif;fill:#57606a',
    '.title': 'font-size:15px;font-weight:600;fill:#1f2328',
    '.ground': 'fill:#fff',
    '.grid': 'stroke:#d0d7de',
    '.measured': 'fill:none;stroke:#0072b2;stroke-width:2;stroke-linecap:round',
    '.days': 'fill:none;stroke:#0072b2;stroke-width:1;stroke-opacity:.35;stroke-linecap:round',
    '.band': 'fill:#e69f00;fill-opacity:.22',
    '.edge': 'stroke:#a86f00;stroke-width:.75',
    'polyline.edge': 'fill:none',
    '.without': 'fill:none;stroke:#a86f00;stroke-width:1.75;stroke-dasharray:2 3',
    '.release': 'stroke:#57606a;stroke-width:1.5;stroke-dasharray:6 4',
  }),
  `@media(prefers-color-scheme:dark){${rules({
    text: 'fill:#9198a1',
    '.title': 'fill:#f0f6fc',
    '.ground': 'fill:#0d1117',
    '.grid': 'stroke:#3d444d',
    '.measured': 'stroke:#56b4e9',
    '.days': 'stroke:#56b4e9',
    '.edge': 'stroke:#e69f00',
    '.without': 'stroke:#e69f00',
    '.release': 'stroke:#9198a1',
  })}}`,
].join('');

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Letters that XML keeps for itself, and characters that it does not allow at all. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
