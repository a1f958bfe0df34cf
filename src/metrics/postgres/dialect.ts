import type { Dialect } from '../sql/bind-window.ts';

/** As PostgreSQL's own lexer sees it with standard_conforming_strings on. Words may hold dollars, so they are parts too. */
export const postgresDialect: Dialect = {
  parts: {
    blank: /\s+/y,
    lineComment: /--[^\n\r]*/y,
    escapeString: /[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*('|$)/sy,
    string: /'[^']*(?:''[^']*)*('|$)/y,
    doubleQuoted: /"[^"]*(?:""[^"]*)*("|$)/y,
    dollarQuote: /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y,
    word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
    number: /\d[\w.]*/y,
    parameter: /\$\w+/y,
  },
  commentsNest: true,
  byPlace: false,
  // It states its type, or Postgres would give each the type that it is compared with, and cut an instant to a day.
  parameter: (number) => `($${number}::timestamptz)`,
  textParameter: (number) => `($${number}::text)`,
};
