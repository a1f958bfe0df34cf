import { chances, compare, forecast, readout } from '../../../src/analyst/questions.ts';
import type { Analyst } from '../../../src/flows/ports/analyst.ts';

/** The analyst without its thread; what goes in and comes out is copied as between threads. */
export const analystHere: Analyst = {
  forecast: async (basis) => structuredClone(forecast(structuredClone(basis))),
  compare: async (...given) => structuredClone(compare(structuredClone(given))),
  chances: async (basis) => structuredClone(chances(structuredClone(basis))),
  readout: async (basis) => structuredClone(readout(structuredClone(basis))),
};
