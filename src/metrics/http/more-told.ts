import type { JsonAnswer } from '../fetch-json.ts';
import { parseFigure } from '../figures/parse-figure.ts';
import type { Row } from '../source.ts';
import type { HttpQuery } from './config.ts';
import { stepsOf } from './path.ts';

/*
 * The usual names, as small letters alone: `has_more`, `hasMore` and `has-more` are one.
 */
const says = {
  more: /^(?:has)?(?:more|next)(?:page|pages|items|results|records|rows|data)?$/,
  last: /^(?:is)?last(?:page)?$/,
  part: /^(?:is|results?|rows|data)?truncated$|^incompleteresults$/,
  next: /^(?:odata)?next(?:page|results?|records|batch)?(?:token|cursor|link|links|url|uri|href|offset|marker|key|id)?$|^continuationtoken$|^pagetoken$/,
  total: /^total(?:count|rows|results|items|records|elements|hits)?$/,
  pages: /^(?:total|num)pages$|^pages?(?:count|total)$/,
  /** How many rows a page has, or which page this is. */
  size: /^(?:limit|perpage|(?:page)?size|itemsperpage|resultsperpage|maxresults)$/,
  place: /^(?:page|currentpage|pagenumber|offset|skip|startat|startindex)$/,
};

/** Where answers keep what they say of their pages. Only these are looked into, and named: other keys may be anybody's. */
const holders = /^(?:links?|paging|pagination|paginator|pages?|pageinfo|meta|metadata|responsemetadata|cursors?)$/;
const deepest = 4;

type Part = Record<string, unknown>;

/** The place where an answer says that there are further rows than those that were read; undefined: nowhere. */
export function moreToldIn({ json, link }: JsonAnswer, query: HttpQuery, rows: readonly Row[]): string | undefined {
  const along = new Set([query.rows, query.columns, query.entries].flatMap((path) => (path ? stepsOf(path) : [])));
  const parts = [...partsOf(json, along)];
  const found = parts.flatMap(({ part, at }) =>
    Object.entries(part).map(([key, value]) => ({ name: plain(key), value, place: [...at, key].join('.'), part })),
  );
  if (found.some(({ name, value }) => isEnd(name, value))) return undefined;
  if (link !== undefined && /\brel="?next\b/i.test(link)) return 'Link: rel="next"';
  return found.find(({ name, value, part }) => tellsMore(name, value) || countsMore(name, value, part, rows, query))
    ?.place;
}

function* partsOf(
  answer: unknown,
  along: ReadonlySet<string>,
  at: string[] = [],
): Generator<{ part: Part; at: string[] }> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer) || at.length === deepest) return;
  yield { part: answer as Part, at };
  for (const [key, value] of Object.entries(answer))
    if (holders.test(plain(key)) || along.has(key)) yield* partsOf(value, along, [...at, key]);
}

const plain = (key: string) => key.toLowerCase().replace(/[^a-z]/g, '');
const isTrue = (value: unknown) => value === true || value === 'true';
const isFalse = (value: unknown) => value === false || value === 'false';

const isEnd = (name: string, value: unknown) =>
  (says.more.test(name) && isFalse(value)) || (says.last.test(name) && isTrue(value));

function tellsMore(name: string, value: unknown): boolean {
  if (isTrue(value)) return says.more.test(name) || says.part.test(name);
  if (isFalse(value)) return says.last.test(name);
  return says.next.test(name) && leads(value);
}

/** An address, a cursor, the number of a page, or a mapping with one of them. */
function leads(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value === 'number') return value > 0;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).some(leads);
}

function countsMore(name: string, value: unknown, part: Part, rows: readonly Row[], query: HttpQuery): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  const beside = Object.entries(part).map(([key, other]) => [plain(key), other] as const);
  if (says.pages.test(name)) return value > 1;
  if (!says.total.test(name) || value <= rows.length) return false;
  const size = beside.find(([key, other]) => says.size.test(key) && typeof other === 'number')?.[1];
  if (typeof size === 'number') return rows.length >= size;
  if (beside.some(([key]) => says.place.test(key))) return true;
  // By itself it may be the total of what is measured.
  return query.tally !== undefined || (rows.some((row) => 't' in row) && !isSum(value, rows));
}

function isSum(total: number, rows: readonly Row[]): boolean {
  const sumOf = (column: 'value' | 'numerator' | 'denominator') =>
    rows.reduce((sum, row) => {
      const cell = parseFigure(row[column]);
      return sum + (cell.kind === 'figure' ? cell.figure : 0);
    }, 0);
  return (['value', 'numerator', 'denominator'] as const).some((column) => {
    const sum = sumOf(column);
    return Math.abs(sum - total) <= 0.01 * Math.abs(sum);
  });
}
