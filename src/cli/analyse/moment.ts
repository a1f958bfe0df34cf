import { DateTime } from 'luxon';

/** A point in time, and what the clock showed where it was written down, as if that were UTC. */
export interface Moment {
  at: number;
  asWritten: number;
  /** Only a day was written. */
  isDay: boolean;
}

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** `2026-10-01`, `2026-10-01T09:00`, `2026-10-01 09:00:00+02:00`; without a time zone UTC. Undefined: not a time, as 30 February is none. */
export function instantOf(text: string): Moment | undefined {
  const [, date, clock, zone = 'Z'] = form.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const millis = (iso: string) => DateTime.fromISO(iso, { zone: 'UTC' }).toMillis();
  const asWritten = millis(`${date}T${clock ?? '00:00'}Z`);
  const at = clock === undefined ? asWritten : millis(`${date}T${clock}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : { at, asWritten, isDay: clock === undefined };
}
