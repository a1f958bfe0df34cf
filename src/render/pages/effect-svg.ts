import { html } from 'hono/html';
import type { Span } from '../../domain/declaration/declaration.ts';
import { formatRelative, formatRelativeSpan } from '../words/figures.ts';
import type { Markup } from './layout.ts';

const [width, height, margin] = [320, 56, 12];

interface EffectPicture {
  effect: { relative: number } & Span;
  expected?: Span;
  /** What is drawn from end to end, where several are to be compared. */
  range?: Span;
}

/** What was measured with its interval, against zero and against what was expected; told apart by form as well as by colour. */
export function effectSvg({ effect, expected, range }: EffectPicture): Markup {
  const ends = [
    0,
    effect.low,
    effect.high,
    ...(expected ? [expected.low, expected.high] : []),
    ...(range ? [range.low, range.high] : []),
  ];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = most - least || 1;
  const x = (value: number) => Math.round(margin + ((width - 2 * margin) * (value - least)) / room);
  const name = [
    `Measured ${formatRelative(effect.relative)}, interval ${formatRelativeSpan(effect)}`,
    ...(expected ? [`expected ${formatRelativeSpan(expected)}`] : []),
  ].join('; ');
  const band =
    expected &&
    html`<rect class="${expected.low === expected.high ? 'band point-like' : 'band'}" x="${x(expected.low) - 1}" width="${Math.max(3, x(expected.high) - x(expected.low) + 2)}" y="8" height="26" rx="2"/>`;
  return html`<svg class="svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}">
${band ?? ''}<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="4" y2="38"/>
<line class="interval" x1="${x(effect.low)}" x2="${x(effect.high)}" y1="21" y2="21" stroke-width="2" stroke-linecap="round"/>
<circle class="point" cx="${x(effect.relative)}" cy="21" r="4.5"/>
<text x="${x(0)}" y="52" text-anchor="${anchor(x(0))}">0</text>
</svg>`;
}

const anchor = (x: number) => (x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle');
