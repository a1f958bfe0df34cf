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

/** Every walk by itself, and along with last year's weeks; and along a straight line, unless the history speaks against one. */
export function waysOf(
  passes: readonly Filtered[],
  { lastYear }: Pick<FilterInput, 'lastYear'>,
  method: Method,
  countBefore: number,
): { alone: Way[]; along?: Way[] } {
  const { slopePrior, lastYearPrior } = method;
  const companies: (Company & { logPrior: number })[] =
    lastYear && lastYearPrior !== undefined
      ? [{ logPrior: 0 }, { lastYear: true, logPrior: lastYearPrior }]
      : [{ logPrior: 0 }];
  const ways = (slope: boolean, prior: number) =>
    companies.flatMap(({ logPrior, ...company }) =>
      passes.map((pass, i): Way => {
        const walk = method.randomWalks[i] as RandomWalk;
        return { fits: pass.with({ ...company, slope }), walk, logPrior: method.logPrior(walk) + logPrior + prior };
      }),
    );
  const alone = ways(false, 0);
  if (slopePrior === undefined || slopePrior + believed(true) - believed(false) < hopeless) return { alone };
  return { alone, along: ways(true, slopePrior) };

  function believed(slope: boolean): number {
    const logs = companies.flatMap(({ logPrior, ...company }) =>
      passes.map(
        (pass, i) =>
          historyOf(pass.historyWith({ ...company, slope }), countBefore).evidence +
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
