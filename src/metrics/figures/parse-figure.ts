/** The content of a cell: a finite number, nothing, or something else, named for people without repeating it. */
export type Cell = { kind: 'figure'; figure: number } | { kind: 'missing' } | { kind: 'unfit'; what: string };

const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** Numbers, and numbers written as text, as databases do for exact ones. Null and blank mean no value. */
export function parseFigure(value: unknown): Cell {
  if (value === null || value === undefined) return { kind: 'missing' };
  if (typeof value === 'number' || typeof value === 'bigint') return finite(Number(value));
  if (typeof value !== 'string') return { kind: 'unfit', what: `${nameOf(value)} where a number is expected` };
  const text = value.trim();
  if (text === '') return { kind: 'missing' };
  if (numeral.test(text)) return finite(Number(text));
  if (/^nan$/i.test(text)) return finite(Number.NaN);
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return finite(Number.POSITIVE_INFINITY);
  return { kind: 'unfit', what: 'text where a number is expected' };
}

function finite(figure: number): Cell {
  if (Number.isNaN(figure)) return { kind: 'unfit', what: 'NaN where a number is expected' };
  if (!Number.isFinite(figure)) return { kind: 'unfit', what: 'an infinite or far too large number' };
  return { kind: 'figure', figure };
}

function nameOf(value: unknown): string {
  if (typeof value === 'boolean') return 'true or false';
  if (value instanceof Date) return 'a time';
  return Array.isArray(value) ? 'a list' : 'an object';
}
