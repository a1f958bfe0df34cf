import { raw } from 'hono/html';
import MarkdownIt from 'markdown-it';

/** HTML in the text stays text, and links lead to http, https and mail alone: markdown-it refuses others. */
const reader = new MarkdownIt({ html: false, linkify: false });
// Whose picture it is learns who looks at the page.
reader.disable('image');

/** What we write on GitHub, on a page: people's text in it is inert there already. */
export const fromMarkdown = (text: string) => raw(reader.render(text));

/** The same for a line. */
export const lineFromMarkdown = (text: string) => raw(reader.renderInline(text));
