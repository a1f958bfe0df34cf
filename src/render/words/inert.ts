import { plain } from './plain.ts';

/** Word joiner: unseen, takes no width, and ends what GitHub would take for a mention, a reference or a link. */
const joiner = '\u2060';

const backslashed = /[\\`*_[\]~$]/g;
const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['|', '&#124;'],
]);

/** What would open a block, or a command of some other bot, at the start of a line. */
const lineStart = /^(?:[-+=:/]|\d{1,9}(?=[.)](?:\s|$)))/;

const url = /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>`]+/gi;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * The one way of people's text into our comments: it reads as they wrote it and does nothing. No mention, link, image, HTML, issue
 * reference, emphasis, formula, table or block comes of it, in a paragraph, table cell, heading, list or quote. Web addresses stand
 * as code, to be copied.
 *
 * Backslashes alone do not do: GitHub looks for mentions and references in what Markdown has made of the text.
 * @param options.maxLength code points that people see; the Markdown may be longer
 */
export function inert(text: string, options: { maxLength?: number } = {}): string {
  const line = plain(text, options.maxLength);
  const parts: string[] = [];
  let from = 0;
  for (const match of line.matchAll(url)) {
    const address = match[0].replace(/[\])}"'.,;:!?…]+$/, '');
    parts.push(escaped(line.slice(from, match.index)), codeSpan(address));
    from = match.index + address.length;
  }
  parts.push(escaped(line.slice(from)));
  const written = adjoin(parts).replace(lineStart, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
  // Of its own direction, so that it cannot reorder the figures around it.
  return rightToLeft.test(line) ? `\u2068${written}\u2069` : written;
}

/** People's text as a code span: names, addresses, lines they wrote. Nothing for nothing. */
export function inertCode(text: string, options: { maxLength?: number } = {}): string {
  return codeSpan(plain(text, options.maxLength));
}

/**
 * Sentences of our own making that quote people between backticks (what is wrong with a line, what to write instead):
 * the quotes stay code, everything is inert.
 */
export function inertSentence(text: string, options: { maxLength?: number } = {}): string {
  const line = plain(text, options.maxLength ?? 600);
  const parts = line.split(/(`[^`]+`)/);
  return adjoin(
    // A quote of blanks leaves no code, and what stands around it must not touch.
    parts.map((part) => (/^`[^`]+`$/.test(part) ? codeSpan(part.slice(1, -1)) || joiner : spaced(part, inert(part)))),
  );
}

/** A block to copy, as it is. */
export function inertBlock(lines: string[], language = ''): string {
  const kept = lines.map((line) => plain(line, 500));
  const longest = Math.max(2, ...kept.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...kept, fence].join('\n');
}

function escaped(text: string): string {
  return (
    text
      .replace(/[@#]/g, `$&${joiner}`)
      .replace(/(gh)-(?=\d)/gi, `$1-${joiner}`)
      .replace(/:(?=\/\/)/g, `:${joiner}`)
      // Also at the end: a full stop of ours may follow.
      .replace(/www(?=\.|$)/gi, `$&${joiner}`)
      // :octocat: is a picture on GitHub, and a colon of ours may follow.
      .replace(/:(?=[\w+-]+(?::|$))/g, `:${joiner}`)
      .replace(backslashed, '\\$&')
      .replace(/[&<>|]/g, (found) => entities.get(found) ?? '')
  );
}

/** A broken bar for the bar: inside a table a code span cannot hold one, outside a table it cannot escape it. */
function codeSpan(text: string): string {
  const shown = text.replaceAll('|', '¦');
  if (shown.trim() === '') return '';
  const runs = new Set((shown.match(/`+/g) ?? []).map(({ length }) => length));
  let ticks = 1;
  while (runs.has(ticks)) ticks += 1;
  const fence = '`'.repeat(ticks);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** Two runs of backticks that touch would become one. */
function adjoin(parts: string[]): string {
  return parts.reduce(
    (before, part) => before + (before.endsWith('`') && part.startsWith('`') ? joiner : '') + part,
    '',
  );
}

function spaced(before: string, after: string): string {
  const lead = /^\s/.test(before) ? ' ' : '';
  const trail = /\S\s$/.test(before) ? ' ' : '';
  return lead + after + trail;
}
