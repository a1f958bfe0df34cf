import type { Dialect } from '../sql/bind-window.ts';

/** As ClickHouse's lexer sees it. Its own parameters, `{name:Type}`, would find no value. */
export const clickHouseDialect: Dialect = {
  parts: {
    blank: /\s+/y,
    lineComment: /(?:--|#!|# )[^\n]*/y,
    string: /'[^'\\]*(?:(?:\\(?:.|$)|'')[^'\\]*)*('|$)/sy,
    doubleQuoted: /"[^"\\]*(?:(?:\\(?:.|$)|"")[^"\\]*)*("|$)/sy,
    backQuoted: /`[^`\\]*(?:(?:\\(?:.|$)|``)[^`\\]*)*(`|$)/sy,
    word: /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
    number: /\d[\w.]*/y,
    parameter: /\$\w+/y,
  },
  commentsNest: true,
  byPlace: false,
  // Instants: a text would be read by the clock of whatever it is compared with.
  parameter: (number) => `fromUnixTimestamp64Milli({p${number}:Int64})`,
  textParameter: (number) => `{p${number}:String}`,
};
