import type { Command } from './command.ts';
import { cut } from './cut.ts';
import { nearest } from './nearest.ts';
import { readableLines } from './readable-lines.ts';

/** A comment gives a handful of orders; each may cost requests. */
const mostCommands = 5;
const mostReason = 500;
const verbs = ['help', 'check', 'exempt', 'measure'];

/** The lines `/soundings verb argument` of a comment, at the start of a line, outside of code and quotations. */
export function parseCommands(body: string): Command[] {
  return readableLines(body)
    .filter(({ bare, atMargin }) => atMargin && /^\/soundings(?:\s|$)/i.test(bare))
    .slice(0, mostCommands)
    .map(({ text }) => parseCommand(text));
}

function parseCommand(line: string): Command {
  const [, verb = '', argument = ''] = /^\S+\s*(\S*)\s*(.*)$/su.exec(line) ?? [];
  switch (verb.toLowerCase()) {
    case '':
    case 'help':
      return { verb: 'help' };
    case 'check':
      return { verb: 'check' };
    case 'measure':
      return { verb: 'measure' };
    case 'exempt':
      return exempt(line, argument);
  }
  const [close] = nearest(
    verb,
    verbs.map((name) => ({ name, title: '' })),
  );
  return {
    verb: 'unknown',
    written: cut(line, 200),
    what: `\`${cut(verb, 40)}\` is not a command`,
    ...(close ? { suggestion: `/soundings ${close.name}` } : {}),
  };
}

function exempt(line: string, argument: string): Command {
  const reason = argument.replace(/^(["'“])(.*)(["'”])$/su, '$2').trim();
  if (reason !== '' && !/^<[^<>]*>$/.test(reason)) return { verb: 'exempt', reason: cut(reason, mostReason) };
  return {
    verb: 'unknown',
    written: cut(line, 200),
    what: 'An exemption needs its reason',
    suggestion: '/soundings exempt why this need not state an outcome',
  };
}
