import { Info } from 'luxon';

const usual = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'nb', 'pl'];
/** Croatian is left out: its `listopad` is October, and that of Polish and Czech November. */
const more = [
  ...['ru', 'uk', 'cs', 'sk', 'sl', 'hu', 'fi', 'tr', 'el', 'ro', 'bg', 'sr'],
  ...['et', 'lv', 'lt', 'ca', 'id', 'ms', 'hi', 'ar', 'he'],
];
const lengths = ['long', 'short'] as const;

interface Names {
  months: ReadonlyMap<string, number>;
  weekdays: ReadonlySet<string>;
}

const usualNames = namesIn(usual);
let allNames: Names | undefined;

/** Takes a tenth of a second and some 30 MB, so only once a name is met that the usual languages do not have. */
function everyName(): Names {
  allNames ??= namesIn([...usual, ...more]);
  return allNames;
}

/**
 * Months by their names, long and short, without dots and accents; a name that means two months in two languages is
 * left out.
 */
function namesIn(languages: readonly string[]): Names {
  const months = new Map<string, number>();
  const torn = new Set<string>();
  for (const locale of languages)
    for (const length of lengths)
      for (const form of [Info.months, Info.monthsFormat])
        for (const [i, name] of form(length, { locale }).entries()) {
          const key = bare(name);
          if (months.has(key) && months.get(key) !== i + 1) torn.add(key);
          else months.set(key, i + 1);
        }
  for (const name of torn) months.delete(name);
  months.set('sept', 9);
  const weekdays = languages.flatMap((locale) =>
    lengths.flatMap((length) => Info.weekdays(length, { locale }).map(bare)),
  );
  return { months, weekdays: new Set(weekdays) };
}

export const isWeekday = (name: string) => usualNames.weekdays.has(bare(name)) || everyName().weekdays.has(bare(name));

/** The number of a month, 1 to 12, by its name in one of many languages. */
export const monthNamed = (name: string): number | undefined =>
  usualNames.months.get(bare(name)) ?? everyName().months.get(bare(name));

function bare(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
