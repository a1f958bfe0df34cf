import { html } from 'hono/html';
import type { Markup } from './layout.ts';

const [width, ends] = [140, 6];

/** How far a key result has come on its way: a line, and a dot where it stands. */
export function progressSvg(progress: number): Markup {
  const at = Math.round(ends + (width - 2 * ends) * progress);
  const share = `${Math.round(progress * 100)}% of the way`;
  return html`<svg class="svg" viewBox="0 0 ${width} 16" width="${width}" height="16" role="img" aria-label="${share}">
<line class="track" x1="${ends}" x2="${width - ends}" y1="8" y2="8" stroke-width="4" stroke-linecap="round"/>
<line class="reached" x1="${ends}" x2="${at}" y1="8" y2="8" stroke-width="4" stroke-linecap="round"/>
<circle class="dot" cx="${at}" cy="8" r="5.5"/></svg>`;
}
