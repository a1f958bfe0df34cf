import { html, raw } from 'hono/html';
import { formatDays } from '../words/dates.ts';
import { formatLevels } from '../words/figures.ts';
import type { Markup } from './layout.ts';

const [width, height, margin] = [132, 34, 4];

/** The shape of half a year, a point a week; its last one is where it stands. Nothing of fewer than two. */
export function sparkSvg(weeks: (number | undefined)[], unit: string, target?: number): Markup | '' {
  const points = weeks.flatMap((level, at) => (level === undefined ? [] : [{ at, level }]));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last) return '';
  const levels = points.map(({ level }) => level);
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const room = high - low || 1;
  const x = (at: number) => round(margin + ((width - 2 * margin) * at) / (weeks.length - 1));
  const y = (level: number) => round(height - margin - ((height - 2 * margin) * (level - low)) / room);
  const [from = '', to = ''] = formatLevels([first.level, last.level], unit);
  const line = target !== undefined && target >= low && target <= high ? y(target) : undefined;
  return html`<svg class="svg spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="By week over ${formatDays((last.at - first.at + 1) * 7)}: from ${from} to ${to}">
${line === undefined ? '' : html`<line class="target" x1="${margin}" x2="${width - margin}" y1="${line}" y2="${line}" stroke-dasharray="5 3"/>`}<polyline points="${raw(points.map(({ at, level }) => `${x(at)},${y(level)}`).join(' '))}" fill="none" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"/>
<circle cx="${x(last.at)}" cy="${y(last.level)}" r="3"/></svg>`;
}

const round = (value: number) => Math.round(value * 10) / 10;
