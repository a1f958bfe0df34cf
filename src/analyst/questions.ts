import { buildForecast, type ForecastBasis } from '../domain/build-forecast.ts';
import { buildReadout, type ReadoutBasis } from '../domain/build-readout.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Readout } from '../domain/readout.ts';
import { withComparisons } from '../domain/sibling-comparison.ts';

/* What the analyst is asked: each takes tens of milliseconds or more, and needs nothing but what it is given. */

export function forecast(basis: ForecastBasis): Forecast {
  return buildForecast(basis);
}

export function compare(given: Parameters<typeof withComparisons>): Forecast {
  return withComparisons(...given);
}

export function readout(basis: ReadoutBasis): Readout {
  return buildReadout(basis);
}
