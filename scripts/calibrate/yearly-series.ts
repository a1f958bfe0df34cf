import type { RealOrMade } from '../../test/stage/series/generated-series.ts';
import { type Random, randomFrom } from '../../test/stage/series/seeded-random.ts';

const days = 1_300;
const year = 365.25;
const week = [0, 0.05, 0.05, 0.02, 0, -0.2, -0.2];

/** What a day of the year adds to the logarithm; `turn` is how many years have begun. */
type Season = (dayOfYear: number, turn: number) => number;

/** Between `from` and `to` all of it, a few days to get there. */
const stretch = (at: number, from: number, to: number) =>
  1 / (1 + Math.exp(-(at - from) / 1.5)) - 1 / (1 + Math.exp(-(at - to) / 1.5));

/** Each year as much of it, and as many days later, as chance has it. */
function varied(random: Random, season: (dayOfYear: number) => number): Season {
  const years = Array.from({ length: 6 }, () => ({ size: 0.6 + 0.8 * random.uniform(), late: 2 * random.normal() }));
  return (dayOfYear, turn) => {
    const { size, late } = years[turn] as (typeof years)[number];
    return size * season(dayOfYear - late);
  };
}

const seasons: Record<string, (random: Random) => Season> = {
  'December: four weeks of buying, two of silence': (random) =>
    varied(random, (day) => 0.25 * stretch(day, 325, 352) - 0.4 * (stretch(day, 355, 368) + stretch(day, -10, 3))),
  'a golden week': (random) => varied(random, (day) => -0.35 * stretch(day, 118, 127)),
  'terms: quiet summers, a rush in September': (random) =>
    varied(random, (day) => -0.3 * stretch(day, 172, 242) + 0.2 * stretch(day, 242, 275)),
  'a month that comes eleven days earlier each year': (random) => {
    const feast = varied(random, (day) => 0.3 * stretch(day, 100, 130));
    return (day, turn) => feast(day + 11 * turn, turn);
  },
  'summer and winter': (random) => varied(random, (day) => 0.25 * Math.sin((2 * Math.PI * day) / year)),
  'campaigns, each year at another time': (random) => {
    const starts = Array.from({ length: 6 }, () => [40 + 130 * random.uniform(), 200 + 130 * random.uniform()]);
    return (day, turn) =>
      (starts[turn] as number[]).reduce((sum, start) => sum + 0.3 * stretch(day, start, start + 18), 0);
  },
};

/** Three of each kind, three and a half years long: on none of them was anything released. The last kind has a year that tells nothing. */
export function yearlySeries(seed: number): RealOrMade[] {
  return Object.entries(seasons).flatMap(([regime, of], kind) =>
    [1, 2, 3].map((copy) => {
      const random = randomFrom(seed * 1009 + kind * 31 + copy + 500);
      const season = of(random);
      const begin = Math.floor(year * random.uniform());
      let level = 0;
      const values = Array.from({ length: days }, (_, i) => {
        level += 0.006 * random.normal();
        const at = begin + i;
        const own = season(at % year, Math.floor(at / year)) + (week[i % 7] as number) + 0.05 * random.normal();
        return 1000 * Math.exp(level + own);
      });
      return { name: `${regime} ${copy}`, regime, values };
    }),
  );
}
