import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';

const width = 760;
const height = 320;
const left = 56;
const right = 12;
const top = 34;
const bottom = 46;

/** What `render/chart/xychart.ts` writes. */
export function drawXychart(lines: string[]): string | undefined {
  const after = (word: string) => lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1) ?? '';
  const titleOf = (text: string) => /^"([^"]*)"/.exec(text)?.[1] ?? '';
  const [low = 0, high = 1] = spanOf(after('y-axis'));
  const drawn = lines.flatMap((line) => {
    const [, as, values] = /^(line|bar) "[^"]*" \[([^\]]*)\]$/.exec(line) ?? [];
    return as && values ? [{ as, values: values.split(',').map(Number) }] : [];
  });
  const length = Math.max(0, ...drawn.map(({ values }) => values.length));
  if (length < 2) return undefined;
  const palette = /"plotColorPalette":"([^"]*)"/.exec(lines.join('\n'))?.[1]?.split(', ') ?? [];
  const x = scaleLinear([0, length - 1], [left, width - right]);
  const y = scaleLinear([low, high], [height - bottom, top]);
  const named = /\[([^\]]*)\]$/.exec(after('x-axis'))?.[1]?.split(', ').map(titleOf);
  const [from = 0, to = length - 1] = spanOf(after('x-axis'));
  const ticks = named
    ? named.map((name, at) => ({ at, name }))
    : scaleLinear([from, to], [0, length - 1])
        .ticks(9)
        .map((tick) => ({ at: ((tick - from) / (to - from)) * (length - 1), name: String(tick) }));
  return html`<svg class="svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${titleOf(after('title'))}">
<text x="${width / 2}" y="18" text-anchor="middle">${titleOf(after('title'))}</text>
${y.ticks(5).map(
  (tick) => html`<line class="axis" x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}"/>
<text class="dim" x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${String(tick)}</text>
`,
)}${ticks.map(({ at, name }) => html`<text class="dim" x="${x(at)}" y="${height - bottom + 17}" text-anchor="middle">${name}</text>`)}
<text class="dim" x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">${titleOf(after('x-axis'))}</text>
${drawn.map(({ as, values }, at) => {
  const color = palette[at] ?? 'currentColor';
  if (as === 'line')
    return html`<polyline fill="none" stroke="${color}" stroke-width="2" points="${values.map((value, i) => `${round(x(i))},${round(y(value))}`).join(' ')}"/>
`;
  const mark = values.indexOf(Math.max(...values));
  return html`<rect fill="${color}" x="${round(x(mark)) - 1.5}" width="3" y="${top}" height="${height - bottom - top}"/>
`;
})}</svg>`.toString();
}

const spanOf = (axis: string): number[] => /(?:^| )(-?[\d.]+) --> (-?[\d.]+)$/.exec(axis)?.slice(1).map(Number) ?? [];
const round = (at: number) => Math.round(at * 10) / 10;
