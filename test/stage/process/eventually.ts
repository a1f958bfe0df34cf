import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until there is an answer; after so many seconds it throws, naming what did not come. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(100);
  }
  throw new Error(`${what} did not come within ${seconds} seconds`);
}
