import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Flood {
  connections: number;
  /** `content-length` of each. */
  announced: number;
  /** How much of it is sent before the rest is held back. */
  sent: number;
  /** A byte now and then instead of nothing. */
  trickle?: boolean;
}

/** Begins a flood; resolves when everything is sent that is not held back. */
export async function startFlood(port: number, flood: Flood) {
  const thread = new Worker(new URL('./flood-thread.ts', import.meta.url), { workerData: { ...flood, port } });
  await once(thread, 'message');
  return {
    /** Sends a last byte each; resolves to the statuses of the answers, those that come within so long. */
    async end(patienceMs: number): Promise<string[]> {
      thread.postMessage(patienceMs);
      const [answers] = (await once(thread, 'message')) as [string[]];
      return answers;
    },
  };
}
