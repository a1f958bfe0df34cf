import type { ForecastBasis } from '../../domain/forecast/build-forecast.ts';
import type { Forecast } from '../../domain/forecast/forecast.ts';
import type { withComparisons } from '../../domain/forecast/sibling-comparison.ts';
import type { ChanceBasis, TargetChance } from '../../domain/lint/target-chance.ts';
import type { ReadoutBasis } from '../../domain/readout/measure.ts';
import type { Readout } from '../../domain/readout/readout.ts';

/** Works out, of plain data and from nothing else, what takes a while. */
export interface Analyst {
  forecast(basis: ForecastBasis): Promise<Forecast>;
  compare(...given: Parameters<typeof withComparisons>): Promise<Forecast>;
  readout(basis: ReadoutBasis): Promise<Readout>;
  /** How likely history makes each open key result, by its id. */
  chances(basis: ChanceBasis): Promise<ReadonlyMap<string, TargetChance>>;
}
