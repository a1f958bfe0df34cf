import { cut } from '../text/cut.ts';
import { nearest } from '../text/nearest.ts';
import { own } from '../text/own.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { readableLines } from '../text/readable-lines.ts';
import { type Command, verbs } from './command.ts';
import { mostText, named, type Said } from './verbs/verb.ts';

/** Commands per comment are limited: each may cost requests. */
const mostCommands = 5;

/**
 * The lines `/soundings verb argument` of a comment, at the start of a line, outside of code and quotations. A quoted argument may go on
 * over the lines of its paragraph.
 */
export function parseCommands(body: string): Command[] {
  const lines = readableLines(body);
  const starts = lines.flatMap((line, index) => (isCommand(line) ? [index] : [])).slice(0, mostCommands);
  return starts.map((start) => parseCommand(wholeLine(lines, start)));
}

const isCommand = ({ bare, atMargin }: ReadableLine) => atMargin && /^\/soundings(?:\s|$)/i.test(bare);

function wholeLine(lines: readonly ReadableLine[], start: number): string {
  const { text = '', block } = lines[start] ?? {};
  if (!/\s["“][^"”]*$/u.test(text)) return text;
  const following = lines.slice(start + 1).filter((line) => line.block === block);
  const other = following.findIndex(isCommand);
  const own = other < 0 ? following : following.slice(0, other);
  const end = own.findIndex((line) => /["”]/u.test(line.text));
  if (end < 0) return text;
  return [text, ...own.slice(0, end + 1).map((line) => line.text)].join(' ').slice(0, 4 * mostText);
}

function parseCommand(line: string): Command {
  const [, verb = '', argument = ''] = /^\S+\s*(\S*)\s*(.*)$/su.exec(line) ?? [];
  const written = verb.toLowerCase();
  if (written === '') return { verb: 'help' };
  const given = own(verbs, written)?.read(argument, said) ?? readShort(written, argument);
  if (!given) {
    const names = [...Object.keys(verbs), ...all.flatMap(({ shortFor = [] }) => shortFor)];
    const [close] = nearest(verb, names.map(named));
    return notUnderstood(line, `\`${cut(verb, 40)}\` is not a command`, close?.name);
  }
  return 'problem' in given ? notUnderstood(line, given.problem.what, given.problem.instead) : given;
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

const said: Said = (argument, most) => {
  const text = argument.replace(/^(["'“])(.*)(["'”])$/su, '$2').trim();
  if (text === '' || /^<[^<>]*>$/.test(text) || standIns.has(text.toLowerCase())) return undefined;
  return cut(text, most);
};
