import { readoutDays } from '../../domain/bet/schedule.ts';
import type { StatedBet } from '../../domain/bet/transitions.ts';
import { daysBefore } from '../../domain/day.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import { viewForecast } from '../../domain/forecast/forecast-view.ts';
import { compareWithSiblings } from '../../flows/readings/compare-with-siblings.ts';
import { levelsAbove } from '../../flows/readings/metric-tree-now.ts';
import { readBaseline } from '../../flows/readings/read-baseline.ts';
import { readEarlier } from '../../flows/readings/read-earlier.ts';
import { historyDays } from '../../flows/readings/read-metrics.ts';
import { renderForecast } from '../../render/forecast/forecast-comment.ts';
import type { Desk } from './desk.ts';

/** The forecast of a bet that nobody has made yet: there is no record, and no other bet. */
export async function previewForecast(desk: Desk, stated: StatedBet, asOf: Date): Promise<string> {
  const { bet, map, repository } = stated;
  const staked = bet.movements.map(({ metric }) => metric);
  const readings = await readBaseline(desk, stated, asOf);
  const forecast = await desk.analyst.forecast({
    ...{ bet, map, state: 'open', readings, asOf, edges: [], others: [], events: [], disclosure: everything },
    earlier: await readEarlier(desk, repository, staked, readings, daysBefore(asOf, historyDays)),
    levels: await levelsAbove(desk, stated, readings, asOf),
    readoutDays: readoutDays(map.followUp.afterDays, bet),
  });
  const compared = await compareWithSiblings(desk, stated, forecast, readings, asOf);
  return renderForecast(viewForecast({ ...compared, challenges: [] }));
}
