import { raw } from 'hono/html';
import { newReader } from './from-markdown.ts';
import { type Markup, pathOf } from './layout.ts';

const reader = newReader();
const { rules } = reader.renderer;

// On a page a part of a digest is below the title alone.
rules.heading_open = () => '<h2>';
rules.heading_close = () => '</h2>\n';
rules.table_open = (tokens, at) => {
  const heading = tokens.findLastIndex(({ type }, before) => type === 'heading_open' && before < at);
  const name = reader.utils.escapeHtml(tokens[heading + 1]?.content ?? '');
  return `<div class="table" tabindex="0" role="region" aria-label="${name}"><table>\n`;
};
rules.table_close = () => '</table></div>\n';

/** GitHub links these by itself. */
const reference = /(^|[^\w/.-])([\w-]+)\/([\w.-]+)#(\d{1,9})(?!\w)/g;
rules.text = (tokens, at) =>
  reader.utils
    .escapeHtml(tokens[at]?.content ?? '')
    .replace(
      reference,
      (_, before: string, owner: string, repository: string, number: string) =>
        `${before}<a href="${pathOf('o', owner, 'bets', repository, number)}">${repository}#${number}</a>`,
    );

/** A part of a digest as it is written on GitHub, on a page: its bets are links to their pages. */
export const digestMarkdown = (text: string): Markup => raw(reader.render(text)) as Markup;
