import * as questions from '../../analyst/questions.ts';
import type { Analyst } from '../../flows/ports/analyst.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';

/** What a preview needs from the world: data, and an analyst. Here no event loop has to stay free. */
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

/** Used if no sources are named. */
export const unread: MetricReader = {
  read: async () => ({
    kind: 'failed',
    failure: { reason: 'unknown-source', text: 'no file of sources was named' },
  }),
};
