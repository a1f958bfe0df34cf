import { closest, distance } from 'fastest-levenshtein';
import { DateTime } from 'luxon';
import type { Window } from '../window.ts';

/** The placeholders for the requested time. */
export const placeholders: readonly string[] = [
  ...['from', 'to', 'from_date', 'to_date', 'from_yyyymmdd', 'to_yyyymmdd'],
  ...['from_seconds', 'to_seconds', 'from_ms', 'to_ms'],
];

/** The placeholder for the id of an experiment, which the author of a pull request chose. */
const experiment = 'experiment';

const braces = /\{([^{}]*)\}/g;

/** Values for the placeholders; `Window` gives the usual ones. */
export type Fillings = ReadonlyMap<string, string | number>;

/** `known`: further placeholders. */
export function unknownPlaceholder(template: string, known: readonly string[] = []): string | undefined {
  return [...template.matchAll(braces)]
    .map(([, name = '']) => name)
    .find((name) => !placeholders.includes(name) && name !== experiment && !known.includes(name));
}

export const takesExperiment = (text: string): boolean => text.includes(`{${experiment}}`);

/** Within another language an id stands in quotes, or is a text of its own: elsewhere it could be the name of a column. */
export const isExperimentBare = (text: string): boolean =>
  text !== `{${experiment}}` && takesExperiment(text.replace(/(['"])\{experiment\}\1/g, ''));

/** Other languages have braces of their own, so only a near miss of ours is a mistake: `{form}`, `{from_day}`. */
export function misspelledPlaceholder(text: string): string | undefined {
  return [...text.matchAll(braces)]
    .map(([, name = '']) => name)
    .find(
      (name) =>
        !placeholders.includes(name) && /^\w{4,}$/.test(name) && distance(name, closest(name, [...placeholders])) <= 2,
    );
}

/**
 * `{from}` and `{to}` are instants, `..._date` and `..._yyyymmdd` calendar dates in the time zone, `..._seconds` and `..._ms` numbers since
 * the epoch.
 */
export function fillingsOf({ from, to }: Window, timezone: string, id?: string): Fillings {
  const of = (name: string, instant: Date): [string, string | number][] => {
    const date = DateTime.fromJSDate(instant, { zone: timezone }).toISODate() ?? '';
    return [
      [name, instant.toISOString()],
      [`${name}_date`, date],
      [`${name}_yyyymmdd`, date.replaceAll('-', '')],
      [`${name}_seconds`, Math.floor(instant.getTime() / 1_000)],
      [`${name}_ms`, instant.getTime()],
    ];
  };
  return new Map([...of('from', from), ...of('to', to), ...(id === undefined ? [] : [[experiment, id] as const])]);
}

/** Encoded for a URL. */
export function fillAddress(template: string, fillings: Fillings): string {
  return template.replace(braces, (whole, name: string) => {
    const filling = fillings.get(name);
    return filling === undefined ? whole : encodeURIComponent(filling);
  });
}

/**
 * A body to send as JSON, or a text as it is. A text that consists only of a number's placeholder becomes the number.
 */
export function fillBody(body: unknown, fillings: Fillings): unknown {
  if (typeof body === 'string') {
    const whole = fillings.get(/^\{(\w+)\}$/.exec(body)?.[1] ?? '');
    if (whole !== undefined) return whole;
    return body.replace(braces, (text, name: string) => String(fillings.get(name) ?? text));
  }
  if (Array.isArray(body)) return body.map((item) => fillBody(item, fillings));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, fillBody(value, fillings)]));
}

/** All texts of a body, at any depth. */
export function textsOf(body: unknown): string[] {
  if (typeof body === 'string') return [body];
  if (typeof body !== 'object' || body === null) return [];
  return Object.values(body).flatMap(textsOf);
}
