import type { Forecast } from '../../../src/domain/forecast/forecast.ts';
import { viewForecast } from '../../../src/domain/forecast/forecast-view.ts';
import type { Readout } from '../../../src/domain/readout/readout.ts';
import { viewReadout } from '../../../src/domain/readout/readout-view.ts';
import { renderForecast as render } from '../../../src/render/forecast/forecast-comment.ts';
import { renderReadout as renderView } from '../../../src/render/readout/readout-comment.ts';

/* Comments of samples that are written as they are measured. */

export const renderForecast = (forecast: Forecast): string => render(viewForecast(forecast));
export const renderReadout = (readout: Readout): string => renderView(viewReadout(readout));
