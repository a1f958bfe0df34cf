import { LRUCache } from 'lru-cache';
import MarkdownIt from 'markdown-it';
import { cellsOf } from './cells.ts';
import { type TableMark, withHtmlTables } from './html-tables.ts';
import {
  cellMark,
  headCellMark,
  headingMark,
  type InlineText,
  labelMark,
  type OpenHtml,
  quotedMark,
  readInline,
  rowMark,
  tableEndMark,
  withoutMarks,
} from './inline-text.ts';
import type { ReadableLine } from './readable-line.ts';
import { inlineReferences } from './reference-links.ts';

/** GitHub's own limit is 65,536 characters; what is longer did not come from there and is cut. */
export const mostCharacters = 1_048_576;

/*
 * Only the block structure is asked of the parser, in which markdown-it is linear: 1 MB of the worst takes it two seconds.
 * micromark needs half a minute for 64 KB of short quotations or underlined headings, which anyone could post.
 */
const mostAddresses = 100;
const blocks = new MarkdownIt('commonmark', { html: true, maxNesting: 30 });
blocks.enable('table');
blocks.core.ruler.enableOnly(['normalize', 'block']);

/** One event reads a description several times, and people edit and push with the same one all day. */
const recent = new LRUCache<string, { all: readonly ReadableLine[]; readable: readonly ReadableLine[] }>({
  maxSize: 16 * 1024 * 1024,
  // Two bytes a character of what was written and what is shown twice, and something for each line.
  sizeCalculation: ({ all }, markdown) => 6 * markdown.length + 150 * all.length + 200,
  ttl: 600_000,
});

/**
 * The lines of a Markdown text in which a declaration or a command may stand, in order. Any text is taken, in linear time, and once while it is remembered.
 */
export const readableLines = (markdown: string): readonly ReadableLine[] => linesOf(markdown).readable;

/** The same, with the lines that are no part of it in their places. */
export const allLines = (markdown: string): readonly ReadableLine[] => linesOf(markdown).all;

function linesOf(markdown: string) {
  const known = recent.get(markdown);
  if (known) return known;
  const all = readLines(markdown);
  const lines = { all, readable: all.filter(({ apart }) => !apart) };
  recent.set(markdown, lines);
  return lines;
}

function readLines(markdown: string): ReadableLine[] {
  const source = plain(markdown.slice(0, mostCharacters));
  const sourceLines = source.split('\n');
  const lines: (ReadableLine & { mark?: TableMark })[] = [];
  const references: Record<string, { href: string; title: string }> = {};
  const tokens = blocks.parse(source, { references });
  let open: OpenHtml = { comment: false, aside: 0, quoted: 0, struck: 0 };
  const quotes: ('alert' | 'quotation')[] = [];
  let level = 0;
  let depth = 0;
  let row: InlineText[] | undefined;
  for (const [block, token] of tokens.entries()) {
    const { type } = token;
    if (type === 'blockquote_open') quotes.push(isAlert(tokens[block + 2]?.content) ? 'alert' : 'quotation');
    if (type === 'blockquote_close') quotes.pop();
    if (type === 'heading_open') level = Number(token.tag.slice(1));
    if (type === 'heading_close') level = 0;
    if (type === 'list_item_open') depth += 1;
    if (type === 'list_item_close') depth -= 1;
    if (quotes.includes('quotation')) {
      // What is quoted in a quotation is somebody else's.
      if (type === 'inline' && quotes.length === 1)
        lines.push(...linesApart(readInline(token.content, false).inline.text, block, depth, 'quotation'));
      continue;
    }
    if (type === 'tr_open') row = [];
    if (type === 'tr_close' && row) {
      lines.push({ ...cellsOf(row), heading: false, level: 0, label: false, depth, block, atMargin: false });
      row = undefined;
    }
    if (type === 'fence' || type === 'code_block') lines.push(...linesApart(token.content, block, depth, 'code'));
    const html = type === 'html_block';
    if (type !== 'inline' && !html) continue;
    const content = html ? token.content : inlineReferences(token.content, references);
    const read = readInline(content, html, open);
    // A tag left open within a paragraph ends with it, or a stray <code> would swallow the rest.
    open = html ? read.open : { ...open, comment: read.open.comment };
    if (row) {
      row.push(read.inline);
      continue;
    }
    const { text, bare, lineStarts } = read.inline;
    const firstLine = token.map?.[0] ?? 0;
    const lineOf = lineCounter(content);
    let at = 0;
    for (const [index, written] of text.split('\n').entries()) {
      const shown = withoutMarks(written, bare.slice(at, at + written.length));
      at += written.length + 1;
      const mark = markOf(written);
      if ((shown.text === '' && !mark) || (quotes.length > 0 && isAlert(shown.text))) continue;
      if (isQuoted(shown.bare)) {
        lines.push(...linesApart(shown.text, block, depth, 'quotation'));
        continue;
      }
      const inSource = sourceLines[firstLine + lineOf(lineStarts[index] ?? 0)] ?? '';
      // Jira's headings, as they come from there.
      const [mark3, jira] = /^h([1-6])\.\s+(?=\S)/.exec(shown.bare) ?? [];
      const heading = level > 0 || jira !== undefined || written.includes(headingMark);
      lines.push({
        text: shown.text.slice(mark3?.length),
        bare: shown.bare.slice(mark3?.length),
        heading,
        level: heading ? level || Number(jira ?? 3) : 0,
        label: written.includes(labelMark),
        depth,
        block,
        atMargin: inSource.trimStart().startsWith(/^\S*/.exec(shown.text)?.[0] ?? ''),
        ...(mark ? { mark } : {}),
      });
    }
  }
  return [...withoutReply(withHtmlTables(lines)), ...addresses(references, tokens.length)];
}

const original =
  /^[-_]{2,}\s?(?:(?:original|forwarded) message|ursprüngliche nachricht|message d[’']origine|mensaje original)\s?[-_]{2,}$|^(?:on|am|le|el|em|il|op)\s[^\n]{0,120}\d[^\n]{0,160}\s(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef)(?:\s[^\n]{0,120})?\s?:$/i;

const sent = /^(?:sent|date|gesendet|envoyé|enviado):\s/i;

/** What a mail program puts below a reply is somebody else's, or older. Where it quotes with `>`, what follows is the reply. */
function withoutReply(lines: ReadableLine[]): ReadableLine[] {
  const at = lines.findIndex(
    ({ text, apart }, index) =>
      !apart &&
      text.length < 400 &&
      (original.test(text) || (/^(?:from|von|de):\s/i.test(text) && sent.test(lines[index + 1]?.text ?? ''))),
  );
  if (at < 0 || lines[at + 1]?.apart === 'quotation') return lines;
  return lines.map((line, index) => (index > at && !line.apart ? { ...line, apart: 'quotation' as const } : line));
}

/** All of it stands in a `<blockquote>`. */
const isQuoted = (bare: string) => /\S/.test(bare) && bare.replaceAll(quotedMark, '').trim() === '';

function markOf(written: string): TableMark | undefined {
  if (!/[\u2063\u2064\u206a\u206b]/.test(written)) return undefined;
  const cell = written.includes(headCellMark) ? 'head' : written.includes(cellMark) ? 'data' : undefined;
  return {
    ...(written.includes(rowMark) ? { row: true } : {}),
    ...(cell ? { cell } : {}),
    ...(written.includes(tableEndMark) ? { end: true } : {}),
  };
}

/** A box like `> [!NOTE]` is written as a quotation and shown as the author's own words. */
const isAlert = (content = '') =>
  /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$/im.test(content.slice(0, 40).split('\n', 1)[0] ?? '');

type Apart = NonNullable<ReadableLine['apart']>;

function linesApart(content: string, block: number, depth: number, apart: Apart): ReadableLine[] {
  return content.split('\n').flatMap((written) => {
    const { text } = withoutMarks(written, written);
    const line = { text, bare: text, heading: false, level: 0, label: false, depth, block, atMargin: false };
    return text === '' ? [] : [{ ...line, apart }];
  });
}

/** `[Key result]: KR1` at the start of a line is the address of a link, and nobody sees it. */
const addresses = (references: Record<string, { href: string }>, block: number) =>
  Object.entries(references)
    .filter(([, { href }]) => !href.includes('/'))
    .slice(0, mostAddresses)
    .flatMap(([name, { href }]) => linesApart(`${name.toLowerCase()}: ${href}`, block, 0, 'address'));

const raised = String.raw`<su[pb]>(?:<a\s[^<>]{0,200}>)?\[?[\w*†‡]{1,4}\]?(?:<\/a>)?<\/su[pb]>|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}`;
/** `KR1<sup>1</sup>` and `14 days²` have a note; `10³` has a power. */
const footnote = new RegExp(`(?=<su|[⁰¹²³⁴-⁹])(?<=\\p{L}[\\w.-]{0,20}\\d|[%)]|[a-z]{2})(?:${raised})`, 'gu');
const power = /(?<=\d)(?:<sup>(\d{1,4})<\/sup>|(?=[⁰¹²³⁴-⁹]))/giu;
/** What an image would say is not what its author says. */
const alternative = /!\[([^\][]{0,400})\](?=[([])/g;

/** Line feeds only, no characters that are not shown: they would make two names that look the same differ. */
function plain(markdown: string): string {
  return markdown
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(footnote, '')
    .replace(power, '^$1')
    .replace(alternative, (image, text: string) => (/[:\n=]/.test(text) ? '![]' : image))
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
