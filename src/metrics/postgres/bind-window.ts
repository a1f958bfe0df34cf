/**
 * A query with `$1` and `$2` in place of `$from` and `$to`, and which of them stands for which. They state their type,
 * or Postgres would give each the type that it is compared with, and cut an instant to a day.
 */
export interface BoundQuery {
  kind: 'bound';
  sql: string;
  parameters: ('from' | 'to')[];
}

/** Why it cannot: what is expected instead, as a noun phrase. */
export type Refused = { kind: 'refused'; expected: string };

/*
 * The parts of SQL in which a dollar or a semicolon means nothing, as PostgreSQL's own lexer sees them with
 * standard_conforming_strings on. Words may hold dollars, so they are parts too. Block comments nest, which no regular
 * expression can match: they are read by hand.
 */
const parts = {
  blank: /\s+/y,
  lineComment: /--[^\n\r]*/y,
  escapeString: /[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*('|$)/sy,
  string: /'[^']*(?:''[^']*)*('|$)/y,
  quotedName: /"[^"]*(?:""[^"]*)*("|$)/y,
  dollarQuote: /\$([A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y,
  word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
  number: /\d[\w.]*/y,
  parameter: /\$\w+/y,
} as const;

/**
 * Prepares an operator's query for binding: nothing is ever spliced into it. Refuses several statements, other
 * parameters, and quotes and comments without an end.
 */
export function bindWindow(text: string): BoundQuery | Refused {
  const parameters: BoundQuery['parameters'] = [];
  let sql = '';
  let ended = false;
  for (let at = 0; at < text.length; ) {
    const part = partAt(text, at);
    if (part.kind === 'endless') return refused('a query whose quotes and comments all end');
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
    if (name !== 'from' && name !== 'to') return refused('no other parameters than `$from` and `$to`');
    if (!parameters.includes(name)) parameters.push(name);
    sql += `($${parameters.indexOf(name) + 1}::timestamptz)`;
  }
  return { kind: 'bound', sql, parameters };
}

type Kind = keyof typeof parts | 'blockComment' | 'endless' | 'other';

function partAt(text: string, at: number): { kind: Kind; text: string } {
  if (text.startsWith('/*', at)) return blockComment(text, at);
  for (const [kind, pattern] of Object.entries(parts) as [keyof typeof parts, RegExp][]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const isQuote = kind === 'escapeString' || kind === 'string' || kind === 'quotedName';
    if (isQuote && match[1] === '') return { kind: 'endless', text: match[0] };
    if (kind !== 'dollarQuote') return { kind, text: match[0] };
    const end = text.indexOf(match[0], at + match[0].length);
    return end < 0 ? { kind: 'endless', text: match[0] } : { kind, text: text.slice(at, end + match[0].length) };
  }
  return { kind: 'other', text: text[at] ?? '' };
}

function blockComment(text: string, at: number): { kind: Kind; text: string } {
  let depth = 0;
  const edges = /\/\*|\*\//g;
  edges.lastIndex = at;
  for (let edge = edges.exec(text); edge; edge = edges.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'blockComment', text: text.slice(at, edges.lastIndex) };
  }
  return { kind: 'endless', text: text.slice(at) };
}

function refused(expected: string): Refused {
  return { kind: 'refused', expected };
}
