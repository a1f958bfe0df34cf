import type { Dialect } from '../sql/bind-window.ts';

/** GoogleSQL, with its strings of three quotes. */
export const googleDialect: Dialect = {
  parts: {
    blank: /\s+/y,
    lineComment: /(?:#|--)[^\n]*/y,
    escapeString: /'''(?:\\.|[^\\])*?('''|$)|"""(?:\\.|[^\\])*?(?:"""|$)/sy,
    string: /'[^'\\]*(?:\\.[^'\\]*)*('|$)/sy,
    doubleQuoted: /"[^"\\]*(?:\\.[^"\\]*)*("|$)/sy,
    backQuoted: /`[^`]*(`|$)/y,
    word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
    number: /\d[\w.]*/y,
    parameter: /\$\w+|@\w+/y,
  },
  commentsNest: false,
  byPlace: false,
  parameter: (number) => `@p${number}`,
  textParameter: (number) => `@p${number}`,
};
