import { armsEffect } from '../../analysis/arms/arms-effect.ts';
import type { Detectable, Unanswerable } from '../../analysis/effect.ts';
import type { Arms } from '../../analysis/samples.ts';
import type { ExpectedMovement } from '../bet/bet.ts';
import { day } from '../day.ts';
import type { ExperimentName } from '../declaration/declaration.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import { type Baseline, baselineOf } from '../metric/baseline.ts';
import type { Metric } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import { expectedOf } from './expected-of.ts';
import type { ForecastRow } from './forecast.ts';
import { tooSmallToSee } from './too-small-to-see.ts';

/** Days of history read for both groups. */
const experimentDays = 28;

const longestWindow = 180;

/**
 * A bet that is measured by an experiment stands against the group without the change, and needs no history; where both groups
 * have run before the release, they tell how small a difference the window can show.
 */
export function experimentRow(
  movement: ExpectedMovement,
  reading: Reading,
  lastDay: number,
  asOf: Date,
  disclosure: Disclosure,
): ForecastRow {
  const { metric } = movement;
  const arms = reading.kind === 'samples' ? reading.arms : undefined;
  const names = metric.arms ?? (arms && { control: arms.control.name, treatment: arms.treatment.name });
  const own: Reading =
    reading.kind === 'samples' && arms
      ? { kind: 'samples', series: { ...reading.series, samples: arms.control.samples } }
      : reading;
  const baseline = baselineOf(own, asOf);
  const row: ForecastRow = { movement, baseline, ...(names ? { experiment: names } : {}) };
  if (baseline.kind !== 'level') return row;
  const windowDays = movement.windowDays ?? lastDay;
  const detectable = arms && detectableByArms(arms, metric, windowDays, asOf.getTime());
  const complete = {
    ...row,
    ...(detectable ? { detectable } : {}),
    ...expectedOf(
      movement,
      baseline.level,
      disclosure,
      detectable?.kind === 'detectable' ? detectable.inUnit?.base : undefined,
    ),
  };
  const hope = tooSmallToSee(complete);
  if (hope === undefined || detectable?.kind !== 'detectable') return complete;
  // Half the difference takes four times the people, and they come in at the pace of the days.
  const enoughDays = Math.ceil(windowDays * (detectable.relative / Math.abs(hope)) ** 2);
  return enoughDays > longestWindow ? complete : { ...complete, enoughDays };
}

/** The experiment that a bet names is not read before the merge, so that nobody from outside has anything read: what it can show is not known. */
export function namedExperimentRow(
  movement: ExpectedMovement,
  baseline: Baseline,
  experiment: ExperimentName,
  disclosure: Disclosure,
): ForecastRow {
  const row: ForecastRow = { movement, baseline, experiment };
  return baseline.kind === 'level' ? { ...row, ...expectedOf(movement, baseline.level, disclosure) } : row;
}

/** From both groups before the release, as if as many people came in on each day of the window. Undefined before they have begun. */
function detectableByArms(
  arms: Arms,
  { arms: named }: Metric,
  windowDays: number,
  until: number,
): Detectable | Unanswerable | undefined {
  const earliest = until - experimentDays * day;
  const recent = [arms.control, arms.treatment].map(({ samples }) =>
    samples.find(({ t }) => t >= earliest && t < until),
  );
  const [control, treatment] = recent;
  if (!control || !treatment) return undefined;
  const from = Math.max(control.t, treatment.t);
  const effect = armsEffect({ arms, from, until, ...(named?.split ? { split: named.split } : {}) });
  if (effect.kind === 'unanswerable') return effect;
  const relative = effect.detectable * Math.sqrt((until - from) / (windowDays * day));
  return { kind: 'detectable', windowDays, relative, ...(effect.inUnit ? { inUnit: effect.inUnit } : {}) };
}
