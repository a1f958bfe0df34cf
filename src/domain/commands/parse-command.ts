import { cut } from '../text/cut.ts';
import { isNear, nearest } from '../text/nearest.ts';
import { own } from '../text/own.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { readableLines } from '../text/readable-lines.ts';
import { type Command, verbs } from './command.ts';
import { otherWords } from './other-words.ts';
import { bareWord, mostText, named, type Said } from './verbs/verb.ts';

/** Commands per comment are limited: each may cost requests. */
const mostCommands = 5;
/** Readers of words and marks may take time that grows with its square. */
const mostOfLine = 4 * mostText;

/**
 * The lines `/soundings verb argument` of a comment, at the start of a line, outside of code and quotations. A quoted argument may go on
 * over the lines of its paragraph.
 */
export function parseCommands(body: string): Command[] {
  const lines = readableLines(body);
  const starts = lines.flatMap((line, index) => (isCommand(line) ? [index] : [])).slice(0, mostCommands);
  return starts.map((start) => parseCommand(wholeLine(lines, start)));
}

const isCommand = ({ bare, atMargin }: ReadableLine) => {
  const [, word = '', verb = ''] = (atMargin && /^\/([\w-]+)[:,]?(?:\s+(\S+))?(?:\s|$)/.exec(bare)) || [];
  // With a slip in our name, what is certainly ours.
  return word.toLowerCase() === us || (isNear(word, us) && isOurs(bareWord(verb)));
};

const us = 'soundings';
/** `decide keep - it works` and `live: 2026-11-03` mean the same as without. */
const separator = /^[:,–—-]\s+/u;

function wholeLine(lines: readonly ReadableLine[], start: number): string {
  const { text: written = '', block } = lines[start] ?? {};
  const text = written.slice(0, mostOfLine);
  if (!/\s["“„«「『][^"“”»」』]*$/u.test(text)) return text;
  const following = lines.slice(start + 1).filter((line) => line.block === block);
  const other = following.findIndex(isCommand);
  const own = other < 0 ? following : following.slice(0, other);
  const end = own.findIndex((line) => /["“”»」』]/u.test(line.text));
  if (end < 0) return text;
  return [text, ...own.slice(0, end + 1).map((line) => line.text)].join(' ').slice(0, mostOfLine);
}

function parseCommand(line: string): Command {
  const [, name = '', written = ''] = /^\/([\w-]+)[:,]?\s*(?:[–—-]\s+)?(.*)$/su.exec(line) ?? [];
  if (name.toLowerCase() !== us)
    return notUnderstood(line, `\`/${cut(name, 40)}\` is not \`/${us}\``, corrected(written));
  const [, verb = '', separated = ''] = /^(\S*)\s*(.*)$/su.exec(written) ?? [];
  const argument = separated.replace(separator, '');
  const word = bareWord(verb);
  if (word === '') return { verb: 'help' };
  const given = own(verbs, word)?.read(argument, said) ?? readShort(word, argument);
  if (given) return 'problem' in given ? notUnderstood(line, given.problem.what, given.problem.instead) : given;
  const [close] = nearest(word, [...known].map(named));
  const begins = otherWords.get(word) ?? close?.name;
  return notUnderstood(
    line,
    `\`${cut(verb, 40)}\` is not a command`,
    begins === undefined ? undefined : corrected(`${begins} ${argument}`),
  );
}

/** The line with another beginning, or what is to be written where its rest is amiss too. */
function corrected(written: string): string | undefined {
  const line = `/${us} ${written}`.trim();
  const command = parseCommand(line);
  return (command.verb === 'unknown' ? command.suggestion : line)?.slice(`/${us} `.length);
}

const readShort = (written: string, argument: string) =>
  all.find(({ shortFor }) => shortFor?.includes(written))?.read(`${written} ${argument}`, said);

const notUnderstood = (line: string, what: string, instead?: string): Command => ({
  verb: 'unknown',
  written: cut(line, 200),
  what,
  ...(instead ? { suggestion: `/soundings ${instead}` } : {}),
});

const all = Object.values(verbs);
const standIns = new Set(all.flatMap((verb) => verb.standIns ?? []));

const known = new Set([...Object.keys(verbs), ...all.flatMap(({ shortFor = [] }) => shortFor)]);
const isOurs = (verb: string) => known.has(verb);

const said: Said = (argument, most) => {
  const text = argument
    .replace(separator, '')
    .replace(/^["'“„«»‘「『](.*)["'”“»«’」』][.!]?$/su, '$1')
    .trim();
  const bare = text
    .replace(/^[<[{(]|[>\]})]$/g, '')
    .trim()
    .toLowerCase();
  if (!/[\p{L}\p{N}]/u.test(text) || /^<[^<>]*>$/.test(text) || standIns.has(bare)) return undefined;
  return cut(text, most);
};
