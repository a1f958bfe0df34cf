import { html } from 'hono/html';

interface Node {
  id: string;
  lines: string[];
  round: boolean;
}

interface Edge {
  from: string;
  to: string;
  label: string;
  dotted: boolean;
  headless: boolean;
}

const boxWidth = 240;
const lineHeight = 17;
const gap = { x: 24, y: 54 };

/** What `render/chart/flowchart.ts` writes: each node above all that lead to it. */
export function drawFlowchart(lines: string[]): string | undefined {
  const nodes = lines.flatMap((line): Node[] => {
    const [, id, open, label] = /^(\w+)(\(\[|\[)"([^"]*)"\]\)?$/.exec(line) ?? [];
    return id && label !== undefined ? [{ id, lines: label.split('<br>').map(asWritten), round: open === '([' }] : [];
  });
  const edges = lines.flatMap((line): Edge[] => {
    const [, from, arrow = '', label = '', to] =
      /^(\w+) (-->|---|-\.->|-\.-)(?:\|"([^"]*)"\|)? (\w+)$/.exec(line) ?? [];
    const known = [from, to].every((id) => nodes.some((node) => node.id === id));
    const how = { label: asWritten(label), dotted: arrow.includes('.'), headless: !arrow.endsWith('>') };
    return from && to && known ? [{ from, to, ...how }] : [];
  });
  if (nodes.length === 0) return undefined;
  const framed = (kind: string) =>
    new Set(
      new RegExp(`^class (\\S+) ${kind}$`)
        .exec(lines.find((line) => line.startsWith('class ') && line.endsWith(` ${kind}`)) ?? '')?.[1]
        ?.split(','),
    );
  const [thick, broken] = [framed('thick'), framed('broken')];

  const rows = rowsOf(nodes, edges);
  const heights = rows.map((row) => Math.max(...row.map(heightOf)));
  const width = Math.max(...rows.map((row) => row.length)) * (boxWidth + gap.x) - gap.x + 4;
  const height = heights.reduce((sum, one) => sum + one + gap.y, -gap.y) + 4;
  const places = new Map<string, { x: number; y: number; height: number }>();
  let y = 2;
  for (const [at, row] of rows.entries()) {
    const start = (width - row.length * (boxWidth + gap.x) + gap.x) / 2;
    for (const [i, node] of row.entries())
      places.set(node.id, { x: start + i * (boxWidth + gap.x), y, height: heightOf(node) });
    y += (heights[at] ?? 0) + gap.y;
  }
  return html`<svg class="svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="How the metrics drive each other">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
${edges.map(({ from, to, label, dotted, headless }) => {
  const [low, high] = [places.get(from), places.get(to)];
  if (!low || !high) return '';
  const [x1, y1, x2, y2] = [low.x + boxWidth / 2, low.y, high.x + boxWidth / 2, high.y + high.height];
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return html`<line class="edge" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"${dotted ? html` stroke-dasharray="4 4"` : ''}${headless ? '' : html` marker-end="url(#head)"`}/>
${label === '' ? '' : html`<rect class="behind" x="${mx - label.length * 3.3 - 4}" y="${my - 10}" width="${label.length * 6.6 + 8}" height="18"/><text class="dim" x="${mx}" y="${my + 4}" text-anchor="middle">${label}</text>`}
`;
})}${nodes.map((node) => {
  const place = places.get(node.id);
  if (!place) return '';
  const frame = thick.has(node.id) ? html` stroke-width="3"` : broken.has(node.id) ? html` stroke-dasharray="6 4"` : '';
  return html`<rect class="box" x="${place.x}" y="${place.y}" width="${boxWidth}" height="${place.height}" rx="${node.round ? 18 : 4}"${frame}/>
${node.lines.map((line, at) => html`<text x="${place.x + boxWidth / 2}" y="${place.y + 20 + at * lineHeight}" text-anchor="middle">${line}</text>`)}
`;
})}</svg>`.toString();
}

/** From the top down. A cycle, which a map cannot have, ends at the number of nodes. */
function rowsOf(nodes: Node[], edges: Edge[]): Node[][] {
  const heights = new Map(nodes.map(({ id }) => [id, 0]));
  for (const _ of nodes)
    for (const { from, to } of edges)
      heights.set(to, Math.min(nodes.length, Math.max(heights.get(to) ?? 0, (heights.get(from) ?? 0) + 1)));
  const levels = [...new Set(heights.values())].sort((a, b) => b - a);
  return levels.map((level) => nodes.filter(({ id }) => heights.get(id) === level));
}

const heightOf = ({ lines }: Node) => lines.length * lineHeight + 16;

/** Marks stand by their numbers in a label. */
const asWritten = (label: string) =>
  label.replace(/#(\d{1,7});/g, (found, number) =>
    Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : found,
  );
