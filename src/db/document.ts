import { customType } from 'drizzle-orm/pg-core';
import { own } from '../domain/text/own.ts';

const dateTag = '$date';

/**
 * A column for a whole object of ours, Dates and all.
 *
 * Of type json, not jsonb: people's text may hold NUL characters and lone surrogates, which jsonb refuses, and it has to
 * come back unchanged, because a frozen body is later compared with the present one. What is searched for has a column.
 */
export function document<T>(name: string) {
  return customType<{ data: T; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: (value) => textOf(value),
    fromDriver: (value) => revive(value) as T,
  })(name);
}

/** As a column keeps it. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, encoded) {
    // JSON.stringify has called toJSON already: only the holder still knows that it was a Date.
    const original = own(this, key);
    return original instanceof Date ? { [dateTag]: original.toISOString() } : encoded;
  });
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const only = entries[0];
  if (entries.length === 1 && only?.[0] === dateTag) return new Date(String(only[1]));
  return Object.fromEntries(entries.map(([key, inner]) => [key, revive(inner)]));
}
