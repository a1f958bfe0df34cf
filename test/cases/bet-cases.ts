import type { Bet } from '../../src/domain/bet/bet.ts';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import { type Disclosure, everything } from '../../src/domain/disclosure/disclosure.ts';
import { buildForecast } from '../../src/domain/forecast/build-forecast.ts';
import { viewForecast } from '../../src/domain/forecast/forecast-view.ts';
import type { Metric } from '../../src/domain/metric/metric.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { outcomeMapOf, readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';
import { buildReadout } from '../../src/domain/readout/build-readout.ts';
import type { Readout } from '../../src/domain/readout/readout.ts';
import { viewReadout } from '../../src/domain/readout/readout-view.ts';
import { readoutAsTold } from '../../src/domain/readout/told.ts';
import { renderForecast } from '../../src/render/forecast/forecast-comment.ts';
import { renderReadout } from '../../src/render/readout/readout-comment.ts';

export const day = 86_400_000;
/** Released on this day, at ten. */
export const release = Date.parse('2026-10-06T00:00:00Z');
export const shippedAt = new Date(release + day / 2.4);

/** A bet on one metric, what was read of it, and how many days after the release it is looked at. */
export interface BetCase {
  metric: string;
  change?: Change;
  limit?: Change;
  reading: Reading;
  afterDays?: number;
}

/** Bets on the metrics of a map, through analysis, view and comment: no database, no forge. */
export function betsOn(yaml: string) {
  const read = readOutcomeMap('soundings.yml', yaml);
  const made = 'document' in read ? outcomeMapOf(read.document) : undefined;
  if (!made || 'problems' in made) throw new Error('the map is at fault');
  const { map } = made;
  const metricOf = (name: string) => map.metrics.find((one) => one.name === name) as Metric;

  function bet({ metric, change, limit, afterDays = 14 }: BetCase): Bet {
    return {
      keyResults: map.objectives.flatMap((objective) =>
        objective.keyResults.map((keyResult) => ({ objective, keyResult })),
      ),
      hypotheses: [],
      movements: [{ metric: metricOf(metric), ...(change ? { change } : {}), windowDays: afterDays }],
      guardrails: limit ? [{ metric: metricOf(metric), limit, line: 'Guard: as stated' }] : [],
      evidence: [],
    };
  }

  const measured = (one: BetCase, disclosure = everything): Readout =>
    buildReadout({
      bet: bet(one),
      map,
      author: 'ben',
      shippedAt,
      signal: { kind: 'merge', sha: 'a'.repeat(40) } as never,
      afterDays: one.afterDays ?? 14,
      interim: false,
      alpha: 0.05,
      baseline: {},
      readings: { [one.metric]: one.reading },
      edges: [],
      others: [],
      shippedTogether: [],
      amended: false,
      disclosure,
      now: new Date(release + ((one.afterDays ?? 14) + 1) * day),
    });

  /** What was read up to the day of the release. */
  const before = (reading: Reading): Reading => {
    if (reading.kind !== 'samples') return reading;
    const samples = reading.series.samples.filter(({ t }) => t < release);
    return samples.length ? { ...reading, series: { ...reading.series, samples } } : { kind: 'empty' };
  };

  const text = (body: string) => body.replaceAll('\u00a0', ' ');
  return {
    map,
    bet,
    measured,
    readout: (one: BetCase, disclosure?: Disclosure) =>
      text(renderReadout(viewReadout(readoutAsTold(measured(one, disclosure))))),
    forecast: (one: BetCase, disclosure: Disclosure = everything) =>
      text(
        renderForecast(
          viewForecast(
            buildForecast({
              bet: bet(one),
              map,
              state: 'open',
              readings: { [one.metric]: before(one.reading) },
              others: [],
              levels: {},
              edges: [],
              events: [],
              readoutDays: [one.afterDays ?? 14],
              disclosure,
              asOf: new Date(release),
            }),
          ),
        ),
      ),
  };
}
