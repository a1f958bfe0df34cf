/** Milliseconds of a UTC day (UTC has no daylight saving). */
export const day = 86_400_000;

/** The day that an instant belongs to where the clock shows the time of `timezone`, by its name: the midnight UTC of its date. */
export function dayOf(instant: Date, timezone = 'UTC'): number {
  if (timezone === 'UTC') return Math.floor(instant.getTime() / day) * day;
  const parts = new Map(
    clockOf(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day'));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

export const daysBefore = (instant: Date, days: number) => new Date(instant.getTime() - days * day);
