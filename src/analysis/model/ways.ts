import type { Fits } from './fits.ts';
import type { Company, Filtered } from './level-filter.ts';
import type { FilterInput, RandomWalk } from './level-model.ts';
import type { Method } from './method.ts';
import { evidenceOf, logSum } from './model-average.ts';

/** One way that the level may go, what a pass of the filter says of it, and the log of how far it is believed beforehand. */
export interface Way {
  fits: Fits;
  walk: RandomWalk;
  logPrior: number;
}

/** Log odds of the history below which a straight line is not looked at: it would have a weight that nothing shows, and cost half of the time. */
const hopeless = -4;
/** The same for a line that began lately. Chance alone makes more of a few days, and they weigh less: what they could add to the interval is nothing. */
const hopelessLately = -2;

/** A level along a straight line, and for how many slots before the release. */
export interface Growth {
  ways: Way[];
  slots: number;
  /** The history backs it, but no more than a level that walks by itself: it widens the interval, and is not worth a word. */
  isFaint?: boolean;
}

/** Every walk by itself, and along with last year's weeks; and along a straight line through all of the history, or one that began lately, unless it speaks against them. */
export function waysOf(
  passes: readonly Filtered[],
  { lastYear }: Pick<FilterInput, 'lastYear'>,
  method: Method,
  countBefore: number,
): { alone: Way[]; growths: Growth[] } {
  const { slopePrior, growthBeganPrior, lastYearPrior } = method;
  const companies: (Company & { logPrior: number })[] =
    lastYear && lastYearPrior !== undefined
      ? [{ logPrior: 0 }, { lastYear: true, logPrior: lastYearPrior }]
      : [{ logPrior: 0 }];
  const ways = (growth: number | undefined, prior: number) =>
    companies.flatMap(({ logPrior, ...company }) =>
      passes.map((pass, i): Way => {
        const walk = method.randomWalks[i] as RandomWalk;
        const fits = pass.with(growth === undefined ? company : { ...company, growth });
        return { fits, walk, logPrior: method.logPrior(walk) + logPrior + prior };
      }),
    );
  const alone = ways(undefined, 0);
  if (slopePrior === undefined) return { alone, growths: [] };
  const byItself = believed(undefined);
  const growths: Growth[] = [];
  if (slopePrior + believed(0) - byItself >= hopeless) growths.push({ ways: ways(0, slopePrior), slots: countBefore });
  if (growthBeganPrior === undefined) return { alone, growths };
  const begun = (passes[0]?.beginnings ?? []).map((slots, i) => ({
    ...{ slots, growth: i + 1 },
    odds: growthBeganPrior + believed(i + 1) - byItself,
  }));
  const [best] = begun.sort((a, b) => b.odds - a.odds);
  if (best && best.odds >= hopelessLately)
    growths.push({ ways: ways(best.growth, growthBeganPrior), slots: best.slots, isFaint: best.odds < 0 });
  return { alone, growths };

  function believed(growth: number | undefined): number {
    const logs = companies.flatMap(({ logPrior, ...company }) =>
      passes.map(
        (pass, i) =>
          historyOf(pass.historyWith(growth === undefined ? company : { ...company, growth }), countBefore).evidence +
          method.logPrior(method.randomWalks[i] as RandomWalk) +
          logPrior,
      ),
    );
    return logSum(logs);
  }
}

type History = Pick<Fits, 'historyLogF' | 'historySurprise'>;

/** How well it explains the history alone. */
export const historyOf = ({ historyLogF, historySurprise }: History, countBefore: number) =>
  evidenceOf(historyLogF, historySurprise, countBefore, 1);
