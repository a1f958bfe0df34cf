import { own } from '../../domain/text/own.ts';
import { columnsOf, rowOf } from '../columns.ts';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import type { HttpQuery } from './config.ts';
import { failureToldIn } from './failure-told.ts';
import { stepsOf } from './path.ts';

/** The rows of an answer, at most one more than `most`. Throws a SourceFailure if the answer does not fit the query. */
export function rowsIn(answer: unknown, query: HttpQuery, most: number): Row[] {
  for (const path of query.errors ?? [])
    if (saysSomething(at(answer, path)))
      throw new SourceFailure(
        'query-failed',
        `the answer of the source says at \`${path}\` that it failed or is not whole`,
      );
  const told = query.errors === undefined ? failureToldIn(answer) : undefined;
  if (told !== undefined)
    throw new SourceFailure(
      'query-failed',
      `the answer of the source says at \`${told}\` that it failed; if that is none of its failures, write \`errors: []\` in the query`,
    );
  const { columns } = columnsOf(query);
  const parsed = query.json === undefined ? answer : jsonIn(at(answer, query.json));
  const whole = query.of === undefined ? parsed : theOneOf(parsed, query.of);
  if (whole === undefined) return [];
  const rows =
    query.columns === undefined
      ? listOf(whole, query)
          .slice(0, most + 1)
          .map((item: unknown, index) => ({ ...rowOf(columns, (path) => at(item, path)), ...armAt(index, query) }))
      : fromColumns(at(whole, query.columns), columns, most);
  const absent = named.find(
    ({ key, column }) => query[key] !== undefined && !rows.some((row) => Object.hasOwn(row, column)),
  );
  // Events are counted without their values.
  if (rows.length > 0 && absent && query.tally === undefined)
    throw new SourceFailure(
      'query-failed',
      `no row of the answer has anything where the query says its \`${absent.key}\` is`,
    );
  return rows;
}

/** Where the order of the rows says which is which. */
const armAt = (index: number, { arms }: HttpQuery): Row =>
  arms === undefined ? {} : { arm: arms[index] ?? `${index + 1}` };

/** Undefined: the list has none. */
function theOneOf(answer: unknown, { list, at: place, is }: NonNullable<HttpQuery['of']>): unknown {
  const found = at(answer, list);
  if (Array.isArray(found)) return found.find((item) => at(item, place) === is);
  throw new SourceFailure('query-failed', 'the answer of the source has no list of results where the query says it is');
}

/** The keys of a query that say where a column is. */
const named = (
  ['time', 'arm', 'value', 'numerator', 'denominator', 'mean', 'stddev', 'sum', 'sum_squares', 'n'] as const
).map((key) => ({
  key,
  column: key === 'time' ? 't' : key,
}));

function jsonIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new SourceFailure(
      'query-failed',
      'the answer of the source has no JSON in the text where the query says it is',
    );
  }
}

function listOf(answer: unknown, { rows, entries }: HttpQuery): unknown[] {
  if (entries !== undefined) {
    const found = at(answer, entries);
    if (typeof found === 'object' && found && !Array.isArray(found))
      return Object.entries(found).map(([t, value]) => ({ t, value }));
    throw new SourceFailure(
      'query-failed',
      'the answer of the source has no mapping of times to figures where the query says it is',
    );
  }
  const list = rows === undefined ? answer : at(answer, rows);
  if (Array.isArray(list)) return list;
  throw new SourceFailure('query-failed', 'the answer of the source has no list of rows where the query says it is');
}

function fromColumns(table: unknown, columns: ReturnType<typeof columnsOf>['columns'], most: number): Row[] {
  const lists = Object.values(columns).flatMap((path) => {
    const list = at(table, path);
    return Array.isArray(list) ? [{ path, list }] : [];
  });
  const [first] = lists;
  if (!first)
    throw new SourceFailure(
      'query-failed',
      'the answer of the source has no lists where the query says its columns are',
    );
  if (lists.some(({ list }) => list.length !== first.list.length))
    throw new SourceFailure('query-failed', 'the columns of the answer are not equally long', {
      shortest: Math.min(...lists.map(({ list }) => list.length)),
      longest: Math.max(...lists.map(({ list }) => list.length)),
    });
  const byPath = new Map(lists.map(({ path, list }) => [path, list]));
  return first.list.slice(0, most + 1).map((_, index) => rowOf(columns, (path) => byPath.get(path)?.[index]));
}

/** `[]`, `{}`, `""`, `0`, `false` and `null` are how answers report that nothing is wrong. */
function saysSomething(found: unknown): boolean {
  return typeof found === 'object' && found ? Object.keys(found).length > 0 : Boolean(found);
}

/** Only the answer's own properties; `last` is the last of a list. Rejected: dot-prop's own `getProperty`, which finds `toString` in every answer. */
export function at(answer: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((part, step) => {
    if (Array.isArray(part) && step === 'last') return part.at(-1);
    return typeof part === 'object' && part ? own(part as Record<string, unknown>, step) : undefined;
  }, answer);
}
