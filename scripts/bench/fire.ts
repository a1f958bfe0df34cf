import autocannon from 'autocannon';
import type { SignedDelivery } from './deliveries.ts';

export interface Volley {
  /** `performance.now()` of the first request. */
  began: number;
  /** Ids of the deliveries that were answered with success. */
  answered: string[];
  answeredPerSecond: number;
  p99Milliseconds: number;
}

/** As many as GitHub may have at a time in a burst. */
export const connections = 50;

/** Sends each delivery once, fifty at a time, until all are sent or the time is over. Throws when one of them is refused. */
export async function fire(url: string, deliveries: SignedDelivery[], mostMs: number): Promise<Volley> {
  const took: number[] = [];
  const answered: string[] = [];
  let refused = 0;
  let next = 0;
  const began = performance.now();
  let ended = began;
  const options: autocannon.Options = {
    url,
    connections: Math.min(connections, deliveries.length),
    amount: deliveries.length,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        setupRequest(request, context) {
          const { headers, body } = deliveries[next++] ?? {};
          Object.assign(context, { id: headers?.['x-github-delivery'] });
          return { ...request, ...(headers && body ? { headers, body } : {}) };
        },
        onResponse(status, _body, context) {
          if (status === 200) answered.push((context as { id: string }).id);
          else refused += 1;
        },
      },
    ],
  };
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    const end = setTimeout(() => run.stop(), mostMs);
    run.on('done', () => clearTimeout(end));
    // autocannon's own figures are rounded to milliseconds and to whole seconds of duration.
    run.on('response', (_client, _status, _bytes, milliseconds) => {
      took.push(milliseconds);
      ended = performance.now();
    });
  });
  if (errors > 0 || refused > 0) throw new Error(`${errors} deliveries had no answer, ${refused} were refused`);
  took.sort((one, other) => one - other);
  return {
    began,
    answered,
    answeredPerSecond: (1000 * took.length) / (ended - began),
    p99Milliseconds: took[Math.ceil(0.99 * took.length) - 1] ?? 0,
  };
}
