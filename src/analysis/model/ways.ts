import type { Fits } from './fits.ts';
import type { Filtered } from './level-filter.ts';
import type { RandomWalk } from './level-model.ts';
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

/** Every walk by itself; and along a straight line, unless the history speaks against one. */
export function waysOf(
  passes: readonly Filtered[],
  method: Method,
  countBefore: number,
): { alone: Way[]; along?: Way[] } {
  const alone = passes.map((fits, i): Way => {
    const walk = method.randomWalks[i] as RandomWalk;
    return { fits, walk, logPrior: method.logPrior(walk) };
  });
  const { slopePrior } = method;
  if (slopePrior === undefined) return { alone };
  const along = believed(passes.map((pass) => pass.historyAlong));
  if (slopePrior + along - believed(passes) < hopeless) return { alone };
  return {
    alone,
    along: alone.map(({ walk, logPrior }, i) => ({
      fits: (passes[i] as Filtered).sloped(),
      walk,
      logPrior: logPrior + slopePrior,
    })),
  };

  function believed(histories: readonly History[]): number {
    const logs = histories.map((history, i) => historyOf(history, countBefore).evidence + (alone[i] as Way).logPrior);
    return logSum(logs);
  }
}

type History = Pick<Fits, 'historyLogF' | 'historySurprise'>;

/** How well it explains the history alone. */
export const historyOf = ({ historyLogF, historySurprise }: History, countBefore: number) =>
  evidenceOf(historyLogF, historySurprise, countBefore, 1);
