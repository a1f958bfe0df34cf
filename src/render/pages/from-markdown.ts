import { raw } from 'hono/html';
import MarkdownIt from 'markdown-it';

/** HTML in the text stays text, and links lead to http, https and mail alone: markdown-it refuses others. No pictures: whose one it is learns who looks at the page. */
export const newReader = () => new MarkdownIt({ html: false, linkify: false }).disable('image');

const reader = newReader();

/** What we write on GitHub, on a page: people's text in it is inert there already. */
export const fromMarkdown = (text: string) => raw(reader.render(text));

/** The same for a line. */
export const lineFromMarkdown = (text: string) => raw(reader.renderInline(text));
