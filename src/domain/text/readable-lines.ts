import { LRUCache } from 'lru-cache';
import MarkdownIt from 'markdown-it';
import { type OpenHtml, readInline } from './inline-text.ts';

/** A line that a reader of the rendered text sees outside of code blocks, quotations and comments. */
export interface ReadableLine {
  /** Without bullet, heading signs and outer blanks; inline code keeps its text. */
  text: string;
  /** As long as `text`, with inline code as U+0000. */
  bare: string;
  heading: boolean;
  /** Lines with the same number stand in one paragraph. */
  block: number;
  /** The line begins like this in the source too: no bullet, no number before it. */
  atMargin: boolean;
}

/** GitHub's own limit is 65,536 characters; what is longer did not come from there and is cut. */
export const mostCharacters = 1_048_576;

/*
 * Only the block structure is asked of the parser, in which markdown-it is linear: 1 MB of the worst takes it two seconds.
 * micromark needs half a minute for 64 KB of short quotations or underlined headings, which anyone could post.
 */
const blocks = new MarkdownIt('commonmark', { html: true, maxNesting: 30 });
blocks.core.ruler.enableOnly(['normalize', 'block']);

/** One event reads a description several times, and people edit and push with the same one all day. */
const recent = new LRUCache<string, readonly ReadableLine[]>({
  maxSize: 16 * 1024 * 1024,
  // Two bytes a character of what was written and what is shown twice, and something for each line.
  sizeCalculation: (lines, markdown) => 6 * markdown.length + 150 * lines.length + 200,
  ttl: 600_000,
});

/**
 * The lines of a Markdown text in which a declaration or a command may stand, in order. Any text is taken, in linear time, and once while it is remembered.
 */
export function readableLines(markdown: string): readonly ReadableLine[] {
  const known = recent.get(markdown);
  if (known) return known;
  const lines = readLines(markdown);
  recent.set(markdown, lines);
  return lines;
}

function readLines(markdown: string): ReadableLine[] {
  const source = plain(markdown.slice(0, mostCharacters));
  const sourceLines = source.split('\n');
  const lines: ReadableLine[] = [];
  let open: OpenHtml = { comment: false, aside: 0 };
  let quotes = 0;
  let heading = false;
  for (const [block, token] of blocks.parse(source, {}).entries()) {
    if (token.type === 'blockquote_open') quotes += 1;
    if (token.type === 'blockquote_close') quotes -= 1;
    if (token.type === 'heading_open') heading = true;
    if (token.type === 'heading_close') heading = false;
    const html = token.type === 'html_block';
    if (quotes > 0 || (token.type !== 'inline' && !html)) continue;
    const read = readInline(token.content, html, open);
    // A tag left open within a paragraph ends with it, or a stray <code> would swallow the rest.
    open = html ? read.open : { ...open, comment: read.open.comment };
    const { text, bare, lineStarts } = read.inline;
    const firstLine = token.map?.[0] ?? 0;
    const lineOf = lineCounter(token.content);
    let at = 0;
    for (const [index, written] of text.split('\n').entries()) {
      const from = at + written.length - written.trimStart().length;
      const to = at + written.trimEnd().length;
      at += written.length + 1;
      if (from >= to) continue;
      const shown = text.slice(from, to);
      const inSource = sourceLines[firstLine + lineOf(lineStarts[index] ?? 0)] ?? '';
      const atMargin = inSource.trimStart().startsWith(shown.slice(0, 20));
      lines.push({ text: shown, bare: bare.slice(from, to), heading, block, atMargin });
    }
  }
  return lines;
}

/** Line feeds only, no characters that are not shown: they would make two names that look the same differ. */
function plain(markdown: string): string {
  return markdown
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '');
}

/** Number of the line in which an offset lies, from 0. Asked in ascending order. */
function lineCounter(content: string): (offset: number) => number {
  let line = 0;
  let next = content.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = content.indexOf('\n', next + 1);
    }
    return line;
  };
}
