import { DateTime } from 'luxon';
import type { Window } from '../window.ts';

/** What may stand in braces in an address. */
export const placeholders = ['from', 'to', 'from_date', 'to_date', 'from_seconds', 'to_seconds'] as const;

const braces = /\{([^{}]*)\}/g;

export function unknownPlaceholder(template: string): string | undefined {
  return [...template.matchAll(braces)].map(([, name = '']) => name).find((name) => !isPlaceholder(name));
}

function isPlaceholder(name: string): name is (typeof placeholders)[number] {
  return (placeholders as readonly string[]).includes(name);
}

/**
 * `{from}` and `{to}` become instants, `..._date` calendar dates in the time zone, `..._seconds` seconds since the epoch; encoded
 * for a URL.
 */
export function fillTemplate(template: string, { from, to }: Window, timezone: string): string {
  const date = (instant: Date) => DateTime.fromJSDate(instant, { zone: timezone }).toISODate() ?? '';
  const seconds = (instant: Date) => String(Math.floor(instant.getTime() / 1000));
  const values: Record<(typeof placeholders)[number], string> = {
    from: from.toISOString(),
    to: to.toISOString(),
    from_date: date(from),
    to_date: date(to),
    from_seconds: seconds(from),
    to_seconds: seconds(to),
  };
  return template.replace(braces, (whole, name: string) =>
    isPlaceholder(name) ? encodeURIComponent(values[name]) : whole,
  );
}
