import * as questions from '../../analyst/questions.ts';
import type { Analyst } from '../../flows/ports/analyst.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';

/** What a preview needs of the world: data, and somebody who works it out. Here there is no event loop that must not wait. */
export interface Desk {
  metrics: MetricReader;
  analyst: Analyst;
}

export const deskWith = (metrics: MetricReader): Desk => ({
  metrics,
  analyst: {
    forecast: async (basis) => questions.forecast(basis),
    compare: async (...given) => questions.compare(given),
    chances: async (basis) => questions.chances(basis),
    readout: async (basis) => questions.readout(basis),
  },
});

/** Where no sources are named. */
export const unread: MetricReader = {
  read: async () => ({
    kind: 'failed',
    failure: { reason: 'unknown-source', text: 'no file of sources was named' },
  }),
};
