import MarkdownIt from 'markdown-it';

/** Text as a reader sees it, without what is struck out, and the same with everything blanked out that is code or quoted. Equal in length. */
export interface InlineText {
  text: string;
  /** Code is U+0000 here and a quotation U+0001, so that a key or a closing keyword is only found outside of them. */
  bare: string;
  /** For each line of `text`, the offset in the source at which it begins. */
  lineStarts: number[];
}

/** What HTML left open at the end of a block: it lasts until it is closed, over blank lines too. */
export interface OpenHtml {
  comment: boolean;
  /** Tags like <pre> and <blockquote> that are open. */
  aside: number;
  /** Those of them that quote. */
  quoted: number;
  /** Tags like <del> that are open. */
  struck: number;
}

const nothingOpen: OpenHtml = { comment: false, aside: 0, quoted: 0, struck: 0 };

/** In `bare`, what is quoted. */
export const quotedMark = '\u0001';

/** Stand before what HTML makes a heading, or the name of something. They are not shown, so that no text of people's has them any more. */
export const headingMark = '\u2061';
export const labelMark = '\u2062';
/** Stand before a row of an HTML table, its cells, and what follows the table. */
export const rowMark = '\u2063';
export const cellMark = '\u2064';
export const headCellMark = '\u206a';
export const tableEndMark = '\u206b';

/** A line without these marks and without outer blanks. */
export function withoutMarks(text: string, bare: string): { text: string; bare: string } {
  const from = /^[\s\u2061-\u2064\u206a\u206b]*/.exec(text)?.[0].length ?? 0;
  const to = Math.max(from, text.trimEnd().length);
  return { text: text.slice(from, to), bare: bare.slice(from, to) };
}

/** What stands inside does not count: it is code, a quotation or not shown. */
const asideTags = new Set('pre code samp kbd tt blockquote q script style textarea template title xmp'.split(' '));
const quoteTags = new Set(['blockquote', 'q']);
const struckTags = new Set('del s strike'.split(' '));
const headingTags = new Set('h1 h2 h3 h4 h5 h6'.split(' '));
const labelTags = new Set('summary dt legend'.split(' '));
const lineTags = new Set(
  'br p div li ul ol dl dt dd details summary section article header footer center hr table tr td th tbody thead h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const textTags = new Set('b strong i em u ins span sub sup font small mark big abbr cite label'.split(' '));

const issueAddress = /\shref=["']?(https?:\/\/[^\s"'<>]{1,300}\/issues\/\d{1,10})/i;

const markdownMarks =
  /\\[!-/:-@[-`{-~]|\\(?=\n)|`+|~+|<!--|<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31});/gi;
const htmlMarks = /<!--|<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31});/gi;
const { unescapeAll } = new MarkdownIt().utils;

/**
 * Reads the inline marks of a block that matter here: code spans, comments, escapes, strikes and tags. By hand and in one pass, because
 * Markdown parsers look for the end of each opening mark anew: 64 KB of `<!-- ` takes them a minute.
 * @param html the block is raw HTML, in which Markdown means nothing
 */
export function readInline(source: string, html: boolean, open = nothingOpen): { inline: InlineText; open: OpenHtml } {
  const page = newPage();
  if (!open.comment && open.aside + open.struck === 0 && !/[\\`~<&]/.test(source)) {
    page.write(source, 0, '');
    return { inline: page.done(), open };
  }
  const codeEnd = html ? () => undefined : closers(source, /`+/g);
  const strikeEnd = html ? () => undefined : closers(source, strikeEnds);
  const marks = new RegExp(html ? htmlMarks : markdownMarks);
  const lastAnchorEnd = source.lastIndexOf('</a');
  const lastCommentEnd = source.lastIndexOf('-->');
  let { comment, aside, quoted, struck } = open;
  let newRow = false;
  let anchor: string | undefined;
  let at = 0;
  const write = (piece: string, from: number) =>
    struck > 0 ? page.skip(piece, from) : page.write(piece, from, quoted > 0 ? quotedMark : aside > 0 ? '\0' : '');
  if (comment) {
    const end = source.indexOf('-->');
    if (end < 0) return { inline: page.done(), open };
    comment = false;
    at = end + 3;
  }
  for (;;) {
    marks.lastIndex = at;
    const mark = marks.exec(source);
    write(source.slice(at, mark?.index), at);
    if (!mark) break;
    const [found, tag] = mark;
    at = marks.lastIndex;
    if (found === '<!--') {
      if (lastCommentEnd >= mark.index + 2) at = source.indexOf('-->', mark.index + 2) + 3;
      else if (html) {
        comment = true;
        break;
      } else write(found, mark.index);
    } else if (found.startsWith('`')) {
      const end = codeEnd(found.length, at);
      if (end === undefined) write(found, mark.index);
      else {
        if (struck > 0) page.skip(source.slice(at, end), at);
        else page.write(source.slice(at, end), at, quoted > 0 ? quotedMark : '\0');
        at = end + found.length;
      }
    } else if (found.startsWith('~')) {
      const end = beginsStrike(source, mark.index, found.length) ? strikeEnd(found.length, at + 1) : undefined;
      if (end === undefined) write(found, mark.index);
      else {
        page.skip(source.slice(at, end), at);
        at = end + found.length;
      }
    } else if (found.startsWith('&')) write(characterOf(found), mark.index);
    else if (found.startsWith('\\')) write(found.slice(1), mark.index + 1);
    else {
      const name = (tag ?? '').toLowerCase();
      const closes = found.startsWith('</');
      if (name === 'tr') newRow = !closes;
      if (asideTags.has(name)) {
        aside = nested(aside, closes);
        if (quoteTags.has(name)) quoted = nested(quoted, closes);
      } else if (struckTags.has(name)) struck = nested(struck, closes);
      else if (lineTags.has(name)) {
        const labels = !closes && (labelTags.has(name) || (isCell(name) && newRow));
        const shown = !closes && headingTags.has(name) ? headingMark : labels ? labelMark : '';
        write(`\n${tableMarkOf(name, closes)}${shown}`, at);
        if (isCell(name)) newRow = false;
      } else if (name === 'a') {
        if (anchor !== undefined && closes) write(`](${anchor})`, at);
        const href = closes ? undefined : issueAddress.exec(found)?.[1];
        anchor = lastAnchorEnd >= at ? href : undefined;
        if (anchor !== undefined) write('[', at);
      } else if (name === 'input' && /\stype=["']?(?:checkbox|radio)\b/i.test(found))
        write(/\schecked\b/i.test(found) ? '[x] ' : '[ ] ', at);
      else if (!textTags.has(name)) write(found, mark.index);
    }
  }
  return { inline: page.done(), open: { comment, aside, quoted, struck } };
}

const isCell = (name: string) => name === 'td' || name === 'th';

function tableMarkOf(name: string, closes: boolean): string {
  if (closes) return name === 'table' ? tableEndMark : '';
  return name === 'tr' ? rowMark : name === 'td' ? cellMark : name === 'th' ? headCellMark : '';
}

/** `&nbsp;` as it is shown; what is not shown is nothing. */
const characterOf = (entity: string) => unescapeAll(entity).replace(/[\p{Cc}\p{Cf}]/gu, '');

const nested = (depth: number, closes: boolean) => (closes ? Math.max(0, depth - 1) : depth + 1);

/** The end of a strike follows what is struck; a single tilde also ends a word. */
const strikeEnds = /(?<=[^\s~])(?:~~|~(?![\p{L}\p{N}]))(?!~)/gu;

/** `~~KR1~~` and `~KR1~`; in `~5%`, `~/tmp` and `a~b` nothing is struck. */
function beginsStrike(source: string, at: number, length: number): boolean {
  if (length > 2 || /^(?:\s|$)/.test(source.slice(at + length, at + length + 1))) return false;
  return length === 2 || at === 0 || /[\s\p{P}]/u.test(source.charAt(at - 1));
}

function newPage() {
  const text: string[] = [];
  const bare: string[] = [];
  const lineStarts = [0];
  return {
    write(piece: string, from: number, blank: string) {
      text.push(piece);
      bare.push(blank === '' ? piece : piece.replace(/[^\n]/g, blank));
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1))
        lineStarts.push(Math.max(from + at + 1, lineStarts.at(-1) ?? 0));
    },
    /** What is not shown still has its lines. */
    skip(piece: string, from: number) {
      if (piece.includes('\n')) this.write(piece.replace(/[^\n]/g, ''), from, '');
    },
    done: (): InlineText => ({ text: text.join(''), bare: bare.join(''), lineStarts }),
  };
}

/** Where the next of the marks stands that ends what a run of `length` such marks began, if there is one. Asked in ascending order. */
function closers(source: string, ends: RegExp): (length: number, after: number) => number | undefined {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of source.matchAll(ends)) {
    const known = runs.get(run.length);
    if (known) known.push(index);
    else runs.set(run.length, [index]);
  }
  for (const positions of runs.values()) positions.reverse();
  return (length, after) => {
    const positions = runs.get(length) ?? [];
    while ((positions.at(-1) ?? after) < after) positions.pop();
    return positions.at(-1);
  };
}
