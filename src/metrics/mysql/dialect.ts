import type { Dialect } from '../sql/bind-window.ts';

/** As MySQL and MariaDB read it, with backslashes in strings. A `?` would be a parameter: it counts as one. */
export const mysqlDialect: Dialect = {
  parts: {
    blank: /\s+/y,
    lineComment: /(?:#|--(?=\s|$))[^\n]*/y,
    string: /'[^'\\]*(?:(?:\\(?:.|$)|'')[^'\\]*)*('|$)/sy,
    doubleQuoted: /"[^"\\]*(?:(?:\\(?:.|$)|"")[^"\\]*)*("|$)/sy,
    backQuoted: /`[^`]*(?:``[^`]*)*(`|$)/y,
    word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
    number: /\d[\w.]*/y,
    parameter: /\$\w+|\?/y,
  },
  commentsNest: false,
  executedComment: /\/\*M?!/y,
  byPlace: true,
  // Stated, because the type of a parameter alone is text, and `$from + interval 1 day` would be text too.
  parameter: () => 'cast(? as datetime)',
  // Bare, because a cast would have a collation that the column may not be compared with.
  textParameter: () => '?',
};
