import { plain } from '../words/plain.ts';

export interface FlowNode {
  id: string;
  /** Lines of a label: of our own making or people's, they do nothing. */
  lines: string[];
  shape?: 'box' | 'round';
  /** How its frame is drawn: thick for what a bet is about, broken for what is not known. */
  frame?: 'thick' | 'broken';
}

export interface FlowEdge {
  from: string;
  to: string;
  label?: string;
  /** Not a way for a movement to go, or one that is in doubt. */
  dotted?: boolean;
  /** Without a head. */
  open?: boolean;
}

const longestLine = 60;

/**
 * A Mermaid flowchart from the bottom up, for a comment. Always beside words: some readers have no Mermaid. Colours are the reader's
 * theme's own, so that it can be read on white and on black; what matters is said in the labels.
 */
export function flowchart(nodes: FlowNode[], edges: FlowEdge[]): string {
  const framed = (frame: FlowNode['frame']) => nodes.filter((node) => node.frame === frame).map(({ id }) => id);
  const classes = (['thick', 'broken'] as const).flatMap((frame) => {
    const ids = framed(frame);
    return ids.length > 0 ? [`  class ${ids.join(',')} ${frame}`] : [];
  });
  return [
    '```mermaid',
    'flowchart BT',
    ...nodes.map(({ id, lines, shape }) => {
      const label = `"${lines.map(labelled).join('<br>')}"`;
      return `  ${id}${shape === 'round' ? `([${label}])` : `[${label}]`}`;
    }),
    ...edges.map(({ from, to, label, dotted, open }) => {
      const arrow = `${dotted ? '-.-' : '---'}${open ? '' : '>'}`.replace('--->', '-->');
      return `  ${from} ${arrow}${label === undefined ? '' : `|"${labelled(label)}"|`} ${to}`;
    }),
    '  classDef thick stroke-width:3px',
    '  classDef broken stroke-dasharray:6 4',
    ...classes,
    '```',
  ].join('\n');
}

/** What Mermaid takes as it is: letters, digits, spaces, and the marks of figures where they can be nothing else. */
const harmless = /[\p{L}\p{M}\p{Nd} ,]|(?<=\p{Nd})\.(?=\p{Nd})|(?<![-+])[-+](?=[\p{L}\p{Nd}])|(?<!%)%(?![%{])/gu;

/**
 * Everything else stands by its number, because in a label Mermaid reads Markdown, HTML, its own directives, icons and formulas.
 */
function labelled(text: string): string {
  const line = (plain(text, longestLine) || '-')
    .replace(/(?<=\p{Nd}) %/gu, '\u00a0%')
    // By their numbers, too, these are an icon, the end of a line and a formula: a word joiner comes between.
    .replace(/:(?=fa-)|\\(?=n)|\$(?=\$)/g, '$&\u2060');
  const kept = new Set(Array.from(line.matchAll(harmless), ({ index }) => index));
  let at = 0;
  return Array.from(line, (point) => {
    const here = at;
    at += point.length;
    return kept.has(here) ? point : `#${point.codePointAt(0)};`;
  }).join('');
}
