import { day } from '../../src/domain/day.ts';
import type { MetricReader } from '../../src/flows/ports/metric-reader.ts';

/** What moves which metric from when on; `by` is relative. */
export interface Lift {
  metric: string;
  from: string;
  by: number;
}

/** Days around a thousand with a weekly wave, of any metric, as the lifts move it. They may grow while a story goes on. */
export const readerWith = (lifts: Lift[]): MetricReader['read'] =>
  async function read({ metric: { name }, from, to }) {
    const samples = [];
    for (let t = Math.ceil(from.getTime() / day) * day; t + day <= to.getTime(); t += day) {
      const i = t / day;
      const lifted = lifts.filter((lift) => lift.metric === name && Date.parse(lift.from) < t);
      const noise = 1 + 0.02 * Math.sin(i * i * (1 + name.length)) + 0.02 * Math.sin((2 * Math.PI * i) / 7);
      samples.push({ t, value: lifted.reduce((value, { by }) => value * (1 + by), 1000 * noise) });
    }
    return { kind: 'samples', series: { bucket: 'day', samples } };
  };
