import { buildForecast, type ForecastBasis } from '../domain/forecast/build-forecast.ts';
import type { Forecast } from '../domain/forecast/forecast.ts';
import { withComparisons } from '../domain/forecast/sibling-comparison.ts';
import { type ChanceBasis, type TargetChance, targetChances } from '../domain/lint/target-chance.ts';
import { buildReadout } from '../domain/readout/build-readout.ts';
import type { ReadoutBasis } from '../domain/readout/measure.ts';
import type { Readout } from '../domain/readout/readout.ts';

/* The analyst's questions: each takes tens of milliseconds or more, and needs only its input. */

export function forecast(basis: ForecastBasis): Forecast {
  return buildForecast(basis);
}

export function compare(given: Parameters<typeof withComparisons>): Forecast {
  return withComparisons(...given);
}

export function readout(basis: ReadoutBasis): Readout {
  return buildReadout(basis);
}

export function chances(basis: ChanceBasis): Map<string, TargetChance> {
  return targetChances(basis);
}
