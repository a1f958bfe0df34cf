import { html } from 'hono/html';
import type { Standing } from '../../domain/portfolio/portfolio.ts';
import type { Markup } from './layout.ts';

/** Of the usual badge: Verdana at 11 pixels is about as wide. */
const letter = 6.6;
const room = 10;
const height = 20;

/** `bets | moved 7 of 12`, as wide as its words. */
export function badgeSvg({ moved, concluded }: Pick<Standing, 'moved' | 'concluded'>): Markup {
  const [name, value] = ['bets', concluded === 0 ? 'none concluded yet' : `moved ${moved} of ${concluded}`];
  const [left, right] = [name, value].map((text) => Math.round(text.length * letter) + room) as [number, number];
  const said = concluded === 0 ? 'no bet has concluded yet' : `moved ${moved} of ${concluded} bets`;
  const words = (text: string, middle: number) =>
    html`<text x="${middle}" y="14" text-anchor="middle" fill="#fff">${text}</text>`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" role="img" aria-label="${said}"><title>${said}</title><rect width="${left + right}" height="${height}" rx="3" fill="#1f5fbf"/><path d="M3 0h${left - 3}v${height}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#444c56"/><g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${words(name, left / 2)}${words(value, left + right / 2)}</g></svg>`;
}
