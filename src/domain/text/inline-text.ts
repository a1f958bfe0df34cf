/** Text as a reader sees it, and the same with everything blanked out that is code or struck out. Equal in length. */
export interface InlineText {
  text: string;
  /** Code is U+0000 here, so that a key or a closing keyword is only found outside of it. */
  bare: string;
  /** For each line of `text`, the offset in the source at which it begins. */
  lineStarts: number[];
}

/** What HTML left open at the end of a block: it lasts until it is closed, over blank lines too. */
export interface OpenHtml {
  comment: boolean;
  /** Tags like <pre> and <blockquote> that are open. */
  aside: number;
}

const nothingOpen: OpenHtml = { comment: false, aside: 0 };

/** What stands inside does not count: it is code, a quotation, struck out or not shown. */
const asideTags = new Set(
  'pre code samp kbd tt blockquote q script style textarea template del s strike title xmp'.split(' '),
);
const lineTags = new Set(
  'br p div li ul ol dl dt dd details summary section article header footer center hr table tr td th tbody thead h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const textTags = new Set('b strong i em u ins span a sub sup font small mark big abbr cite'.split(' '));

const markdownMarks = /\\[!-/:-@[-`{-~]|`+|<!--|<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi;
const htmlMarks = /<!--|<\/?([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi;

/**
 * Reads the inline marks of a block that matter here: code spans, comments, escapes and tags. By hand and in one pass, because
 * Markdown parsers look for the end of each opening mark anew: 64 KB of `<!-- ` takes them a minute.
 * @param html the block is raw HTML, in which Markdown means nothing
 */
export function readInline(source: string, html: boolean, open = nothingOpen): { inline: InlineText; open: OpenHtml } {
  const page = newPage();
  const closers = html ? undefined : codeSpanClosers(source);
  const marks = new RegExp(html ? htmlMarks : markdownMarks);
  const lastCommentEnd = source.lastIndexOf('-->');
  let { comment, aside } = open;
  let at = 0;
  if (comment) {
    const end = source.indexOf('-->');
    if (end < 0) return { inline: page.done(), open };
    comment = false;
    at = end + 3;
  }
  for (;;) {
    marks.lastIndex = at;
    const mark = marks.exec(source);
    page.write(source.slice(at, mark?.index), at, aside > 0);
    if (!mark) break;
    const [found, tag] = mark;
    at = marks.lastIndex;
    if (found === '<!--') {
      if (lastCommentEnd >= mark.index + 2) at = source.indexOf('-->', mark.index + 2) + 3;
      else if (html) {
        comment = true;
        break;
      } else page.write(found, mark.index, aside > 0);
    } else if (found.startsWith('`')) {
      const end = closers?.(found.length, at);
      if (end === undefined) page.write(found, mark.index, aside > 0);
      else {
        page.write(source.slice(at, end), at, true);
        at = end + found.length;
      }
    } else if (found.startsWith('\\')) page.write(found.slice(1), mark.index + 1, aside > 0);
    else {
      const name = (tag ?? '').toLowerCase();
      if (asideTags.has(name)) aside = found.startsWith('</') ? Math.max(0, aside - 1) : aside + 1;
      else if (lineTags.has(name)) page.write('\n', at, aside > 0);
      else if (!textTags.has(name)) page.write(found, mark.index, aside > 0);
    }
  }
  return { inline: page.done(), open: { comment, aside } };
}

function newPage() {
  const text: string[] = [];
  const bare: string[] = [];
  const lineStarts = [0];
  return {
    write(piece: string, from: number, blank: boolean) {
      text.push(piece);
      bare.push(blank ? piece.replace(/[^\n]/g, '\0') : piece);
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1))
        lineStarts.push(Math.max(from + at + 1, lineStarts.at(-1) ?? 0));
    },
    done: (): InlineText => ({ text: text.join(''), bare: bare.join(''), lineStarts }),
  };
}

/** Where the code span ends that a run of `length` backticks opens, if it does. Asked in ascending order. */
function codeSpanClosers(source: string): (length: number, after: number) => number | undefined {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of source.matchAll(/`+/g)) {
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
