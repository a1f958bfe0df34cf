/** A query with its dialect's parameters in place of `$from`, `$to` and `$experiment`, and what each of them stands for. */
export interface BoundQuery {
  kind: 'bound';
  sql: string;
  parameters: ('from' | 'to' | 'experiment')[];
}

/** Why it cannot: what is expected instead, as a noun phrase. */
export type Refused = { kind: 'refused'; expected: string };

/** How a database reads the parts of a query in which a dollar or a semicolon means nothing. */
export interface Dialect {
  /** Tried in this order, each sticky. Quotes have a group that is empty if they do not end. */
  parts: Partial<Record<Part, RegExp>>;
  /** Whether a comment can be inside another, which no regular expression can match. */
  commentsNest: boolean;
  /** Comments that are executed. */
  executedComment?: RegExp;
  /** A parameter in the query; they are counted from 1. */
  parameter(number: number): string;
  /** One that is a text. Absent: no query takes an experiment. */
  textParameter?(number: number): string;
  /** Parameters have no numbers: one that is used twice is given twice. */
  byPlace: boolean;
}

type Part =
  | 'blank'
  | 'lineComment'
  | 'escapeString'
  | 'string'
  | 'doubleQuoted'
  | 'backQuoted'
  | 'dollarQuote'
  | 'word'
  | 'number'
  | 'parameter';

/**
 * Prepares an operator's query for binding: nothing is ever spliced into it. Refuses several statements, other
 * parameters, and quotes and comments without an end.
 */
export function bindWindow(text: string, dialect: Dialect): BoundQuery | Refused {
  const parameters: BoundQuery['parameters'] = [];
  let sql = '';
  let ended = false;
  for (let at = 0; at < text.length; ) {
    const part = partAt(text, at, dialect);
    if (part.kind === 'endless') return refused('a query whose quotes and comments all end');
    if (part.kind === 'executedComment') return refused('a query without comments that are executed, `/*! ... */`');
    at += part.text.length;
    const isBlank = part.kind === 'blank' || part.kind === 'lineComment' || part.kind === 'blockComment';
    if (ended && !isBlank && part.text !== ';') return refused('one statement, without anything behind its `;`');
    if (part.text === ';') {
      ended = true;
      continue;
    }
    if (part.kind !== 'parameter') {
      sql += part.text;
      continue;
    }
    const name = part.text.slice(1);
    const write = name === 'experiment' ? dialect.textParameter : dialect.parameter;
    if ((name !== 'from' && name !== 'to' && name !== 'experiment') || !write)
      return refused(
        `no other parameters than ${dialect.textParameter ? '`$from`, `$to` and `$experiment`' : '`$from` and `$to`'}`,
      );
    if (dialect.byPlace || !parameters.includes(name)) parameters.push(name);
    sql += write(parameters.indexOf(name) + 1);
  }
  return { kind: 'bound', sql, parameters };
}

/** What stands for each parameter. @param instant how the dialect has a time */
export const valuesOf = <Value>(
  { parameters }: BoundQuery,
  { experiment, ...window }: { from: Date; to: Date; experiment?: string },
  instant: (at: Date, name: 'from' | 'to') => Value,
): (Value | string)[] =>
  parameters.map((name) => (name === 'experiment' ? (experiment ?? '') : instant(window[name], name)));

/** Whether a query is one for experiments. */
export const isForExperiments = (query: BoundQuery | undefined): boolean =>
  query?.parameters.includes('experiment') === true;

type Kind = Part | 'blockComment' | 'executedComment' | 'endless' | 'other';

function partAt(
  text: string,
  at: number,
  { parts, commentsNest, executedComment }: Dialect,
): { kind: Kind; text: string } {
  if (text.startsWith('/*', at)) {
    if (executedComment) {
      executedComment.lastIndex = at;
      if (executedComment.test(text)) return { kind: 'executedComment', text: '' };
    }
    return blockComment(text, at, commentsNest);
  }
  for (const [kind, pattern] of Object.entries(parts) as [Part, RegExp][]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    if (kind !== 'dollarQuote') return { kind: match[1] === '' ? 'endless' : kind, text: match[0] };
    const end = text.indexOf(match[0], at + match[0].length);
    return end < 0 ? { kind: 'endless', text: match[0] } : { kind, text: text.slice(at, end + match[0].length) };
  }
  return { kind: 'other', text: text[at] ?? '' };
}

function blockComment(text: string, at: number, nests: boolean): { kind: Kind; text: string } {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = at;
  for (let edge = edges.exec(text); edge; edge = edges.exec(text)) {
    if (edge[0] === '*/') depth -= 1;
    else if (nests || depth === 0) depth += 1;
    if (depth === 0) return { kind: 'blockComment', text: text.slice(at, edges.lastIndex) };
  }
  return { kind: 'endless', text: text.slice(at) };
}

function refused(expected: string): Refused {
  return { kind: 'refused', expected };
}
