import { completeUntil, readoutDays } from '../../domain/bet/schedule.ts';
import type { StatedBet } from '../../domain/bet/transitions.ts';
import { day, daysBefore } from '../../domain/day.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import { lookAlpha } from '../../domain/readout/look-alpha.ts';
import { viewReadout } from '../../domain/readout/readout-view.ts';
import { shownMetrics } from '../../flows/readings/metrics-of-bet.ts';
import { readBaseline } from '../../flows/readings/read-baseline.ts';
import { readEarlier } from '../../flows/readings/read-earlier.ts';
import { readExperiments } from '../../flows/readings/read-experiments.ts';
import { historyDays, readMetrics } from '../../flows/readings/read-metrics.ts';
import { readSiblings } from '../../flows/readings/read-siblings.ts';
import { siblingsOf } from '../../flows/readout/gather-readout.ts';
import { renderReadout } from '../../render/readout/readout-comment.ts';
import type { Desk } from './desk.ts';

/**
 * The readout that the bet would have had if it had shipped then: the last one that would have been posted by now, from
 * what was known on its day. undefined: not even a day has passed since.
 */
export async function previewReadout(
  desk: Desk,
  stated: StatedBet,
  shippedAt: Date,
  now: Date,
): Promise<string | undefined> {
  const { bet, map, author, repository } = stated;
  const days = readoutDays(map.followUp.afterDays, bet);
  const passed = Math.floor((now.getTime() - shippedAt.getTime()) / day);
  const afterDays = days.findLast((due) => due <= passed) ?? passed;
  if (afterDays < 1) return undefined;
  const interim = afterDays !== days.at(-1);
  const onItsDay = new Date(shippedAt.getTime() + afterDays * day);
  const asOf = completeUntil(shippedAt, 'day');
  const baseline = await readBaseline(desk, stated, asOf);
  const siblings = await readSiblings(desk, stated, baseline, asOf);
  const metrics = shownMetrics(bet, map);
  const read = [...metrics, ...siblingsOf({ siblings, map }, metrics)];
  const from = daysBefore(asOf, historyDays);
  const readings = await readMetrics(desk, repository, read, from, completeUntil(onItsDay, 'hour'));
  const judged = [...bet.movements, ...bet.guardrails].map(({ metric }) => metric);
  const experiments = await readExperiments(desk, repository, bet, metrics, { shippedAt, afterDays, now: onItsDay });
  const earlier = await readEarlier(desk, repository, judged, readings, from);
  const readout = await desk.analyst.readout({
    ...{
      bet,
      map,
      author,
      shippedAt,
      afterDays,
      interim,
      baseline,
      siblings,
      readings,
      experiments,
      earlier,
      now: onItsDay,
    },
    ...{ edges: [], others: [], shippedTogether: [], amended: false, disclosure: everything },
    signal: { on: 'merge', sha: '' },
    alpha: lookAlpha(afterDays, interim),
  });
  return renderReadout(viewReadout(readout));
}
