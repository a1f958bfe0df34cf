import type { Dialect } from '../sql/bind-window.ts';

export type Language = 'influxql' | 'sql';

const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const shared = {
  parts: {
    blank: /\s+/y,
    lineComment: /--[^\n]*/y,
    string: /'[^'\\]*(?:\\.[^'\\]*)*('|$)/sy,
    doubleQuoted: /"[^"\\]*(?:\\.[^"\\]*)*("|$)/sy,
    word,
    number: /\d[\w.]*/y,
    parameter: /\$\w+/y,
  },
  commentsNest: false,
  byPlace: false,
};

/** InfluxQL escapes by backslashes; SQL is that of DataFusion. Both have parameters by name. */
export const dialects: Record<Language, Dialect> = {
  influxql: { ...shared, parameter: (number) => `$p${number}` },
  sql: {
    ...shared,
    parts: { ...shared.parts, string: /'[^']*(?:''[^']*)*('|$)/y, doubleQuoted: /"[^"]*(?:""[^"]*)*("|$)/y },
    commentsNest: true,
    parameter: (number) => `cast($p${number} as timestamp)`,
  },
};
