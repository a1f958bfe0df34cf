import { createRequire } from 'node:module';
import type HolidaysOfCountry from 'date-holidays';

const require = createRequire(import.meta.url);

export interface Holiday {
  /** Midnight UTC of the holiday's local date. */
  t: number;
  name: string;
}

/**
 * The public holidays of a country (`DE`) or a part of it (`DE-BY`) between two instants; undefined: there is no such country.
 * The calendar is that of the date-holidays package, loaded when a map asks for it: a fifth of all that a server reads at its start. Example: `DE`, December 2026: 25 and 26 December.
 */
export function holidaysOf(country: string, from: number, to: number): Holiday[] | undefined {
  const [land = '', state] = country.toUpperCase().split('-');
  const Holidays: typeof HolidaysOfCountry = require('date-holidays');
  const calendar = new Holidays();
  if (!Object.hasOwn(calendar.getCountries(), land)) return undefined;
  if (state === undefined) calendar.init(land);
  else if (Object.hasOwn(calendar.getStates(land) ?? {}, state)) calendar.init(land, state);
  else return undefined;
  const found: Holiday[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++)
    for (const { date, type, name } of calendar.getHolidays(year)) {
      const t = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      if (type === 'public' && t >= from && t < to) found.push({ t, name });
    }
  return found;
}
