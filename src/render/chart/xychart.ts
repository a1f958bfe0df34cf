import { plain } from '../words/plain.ts';

interface ChartLine {
  name: string;
  color: string;
  values: number[];
}

export interface Chart {
  title: string;
  /** What the figures are: `percent`, `ms`. */
  unit: string;
  /** What is counted along the line, and where its first and last point stand. */
  x: { title: string; from: number; to: number };
  lines: ChartLine[];
  /** Position of the point to be marked by an upright line: the release. */
  mark?: { at: number; name: string };
  /** For a phone: a wide one has letters there that nobody can read. */
  narrow?: boolean;
}

/** Seen on white and on black, and told apart by people who do not see red and green. */
export const colors = { measured: '#2f81f7', days: '#8cb8ee', without: '#d97706', band: '#d8b384', mark: '#8b949e' };

/** More points than this are more than a comment's width shows. */
export const mostPoints = 90;

/**
 * A Mermaid chart for a comment. Always beside a table: some readers' Mermaid is older, and some have none. Undefined where there is
 * no line to draw. `xychart-beta`, because older renderers do not know it by another name; the only thing upright there is a bar, and one bar among none
 * marks the release. Nothing can be filled there, and no line be broken.
 */
export function xychart({ title, unit, x, lines, mark, narrow = false }: Chart): string | undefined {
  const known = lines.filter(({ values }) => values.length > 1 && values.every(Number.isFinite));
  if (known.length === 0) return undefined;
  const { by, word } = shortened(known.flatMap(({ values }) => values));
  const drawn = known.map((line) => ({ ...line, values: line.values.map((value) => value / by) }));
  const { low, high, decimals } = rangeOf(drawn.flatMap(({ values }) => values));
  const length = drawn[0]?.values.length ?? 0;
  const upright = mark && {
    as: 'bar',
    name: mark.name,
    color: colors.mark,
    values: Array.from({ length }, (_, at) => (at === mark.at ? high : low)),
  };
  const all = [...(upright ? [upright] : []), ...drawn.map((line) => ({ ...line, as: 'line' }))];
  const palette = all.map(({ color }) => color).join(', ');
  const config = {
    xyChart: {
      ...(narrow ? { width: 440, height: 260, titleFontSize: 15 } : { width: 760, height: 320 }),
      // It would repeat the title, and lie beside the chart on a phone.
      ...(all.length === 1 ? { showLegend: false } : {}),
      // On a phone Mermaid leaves the axis less room than its figures take.
      yAxis: { labelPadding: 14 },
    },
    themeVariables: { xyChart: { backgroundColor: 'transparent', plotColorPalette: palette } },
  };
  // On a number line of a few points there would be marks between the days.
  const few = length <= 12 ? Array.from({ length }, (_, at) => quoted(String(x.from + at))) : undefined;
  const axis = few ? `[${few.join(', ')}]` : `${x.from} --> ${x.to}`;
  return [
    '```mermaid',
    `%%{init: ${JSON.stringify(config)}}%%`,
    'xychart-beta',
    `  title "${headingOf(title, word, unit)}"`,
    `  x-axis ${quoted(x.title)} ${axis}`,
    `  y-axis ${decimal(low, decimals)} --> ${decimal(high, decimals)}`,
    ...all.map(
      ({ as, name, values }) =>
        `  ${as} ${quoted(name)} [${values.map((value) => decimal(value, decimals)).join(', ')}]`,
    ),
    '```',
  ].join('\n');
}

/** Long figures at the axis are cut off on a phone. */
function shortened(values: number[]): { by: number; word: string } {
  const most = Math.max(...values.map(Math.abs));
  if (most < 1e5) return { by: 1, word: '' };
  return most < 1e8 ? { by: 1e3, word: 'thousand' } : { by: 1e6, word: 'million' };
}

/** A little more than what is drawn, so that no line lies on the frame; and the decimals that a pixel of it deserves. */
function rangeOf(values: number[]): { low: number; high: number; decimals: number } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = high > low ? (high - low) * 0.08 : Math.abs(high) * 0.1 || 1;
  const decimals = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(high - low || room))));
  return { low: low >= 0 && low < room ? 0 : low - room, high: high + room, decimals };
}

/** Mermaid reads no exponents. */
function decimal(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e20) return BigInt(Math.trunc(value)).toString();
  const text = value.toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** With the unit: beside the axis it would stand on the figures, on a phone. */
function headingOf(title: string, word: string, unit: string): string {
  const its = `${word} ${unit === 'count' ? '' : asciiOf(unit).slice(0, 20)}`.trim();
  const name = asciiOf(title)
    .slice(0, 78 - its.length)
    .trim();
  return [name, its].filter((part) => part !== '').join(', ') || '-';
}

const quoted = (text: string): string => `"${asciiOf(text).slice(0, 80).trim() || '-'}"`;

/** Older renderers take nothing else for a title. */
const asciiOf = (text: string): string =>
  plain(text, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9 ()'.,:/+-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
