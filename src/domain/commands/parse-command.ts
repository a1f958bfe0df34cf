import { type HypothesisState, hypothesisStates } from '../hypothesis/hypothesis-standing.ts';
import { cut } from '../text/cut.ts';
import { nearest } from '../text/nearest.ts';
import { own } from '../text/own.ts';
import { type ReadableLine, readableLines } from '../text/readable-lines.ts';
import type { Command } from './command.ts';
import { decisions } from './decision.ts';

/** A comment gives a handful of orders; each may cost requests. */
const mostCommands = 5;
const mostReason = 500;
const mostText = 1000;

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

type Parse = (line: string, argument: string) => Command;

const parsers: Record<Exclude<Command['verb'], 'unknown'>, Parse> = {
  help: () => ({ verb: 'help' }),
  check: () => ({ verb: 'check' }),
  measure: () => ({ verb: 'measure' }),
  exempt,
  hypothesis,
  decide,
  learned,
  challenge,
  answer,
};

function parseCommand(line: string): Command {
  const [, verb = '', argument = ''] = /^\S+\s*(\S*)\s*(.*)$/su.exec(line) ?? [];
  const written = verb.toLowerCase();
  if (written === '') return { verb: 'help' };
  const parse = own(parsers, written);
  if (parse) return parse(line, argument);
  if (isState(written)) return hypothesis(line, `${written} ${argument}`);
  const names = [...Object.keys(parsers), ...hypothesisStates];
  const [close] = nearest(verb, names.map(named));
  return notUnderstood(line, `\`${cut(verb, 40)}\` is not a command`, close?.name);
}

const named = (name: string) => ({ name, title: '' });
const isState = (word: string): word is HypothesisState => (hypothesisStates as readonly string[]).includes(word);

const notUnderstood = (line: string, what: string, instead?: string): Command => ({
  verb: 'unknown',
  written: cut(line, 200),
  what,
  ...(instead ? { suggestion: `/soundings ${instead}` } : {}),
});

function exempt(line: string, argument: string): Command {
  const reason = said(argument, mostReason);
  if (reason !== undefined) return { verb: 'exempt', reason };
  return notUnderstood(line, 'An exemption needs its reason', 'exempt why this need not state an outcome');
}

function hypothesis(line: string, argument: string): Command {
  const [word, rest] = firstWord(argument);
  const state = word.toLowerCase();
  if (!isState(state)) {
    if (/^stop/.test(state))
      return notUnderstood(line, 'Stopping a hypothesis is a decision', 'decide stop "why nobody is to go on with it"');
    const [close] = nearest(state, hypothesisStates.map(named));
    const what =
      word === ''
        ? 'The state is missing: proposed, testing, validated, invalidated or inconclusive'
        : `\`${cut(word, 40)}\` is not a state of a hypothesis; those are proposed, testing, validated, invalidated and inconclusive`;
    return notUnderstood(line, what, `hypothesis ${close?.name ?? 'testing'} "${evidenceWanted(close?.name)}"`);
  }
  const evidence = said(rest, mostText);
  if (evidence === undefined && state !== 'proposed' && state !== 'testing')
    return notUnderstood(line, 'What a test found needs its evidence', `hypothesis ${state} "what showed it"`);
  return { verb: 'hypothesis', state, ...(evidence === undefined ? {} : { evidence }) };
}

const evidenceWanted = (state?: string) =>
  state && state !== 'testing' && state !== 'proposed' ? 'what showed it' : 'how it is tested';

function decide(line: string, argument: string): Command {
  const [word, rest] = firstWord(argument);
  const what = decisions.find((one) => one === word.toLowerCase());
  if (!what) {
    const [close] = nearest(word, decisions.map(named));
    const fault = word === '' ? 'The decision is missing' : `\`${cut(word, 40)}\` is not a decision`;
    return notUnderstood(
      line,
      `${fault}: keep, iterate, revert or stop`,
      `decide ${close?.name ?? 'keep'} "what we learned"`,
    );
  }
  const text = said(rest, mostText);
  return { verb: 'decide', what, ...(text === undefined ? {} : { learned: text }) };
}

function learned(line: string, argument: string): Command {
  const text = said(argument, mostText);
  return text === undefined
    ? notUnderstood(line, 'What was learned is missing', 'learned "what we know now that we did not know before"')
    : { verb: 'learned', text };
}

function challenge(line: string, argument: string): Command {
  const [subject, rest] = firstWord(argument);
  if (subject === '' || /^["“<]/u.test(subject))
    return notUnderstood(
      line,
      'What is challenged is missing: a metric, a key result or a hypothesis',
      'challenge KR1 why you doubt it',
    );
  const why = said(rest, mostText);
  const name = subject.replace(/[:,]$/, '').slice(0, 200);
  return why === undefined
    ? notUnderstood(line, 'A challenge needs its reason', `challenge ${cut(name, 60)} why you doubt it`)
    : { verb: 'challenge', subject: name, why };
}

function answer(line: string, argument: string): Command {
  const text = said(argument, mostText);
  return text === undefined
    ? notUnderstood(line, 'The answer is missing', 'answer "what holds, or what changes because of the challenge"')
    : { verb: 'answer', text };
}

function firstWord(argument: string): [string, string] {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(argument) ?? [];
  return [word, rest];
}

/** Stand-ins of the lines that we tell people to copy: who leaves them in has not said anything yet. */
const standIns = new Set([
  'what we learned',
  'what showed it',
  'how it is tested',
  'why',
  'why you doubt it',
  'why this need not state an outcome',
  'why nobody is to go on with it',
  'why it is worth another try',
  'why we decide otherwise',
  'what we know now that we did not know before',
  'what holds, or what changes because of the challenge',
]);

/** What a person says, without the quotation marks around it; undefined: nothing. */
function said(argument: string, most: number): string | undefined {
  const text = argument.replace(/^(["'“])(.*)(["'”])$/su, '$2').trim();
  if (text === '' || /^<[^<>]*>$/.test(text) || standIns.has(text.toLowerCase())) return undefined;
  return cut(text, most);
}
