import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until there is an answer; after 30 seconds it throws, naming what did not come. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(100);
  }
  throw new Error(`${what} did not come within 30 seconds`);
}
