import MarkdownIt from 'markdown-it';
import { drawMermaid } from './draw-mermaid.ts';

/** The only HTML that we write on GitHub: folds. It has no attributes, and people's text none of it. */
const ours = /<\/?(?:details|summary)>/g;

const reader = new MarkdownIt({ html: true, linkify: false }).disable('image');
const { escapeHtml } = reader.utils;
const { fence } = reader.renderer.rules;

const onlyOurs = (text: string): string => {
  const tags = text.match(ours) ?? [];
  return text
    .split(ours)
    .map((part, at) => escapeHtml(part) + (tags[at] ?? ''))
    .join('');
};
const rules = reader.renderer.rules;
rules.html_block = (tokens, at) => onlyOurs(tokens[at]?.content ?? '');
rules.html_inline = rules.html_block;
rules.fence = (tokens, at, options, env, self) => {
  const token = tokens[at];
  const drawn = token?.info.trim() === 'mermaid' ? drawMermaid(token.content) : undefined;
  return drawn ?? fence?.(tokens, at, options, env, self) ?? '';
};

/** A comment as GitHub shows it, its charts drawn. Links lead to http, https and mail alone: markdown-it refuses others. */
export const commentAsHtml = (markdown: string): string => reader.render(markdown);
