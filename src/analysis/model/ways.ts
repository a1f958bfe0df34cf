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
/** The same for a line that began lately: chance alone makes more of a few days. */
const hopelessLately = -2.5;

/** A level along a straight line, and for how many slots before the release. */
export interface Growth {
  ways: Way[];
  slots: number;
  /** It began lately, and goes on after the release or ended with it. */
  lately?: 'goes-on' | 'ended';
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
  const ways = (along: Pick<Company, 'growth' | 'ends'>, prior: number) =>
    companies.flatMap(({ logPrior, ...company }) =>
      passes.map((pass, i): Way => {
        const walk = method.randomWalks[i] as RandomWalk;
        const fits = pass.with({ ...company, ...along });
        return { fits, walk, logPrior: method.logPrior(walk) + logPrior + prior };
      }),
    );
  const alone = ways({}, 0);
  if (slopePrior === undefined) return { alone, growths: [] };
  const byItself = believed(undefined);
  const growths: Growth[] = [];
  if (slopePrior + believed(0) - byItself >= hopeless)
    growths.push({ ways: ways({ growth: 0 }, slopePrior), slots: countBefore });
  if (growthBeganPrior === undefined) return { alone, growths };
  const begun = (passes[0]?.beginnings ?? []).map((slots, i) => ({
    ...{ slots, growth: i + 1 },
    odds: growthBeganPrior + believed(i + 1) - byItself,
  }));
  const [best] = begun.sort((a, b) => b.odds - a.odds);
  if (best && best.odds >= hopelessLately) {
    const { growth, slots } = best;
    growths.push(
      { ways: ways({ growth }, growthBeganPrior), slots, lately: 'goes-on' },
      { ways: ways({ growth, ends: true }, growthBeganPrior), slots, lately: 'ended' },
    );
  }
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
