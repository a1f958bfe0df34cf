import { Info } from 'luxon';

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'nb', 'pl'];

/**
 * Months by their names, long and short, without dots and accents; a name that means two months in two languages is
 * left out.
 */
const months = new Map<string, number>();
const torn = new Set<string>();
for (const language of languages)
  for (const length of ['long', 'short'] as const)
    for (const form of [Info.months, Info.monthsFormat])
      for (const [i, name] of form(length, { locale: language }).entries()) {
        const key = bare(name);
        if (months.has(key) && months.get(key) !== i + 1) torn.add(key);
        else months.set(key, i + 1);
      }
for (const name of torn) months.delete(name);
months.set('sept', 9);

const weekdays = new Set(
  languages.flatMap((locale) =>
    (['long', 'short'] as const).flatMap((length) => Info.weekdays(length, { locale }).map(bare)),
  ),
);

export const isWeekday = (name: string) => weekdays.has(bare(name));

/** The number of a month, 1 to 12, by its name in one of eleven languages. */
export function monthNamed(name: string): number | undefined {
  return months.get(bare(name));
}

function bare(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
