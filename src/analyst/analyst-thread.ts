import { setPriority } from 'node:os';
import { buildForecast, type ForecastBasis } from '../domain/build-forecast.ts';
import { buildReadout, type ReadoutBasis } from '../domain/build-readout.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Readout } from '../domain/readout.ts';
import { withComparisons } from '../domain/sibling-comparison.ts';

/*
 * What the analyst's thread does: nothing that is not pure. On Linux a priority counts for the one thread that asks for it, so that the
 * processor goes to the answers of deliveries first; elsewhere it would slow down the whole process.
 */
if (process.platform === 'linux') setPriority(10);

export function forecast(basis: ForecastBasis): Forecast {
  return buildForecast(basis);
}

export function compare(given: Parameters<typeof withComparisons>): Forecast {
  return withComparisons(...given);
}

export function readout(basis: ReadoutBasis): Readout {
  return buildReadout(basis);
}
