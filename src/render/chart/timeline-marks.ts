import { html } from 'hono/html';
import { formatDate } from '../words/dates.ts';
import { plain } from '../words/plain.ts';
import { colors } from './xychart.ts';

/** A release; of another team it is hollow. */
export interface Mark {
  at: number;
  name: string;
  isOwn: boolean;
}

interface Cluster {
  x: number;
  marks: Mark[];
}

/** So close that their circles would lie on each other. */
const tooClose = 13;

/** Marks from the left, those too close together as one. */
export function clusters(marks: Mark[], x: (at: number) => number): Cluster[] {
  const found: Cluster[] = [];
  for (const mark of marks.toSorted((one, other) => one.at - other.at)) {
    const last = found.at(-1);
    if (last && x(mark.at) - last.x < tooClose) last.marks.push(mark);
    else found.push({ x: x(mark.at), marks: [mark] });
  }
  return found;
}

/** Darker than its line, as a figure stands on it. */
export const ownMark = '#57606a';

/** Own releases have a line through the picture: where there are many others they would hide what is measured. */
export function markOf({ x, marks }: Cluster, { y, foot }: { y: number; foot: number }) {
  const isOwn = marks.some((mark) => mark.isOwn);
  const names = marks.map(({ name, at }) => `${plain(name, 60)}, ${formatDate(new Date(at))}`).join('\n');
  const many = marks.length > 1;
  return html`<g class="release">${isOwn ? html`<line x1="${x}" x2="${x}" y1="${y}" y2="${foot}" stroke="${colors.mark}" stroke-dasharray="6 4"/>` : ''}<circle class="${isOwn ? 'mark own' : 'mark'}" cx="${x}" cy="${y}" r="${many ? 8 : 5}" fill="${isOwn ? ownMark : '#fff'}" stroke="${colors.mark}" stroke-width="1.5"><title>${names}</title></circle>${many ? html`<text class="${isOwn ? 'count own' : 'count'}" x="${x}" y="${y + 3.5}" text-anchor="middle" font-size="10" fill="${isOwn ? '#fff' : '#59636e'}">${marks.length}</text>` : ''}</g>`;
}
