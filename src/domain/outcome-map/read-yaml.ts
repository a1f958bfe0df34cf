import { Lexer, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import type { Located, Spot } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { calm, quoted } from './quoted.ts';
import { mostNested, TreeBuilder } from './tree-builder.ts';

const mostCharacters = 256 * 1024;
/** Any of them may be an error, which costs time. A file of 256 kB in the usual layout has half as many. */
const mostTokens = 150_000;
/** More than anybody reads: to say what each of a hundred thousand is takes seconds. */
const mostFaults = 1_000;

/**
 * A YAML 1.2 file (core schema: dates, `on` and `off` stay text) as a tree that knows its places, and everything that is wrong with it
 * as YAML. Neither tree nor problem: there is nothing in it. Bounded in time and space whatever the text.
 */
export function readYaml(file: string, text: string): { tree?: Located; problems: MapProblem[] } {
  const oddity = findOddity(text);
  if (oddity)
    return { problems: [{ ...spotAt(file, text, oddity.offset), what: oddity.what, expected: oddity.expected }] };
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    schema: 'core',
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    // Its check compares every key with every other one; keys are compared below.
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [first, second] = 'empty' in documents ? [] : documents;
  const streams = 'empty' in documents ? [documents] : documents;
  const faults = streams.flatMap(({ errors, warnings }) => [...errors, ...warnings]).slice(0, mostFaults);
  const problems: MapProblem[] = faults.map((fault) => ({
    ...spot(fault.pos[0]),
    ...explain(fault, lineAt(text, fault.pos[0])),
  }));
  if (second?.contents) {
    problems.push({
      ...spot(second.contents.range[0]),
      what: 'a second document begins here',
      expected: 'one document',
    });
  }
  if (problems.length > 0 || !first?.contents) return { problems };
  const builder = new TreeBuilder(spot);
  const tree = builder.build(first.contents, first.contents.range[0], 0);
  return builder.partial ? { problems: builder.problems } : { tree, problems: builder.problems };
}

/** What is no YAML, and would be told in many lines that say nothing of it. */
const oddities: { pattern: RegExp; what: string; expected: string }[] = [
  {
    pattern: /^(?:<{7}|>{7})(?: |$)/m,
    what: 'a conflict of a merge that is not resolved',
    expected: 'one of the two sides, without the lines of `<`, `=` and `>`',
  },
  {
    pattern: /^\ufeff?\s{0,100}(?:```|~~~)/,
    what: 'a fence of Markdown',
    expected: 'the YAML alone, without the lines of the fence',
  },
  {
    pattern: /^[ \t]{0,100}[\u00a0\u3000\u2000-\u200b][\s\u200b]{0,100}[\w-]{1,80}:(?:\s|$)/m,
    what: 'a blank in the indentation that is none to YAML',
    expected: 'plain spaces',
  },
];

/** What makes a text unfit before it is read as YAML, and where. */
function findOddity(text: string): { offset: number; what: string; expected: string } | undefined {
  if (text.length > mostCharacters) {
    return { offset: 0, what: `the file has ${text.length} characters`, expected: `at most ${mostCharacters}` };
  }
  const known = oddities.find(({ pattern }) => pattern.test(text));
  if (known) return { ...known, offset: text.search(known.pattern) };
  const control = text.search(/[^\P{Cc}\t\n\r]|\p{Cs}/u);
  if (control < 0)
    return hasTooManyTokens(text)
      ? { offset: 0, what: 'more parts than fit in an outcome map', expected: 'fewer entries' }
      : undefined;
  const code = text.codePointAt(control)?.toString(16).toUpperCase().padStart(4, '0');
  return { offset: control, what: `a control character (U+${code})`, expected: 'plain text in UTF-8' };
}

function hasTooManyTokens(text: string): boolean {
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) if (++tokens > mostTokens) return true;
  return false;
}

function spotAt(file: string, text: string, offset: number): Spot {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The line that a fault is in, or what of it is near: there may be as many faults as characters, all in one line. */
function lineAt(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 1_000), offset);
  const after = text.slice(offset, offset + 200);
  return `${before.slice(before.lastIndexOf('\n') + 1)}${after.split('\n', 1)[0] ?? ''}`;
}

function explain({ code, message }: YAMLError, line: string): { what: string; expected: string } {
  const what = calm(message, 160);
  const bot = /[[\s,:]([\w-]{1,39}\[bot\])/.exec(line.slice(0, 1000))?.[1];
  if (bot && /flow/i.test(message))
    return {
      what: `not valid YAML: ${quoted(bot)} has brackets, which begin a list`,
      expected: `the login in quotes: \`"${bot}"\``,
    };
  const hash = /[[,]\s{0,9}(#[\w-]{1,50})/.exec(line.slice(0, 1000))?.[1];
  if (hash && message.startsWith('Comments must be separated'))
    return { what: `not valid YAML: ${quoted(hash)} begins a comment`, expected: `the value in quotes: \`"${hash}"\`` };
  if (/block collection|nested mapping/i.test(message) && /:\s[^"'{[\s][^,}"':]{0,200}:\s/.test(line.slice(0, 1000)))
    return {
      what: 'not valid YAML: a value with a colon in it',
      expected: 'quotes around a value with a colon: `"A: the first"`',
    };
  if (code === 'RESOURCE_EXHAUSTION') return { what: 'nested too deeply', expected: `at most ${mostNested} levels` };
  if (code === 'TAB_AS_INDENT') return { what: 'a tab in the indentation', expected: 'spaces' };
  if (code === 'TAG_RESOLVE_FAILED') return { what, expected: 'a plain value without a `!tag`' };
  if (/reserved character|directive indicator/.test(message)) return { what, expected: 'the value in quotes' };
  return { what: `not valid YAML: ${what}`, expected: 'valid YAML' };
}
