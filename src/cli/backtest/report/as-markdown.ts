import { list, table } from '../../../render/comment/table.ts';
import { inert } from '../../../render/words/inert.ts';
import { type Cell, cut, type Part, type Report, type Table } from './part.ts';

const mostRows = 30;

/** For an issue or a wiki: nobody is mentioned, and nothing is referred to but by a link. */
export function reportAsMarkdown({ title, lead, figures, parts }: Report): string {
  const head = [
    `# ${inert(title)}`,
    inert(lead),
    list(figures.map(({ name, figure }) => `${inert(name)}: **${figure}**`)),
  ];
  return `${[...head, ...parts.map(partAsMarkdown)].join('\n\n')}\n`;
}

function partAsMarkdown({ heading, lines, items = [], table, notes = [] }: Part): string {
  return [
    `## ${inert(heading)}`,
    ...lines.map((line) => inert(line, { maxLength: 600 })),
    ...(items.length > 0 ? [list(items.map((item) => inert(item)))] : []),
    ...(table ? [tableAsMarkdown(table)] : []),
    ...notes.map((note) => inert(note, { maxLength: 600 })),
  ].join('\n\n');
}

function tableAsMarkdown(whole: Table): string {
  const { columns, rows, left } = cut(whole, mostRows);
  const shown = table(
    columns.map(({ title }) => inert(title)),
    rows.map((row) => row.map(cellAsMarkdown)),
  );
  return left > 0 ? `${shown}\n\n… and ${left} more.` : shown;
}

const cellAsMarkdown = ({ text, href }: Cell): string => {
  const said = inert(text, { maxLength: 200 });
  return href === undefined ? said : `[${said}](${href})`;
};
