import type { CounterfactualPoint } from '../analysis/effect.ts';
import type { Sample } from '../analysis/samples.ts';
import { formatDate } from './dates.ts';
import { formatLevels } from './figures.ts';

export interface SeriesPicture {
  title: string;
  unit: string;
  samples: Sample[];
  /** Where the metric would have been without the release, with its band; absent before there is one. */
  counterfactual?: CounterfactualPoint[];
  release?: { at: number; name: string };
}

const [width, height] = [720, 280];
const [left, right, top, bottom] = [76, 16, 20, 34];
/** A picture shows a season, not an archive. */
const mostSamples = 400;

/**
 * The series as a picture for pages: what was measured, the band in which it would have been without the release, the
 * release. Told apart by form as well as by colour (line, filled band, dashes; blue and orange, after Okabe and Ito), in
 * light and in dark; a screen reader gets the title and the description. Text of people is escaped. Empty without values.
 */
export function seriesSvg({ title, unit, samples, counterfactual = [], release }: SeriesPicture): string {
  const shown = samples.slice(-mostSamples).filter(({ value }) => Number.isFinite(value));
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
  const x = (t: number) => round(left + ((width - left - right) * (t - first.t)) / (end - first.t || 1));
  const y = (value: number) => round(top + ((height - top - bottom) * (highest - value)) / span);

  const ticks = [highest, (highest + lowest) / 2, lowest];
  const labels = formatLevels(ticks, unit);
  const grid = ticks.map(
    (tick, i) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}"/>` +
      `<text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${escaped(labels[i] ?? '')}</text>`,
  );
  const dates = [
    `<text x="${left}" y="${height - 10}">${formatDate(new Date(first.t))}</text>`,
    `<text x="${width - right}" y="${height - 10}" text-anchor="end">${formatDate(new Date(end))}</text>`,
  ];
  const outline = [
    ...band.map(({ t, high }) => `${x(t)},${y(high)}`),
    ...band.toReversed().map(({ t, low }) => `${x(t)},${y(low)}`),
  ];
  const without = band.length
    ? `<polygon class="band" points="${outline.join(' ')}"/><polyline class="without" points="${band.map(({ t, expected }) => `${x(t)},${y(expected)}`).join(' ')}"/>`
    : '';
  const marker =
    release && release.at >= first.t && release.at <= end
      ? `<line class="release" x1="${x(release.at)}" x2="${x(release.at)}" y1="${top}" y2="${height - bottom}"/>` +
        `<text x="${x(release.at) + (x(release.at) > width / 2 ? -6 : 6)}" y="${top - 6}" text-anchor="${x(release.at) > width / 2 ? 'end' : 'start'}">${escaped(release.name)}</text>`
      : '';
  const description = [
    `${title} from ${formatDate(new Date(first.t))} to ${formatDate(new Date(end))}, between ${formatLevels([lowest, highest], unit).join(' and ')}.`,
    ...(marker ? [`The dashed line is ${release?.name}.`] : []),
    ...(band.length ? ['The band is where it would have been without the release.'] : []),
  ].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(title)}</title><desc id="d">${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    ...grid,
    ...dates,
    without,
    marker,
    `<polyline class="measured" points="${shown.map(({ t, value }) => `${x(t)},${y(value)}`).join(' ')}"/>`,
    '</svg>',
  ].join('');
}

const style = [
  'text{font:12px system-ui,sans-serif;fill:#57606a}',
  '.grid{stroke:#d0d7de}',
  '.measured{fill:none;stroke:#0072b2;stroke-width:2}',
  '.band{fill:#e69f00;fill-opacity:.25}',
  '.without{fill:none;stroke:#b87f00;stroke-width:1.5;stroke-dasharray:2 3}',
  '.release{stroke:#57606a;stroke-width:1.5;stroke-dasharray:6 4}',
  '@media(prefers-color-scheme:dark){text{fill:#9198a1}.grid{stroke:#3d444d}.measured{stroke:#56b4e9}.without{stroke:#e69f00}.release{stroke:#9198a1}}',
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
