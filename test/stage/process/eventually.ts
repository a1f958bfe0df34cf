import { setTimeout as pause } from 'node:timers/promises';
import { crowding } from '../run/crowding.ts';

/**
 * Asks again until there is an answer; after so many seconds it throws, naming what did not come. A second counts for less while others want the
 * machine as well.
 */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
  for (let left = seconds * 1000, last = performance.now(); left > 0; ) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(100);
    const now = performance.now();
    left -= (now - last) / crowding();
    last = now;
  }
  throw new Error(`${what} did not come within ${seconds} seconds of a machine of its own`);
}
